"""People and teams: whose rate can be told apart from the average, and whose can't. No rank without its range."""

from collections.abc import Sequence

import streamlit as st

from metrics.people import (
    can_be_told,
    performance_blocks,
    performance_computed,
    performance_rates,
    rate_metrics,
    rate_periods,
)
from metrics.query import Question
from pages.blocks import show
from pages.parts.guard import fragment
from pages.parts.plain import plain
from pages.parts.prove_style import styled
from pages.parts.workspace_on_screen import Current, current_workspace

BY = ("person", "team")
ORDERS = ("by name", "by likely rate, with its range")


@fragment
def people_and_teams(current: Current) -> None:
    """Everything the choices move."""
    snapshot = current.snapshot
    metrics_by_title, periods = rate_metrics(snapshot), rate_periods(snapshot)
    if not metrics_by_title:
        st.info("No share of anything counted is known yet: upload deals or training with an owner or a person each.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = _choice("Metric", list(metrics_by_title), "metric", 300)
        by = _choice("For each", BY, "by", 140)
        period = _choice("Over", list(periods), "period", 220)
        order = _choice("Listed", ORDERS, "order", 260)
    metric = metrics_by_title[title]
    if not can_be_told(snapshot, metric, by):
        st.info(plain(f"{metric.title} can't be told for each {by} here: choose another metric, or upload the roster."))
        return
    performance = performance_rates(snapshot, Question(metric.name, *periods[period], by=(by,)))
    show(performance_blocks(performance, period, by_rate=order == ORDERS[1]))
    with st.expander(
        "How is this computed?", icon=":material/function:", key="rates_computed", on_change="rerun"
    ) as opened:
        if opened.open:
            show(performance_computed(performance))


def _choice(label: str, options: Sequence[str], name: str, width: int) -> str:
    return st.selectbox(
        label, options, key=f"rates_{name}", bind="query-params", filter_mode=None, width=width
    )  # fmt: skip


st.title("People and teams", anchor=False)
st.caption(
    "Whose result is more than chance? Twelve deals say little of anybody, so a rate never stands without its range."
)
styled()
people_and_teams(current_workspace())
