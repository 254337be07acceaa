"""One metric: its trend with limits, where it differs, the numbers, and how it is computed."""

import streamlit as st

from metrics.errors import Unavailable
from metrics.insights import AnswerReport
from metrics.query import Answer
from metrics.semantic import metrics_of
from pages.parts import card
from pages.parts.asking import answer_to
from pages.parts.blocks import show
from pages.parts.computed import how_computed
from pages.parts.contributions import contributions
from pages.parts.filter_bar import filter_bar, forget
from pages.parts.guard import fragment
from pages.parts.missing import ways_out
from pages.parts.plain import plain
from pages.parts.view_choices import PREFIX
from pages.parts.workspace_on_screen import Current, current_workspace
from pages.review.metric.metric_breakdown import metric_breakdown
from pages.review.metric.reconciliation_view import reconciliation_view


@fragment
def one_metric(current: Current) -> None:
    """Everything the filters move."""
    head = st.container()
    titles = {metric.title: metric for metric in metrics_of(current.snapshot).values()}
    metric = titles[
        st.selectbox("Metric", list(titles), key="metric", bind="query-params", filter_mode="contains", width=420)
    ]
    head.title(plain(metric.title), anchor=False)
    head.caption(plain(metric.summary))
    selection = filter_bar(current.reader, prefix="metric_")
    answer = answer_to(current.reader, selection.over_time(metric.name))
    if not isinstance(answer, Answer):
        st.warning(plain(answer))
        if isinstance(answer, Unavailable):
            ways_out(metric, current.reader)
        return
    report = AnswerReport(metric, answer, current.snapshot.settings)
    with st.container(border=True, width=620):
        card.draw(report.figure(selection.comparison))
    show(report.trend(selection))
    contributions(metric, selection, current)
    metric_breakdown(metric, selection, current)
    how_computed(current.reader, report)
    reconciliation_view(current.reader, metric, selection)


card.styled()
forget(PREFIX)
one_metric(current_workspace())
