"""People and teams: whose rate can be told apart from the average, and whose can't. No rank without its range."""

from datetime import date

import streamlit as st

from metrics.formatting import plural
from metrics.people import (
    can_be_rated,
    describe_performance,
    performance_computed,
    performance_rates,
    performance_sentences,
)
from metrics.query import Question, missing_columns, periods_within
from metrics.semantic import Metric, metrics_of
from metrics.store import Snapshot
from pages.parts.asking import covered, dimensions_of_metric
from pages.parts.chart_reading import axis
from pages.parts.charts import file_name, show
from pages.parts.downloads import csv_button
from pages.parts.guard import fragment
from pages.parts.markup import TableCell, table
from pages.parts.plain import plain
from pages.parts.prove_style import styled
from pages.parts.workspace_on_screen import Current, current
from pages.prove.people_and_teams.funnel_chart import funnel_chart, funnel_words

BY = {"person": "person", "team": "team"}
ORDERS = ("by name", "by likely rate, with its range")
YEAR = "the last four quarters"
EVERYTHING = "all of it"
QUARTERS = 4


@fragment
def people_and_teams(here: Current) -> None:
    """Everything the choices move."""
    known = _metrics(here.snapshot)
    if not known:
        st.info("No share of anything counted is known yet: upload deals or training with an owner or a person each.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.selectbox(
            "Metric", list(known), key="rates_metric", bind="query-params", filter_mode=None, width=300
        )
        by = st.selectbox("For each", list(BY), key="rates_by", bind="query-params", filter_mode=None, width=140)
        spans = _spans(here.snapshot)
        period = st.selectbox("Over", list(spans), key="rates_period", bind="query-params", filter_mode=None, width=220)
        order = st.selectbox("Listed", ORDERS, key="rates_order", bind="query-params", filter_mode=None, width=260)
    metric = known[title]
    if by not in {dimension.name for dimension in dimensions_of_metric(here.snapshot, metric)} or not can_be_rated(
        metric, by
    ):
        st.info(plain(f"{metric.title} can't be told for each {by} here: choose another metric, or upload the roster."))
        return
    start, end = spans[period]
    found = performance_rates(here.snapshot, Question(metric.name, start, end, by=(by,)))
    sentences = performance_sentences(found)
    st.markdown(f"**{plain(sentences[0])}**")
    for sentence in sentences[1:]:
        st.markdown(plain(sentence))
    block = describe_performance(found, period, by_rate=order == ORDERS[1])
    if found.funnel is not None:
        currency = here.snapshot.settings.currency
        title = f"{metric.short_title} of each {by}, over how much it rests on"
        show(funnel_chart(found, axis(metric, currency)), title, funnel_words(found, sentences), "funnel")
        st.caption(
            "Dotted and dashed: how far from the average chance alone would bring one in 20, and one in 500. "
            "Diamond: outside both."
        )
    table(
        block.title,
        [TableCell(name) for name in block.heading],
        [[TableCell(text) for text in row] for row in block.table],
    )
    for note in block.footnotes:
        st.caption(plain(note))
    csv_button(
        "Download",
        lambda: [dict(zip(block.heading, row, strict=True)) for row in block.table],
        f"{file_name(block.title)}.csv",
        "rates_table",
    )
    with st.expander(
        "How is this computed?", icon=":material/function:", key="rates_computed", on_change="rerun"
    ) as opened:
        if opened.open:
            st.markdown("\n".join(f"- {plain(note)}" for note in performance_computed(found)))
            st.code(f"{found.answer.prelude.strip()}\n\n{found.answer.sql.strip()}", language="sql", height=420)


def _metrics(snapshot: Snapshot) -> dict[str, Metric]:
    """The metrics that are a share of things counted for people or teams, lagging first: win rate leads."""
    known = [
        metric
        for metric in metrics_of(snapshot).values()
        if not missing_columns(snapshot, metric) and (can_be_rated(metric, "person") or can_be_rated(metric, "team"))
    ]
    known.sort(key=lambda metric: (metric.kind != "lagging", metric.order))
    return {metric.title: metric for metric in known}


def _spans(snapshot: Snapshot) -> dict[str, tuple[date | None, date | None]]:
    """The last year of whole quarters, each quarter, and everything."""
    days = covered(snapshot)
    if days is None:
        return {EVERYTHING: (None, None)}
    quarters = [each for each in periods_within(None, None, "quarter", days, snapshot.settings) if each.complete]
    spans: dict[str, tuple[date | None, date | None]] = {}
    if quarters:
        last = quarters[-QUARTERS:]
        label = YEAR if len(last) == QUARTERS else f"all {plural(len(last), 'whole quarter')} there are"
        spans[label] = (last[0].start, last[-1].end)
    spans |= {each.label: (each.start, each.end) for each in reversed(quarters)}
    return {**spans, EVERYTHING: (None, None)}


st.title("People and teams", anchor=False)
st.caption(
    "Whose result is more than chance? Twelve deals say little of anybody, so a rate never stands without its range."
)
styled()
people_and_teams(current())
