"""Explore: any metric by any period and up to two dimensions, as a trend, a breakdown, small multiples or a table."""

import streamlit as st

from metrics.errors import Unavailable
from metrics.insights import AnswerReport
from metrics.query import Answer
from metrics.semantic import Metric, metrics_of
from pages.measure.explore.explored_answer import explored_answer, nothing_counted
from pages.parts import card
from pages.parts.asking import answer_to, dimensions_of_metric
from pages.parts.computed import how_computed
from pages.parts.contributions import contributions
from pages.parts.filter_bar import filter_bar
from pages.parts.guard import fragment
from pages.parts.missing import ways_out
from pages.parts.plain import plain
from pages.parts.view_choices import PREFIX, fit, view_bar
from pages.parts.workspace_on_screen import Current, current_workspace


@fragment
def explore(current: Current) -> None:
    """Everything the choices move."""
    metric = chosen_metric(current)
    selection = filter_bar(current.reader, prefix=PREFIX)
    view = view_bar(metric, selection, current)
    if view.lacks_dimension:
        st.info(f"{view.form} needs something to split by: choose it under “Split by”.")
        return
    answer = answer_to(current.reader, view.question(metric, selection))
    if not isinstance(answer, Answer):
        st.warning(plain(answer))
        if isinstance(answer, Unavailable):
            ways_out(metric, current.reader)
        return
    report = AnswerReport(metric, answer, current.snapshot.settings)
    if report.nothing:
        nothing_counted(report, view.title(metric, selection), selection, current)
        return
    explored_answer(report, selection, view, current)
    if not view.dimensions:
        contributions(metric, selection, current)
    how_computed(current.reader, report)


def chosen_metric(current: Current) -> Metric:
    """What to look at. Another choice takes the split by which that metric is usually shown."""
    titles = {metric.title: metric for metric in metrics_of(current.snapshot).values()}

    def follow() -> None:
        metric = titles[st.session_state[f"{PREFIX}metric"]]
        fit(metric, dimensions_of_metric(current.reader, metric))

    title = st.selectbox(
        "Metric", list(titles), key=f"{PREFIX}metric", bind="query-params", filter_mode="contains", width=420,
        on_change=follow,
    )  # fmt: skip
    st.caption(plain(titles[title].summary))
    return titles[title]


st.title("Explore", anchor=False)
card.styled()
explore(current_workspace())
