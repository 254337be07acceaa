"""A metric on a page of many: its card, which opens the metric itself, or what is missing to have it."""

import streamlit as st

from metrics.errors import Unavailable, UserError
from metrics.insights import AnswerReport
from metrics.query import Answer, Reader, Selection
from metrics.semantic import Metric, metrics_of
from pages.parts import card
from pages.parts.asking import answer_to
from pages.parts.filter_bar import address
from pages.parts.missing import ways_out
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current

LINKED = "metric_"
"""The prefix of the filters on the page that a card opens."""


def recent(metric: Metric, selection: Selection, current: Current) -> Answer | Unavailable | UserError:
    """A metric up to the chosen period. All periods are asked for at once, so that choosing another asks nothing."""
    answer = answer_to(current.reader, selection.for_any_period(metric.name))
    return answer.within(selection.trend[0], selection.period) if isinstance(answer, Answer) else answer


def metric_card(metric: Metric, answer: Answer, selection: Selection, current: Current, *, brief: bool = False) -> None:
    """One metric's value, trend, change and evidence, under a link to its own page; less of it where it is `brief`."""
    with st.container(border=True, gap="xsmall", key=f"card_{metric.name}"):
        st.page_link(
            "pages/review/metric/page.py",
            label=f"**{plain(_name(metric, current) if brief else metric.title)}**",
            icon=":material/chevron_right:",
            icon_position="right",
            help=plain(metric.summary),
            query_params=address(selection, LINKED, metric=metric.title),
        )
        card.draw(AnswerReport(metric, answer, current.snapshot.settings).figure(selection.comparison, brief=brief))


def _name(metric: Metric, current: Current) -> str:
    """What stands before the colon of a title, unless another metric is called so too."""
    names = [each.short_title for each in metrics_of(current.snapshot).values()]
    return metric.short_title if names.count(metric.short_title) == 1 else metric.title


def without(metric: Metric, reason: Exception, reader: Reader) -> None:
    """One metric that can't be had, and why."""
    st.markdown(f"**{plain(metric.title)}**  \n:gray[Not available.] {plain(reason)}")
    if isinstance(reason, Unavailable):
        ways_out(metric, reader)
