"""People and teams: whose rate can be told apart from the average, and whose can't. No rank without its range."""

from collections.abc import Sequence

import streamlit as st

from metrics.people import RateChoices
from metrics.report import Block
from metrics.semantic import Metric
from pages.parts.blocks import show
from pages.parts.guard import fragment
from pages.parts.workspace_on_screen import Current, current_workspace

BY = ("person", "team")
ORDERS = ("by name", "by likely rate, with its range")


@fragment
def people_and_teams(current: Current) -> None:
    """Everything the choices move."""
    choices = RateChoices(current.reader)
    metrics_by_title = choices.metrics
    if not metrics_by_title:
        st.info("No share of anything counted is known yet: upload deals or training with an owner or a person each.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = _choice("Metric", list(metrics_by_title), "metric", 300)
        by = _choice("For each", BY, "by", 140)
        period = _choice("Over", list(choices.periods), "period", 220)
        order = _choice("Listed", ORDERS, "order", 260)
    by_rate = order == ORDERS[1]
    blocks, computed = _report(choices, current.reader.key, metrics_by_title[title], by, period, by_rate=by_rate)
    show(blocks)
    if not computed:
        return
    with st.expander(
        "How is this computed?", icon=":material/function:", key="rates_computed", on_change="rerun"
    ) as opened:
        if opened.open:
            show(computed)


@st.cache_resource(max_entries=200, show_spinner=False, hash_funcs={Metric: lambda each: f"{each.name} {each.sql}"})
def _report(
    _choices: RateChoices, key: str, metric: Metric, by: str, period: str, *, by_rate: bool
) -> tuple[tuple[Block, ...], ...]:
    """What is said of the rates, and how they are computed. To shrink them takes longer than to draw them."""
    report = _choices.report(metric, by, period, by_rate=by_rate)
    return report.blocks, report.computed


def _choice(label: str, options: Sequence[str], name: str, width: int) -> str:
    return st.selectbox(
        label, options, key=f"rates_{name}", bind="query-params", filter_mode=None, width=width
    )  # fmt: skip


st.title("People and teams", anchor=False)
st.caption(
    "Whose result is more than chance? Twelve deals say little of anybody, so a rate never stands without its range."
)
people_and_teams(current_workspace())
