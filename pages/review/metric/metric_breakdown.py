"""A metric in the chosen period, segment by segment, as a chart and as numbers."""

import streamlit as st

from metrics.insights import AnswerReport
from metrics.query import Answer, Selection
from metrics.semantic import Metric
from pages.parts.asking import answer_to, dimensions_of_metric, titled
from pages.parts.blocks import show
from pages.parts.filter_bar import address
from pages.parts.numbers_file import numbers_button
from pages.parts.plain import plain
from pages.parts.view_choices import PREFIX
from pages.parts.workspace_on_screen import Current

MOST = 20  # segments that are shown by name; the others are one group


def metric_breakdown(metric: Metric, selection: Selection, current: Current) -> None:
    """The chosen period, segment by segment, as a chart and as numbers."""
    dimensions = titled(dimensions_of_metric(current.reader, metric))
    if not dimensions:
        return
    usual = next((at for at, each in enumerate(dimensions.values()) if each.name == metric.split), 0)
    title = st.selectbox(
        "Break down by", list(dimensions), usual, key="by", bind="query-params", filter_mode=None, width=260
    )
    dimension = dimensions[title].name
    answer = answer_to(current.reader, selection.by(metric.name, dimension, (MOST,)))
    if not isinstance(answer, Answer):
        st.warning(plain(answer))
        return
    report = AnswerReport(metric, answer, current.snapshot.settings)
    show(report.breakdown(selection, {dimension: title}))
    with st.container(horizontal=True, vertical_alignment="center"):
        numbers_button(report, f"{metric.title} in {selection.period.label} by {title}", "table")
        st.page_link(
            "pages/measure/explore/page.py",
            label="Explore it by two dimensions, or over time",
            icon=":material/explore:",
            query_params=address(selection, PREFIX, **{f"{PREFIX}metric": metric.title, f"{PREFIX}by": title}),
        )
