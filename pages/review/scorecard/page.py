"""Scorecard: the nine metrics, leading beside lagging, and what changed most."""

from functools import partial

import streamlit as st

from metrics.formatting import format_date
from metrics.insights import ScorecardReport
from metrics.people import headline_metrics
from metrics.query import Answer, Selection
from metrics.semantic import Metric
from pages.parts import card
from pages.parts.asking import answer_to, data_through
from pages.parts.blocks import show
from pages.parts.filter_bar import filter_bar, forget
from pages.parts.guard import fragment
from pages.parts.metric_card import LINKED, metric_card, recent, without
from pages.parts.plain import plain
from pages.parts.welcome import welcome
from pages.parts.workspace_on_screen import Current, current_workspace
from pages.review.scorecard.driver_links import driver_links

COLUMNS = {
    "leading": ("Leading", "What enablement moves directly."),
    "lagging": ("Lagging", "What executives care about most; moved indirectly."),
}


@fragment
def scorecard(current: Current) -> None:
    """Everything the filters move."""
    selection = filter_bar(current.reader)
    nine = headline_metrics()
    answers = {metric.name: recent(metric, selection, current) for metric in nine}
    sentences = st.container(border=True, key="movements")
    report = ScorecardReport(answers, selection, current.snapshot.settings.currency)
    st.caption(plain(report.balance))
    for column, kind in zip(st.columns(2, gap="large"), COLUMNS, strict=True):
        with column:
            title, explanation = COLUMNS[kind]
            st.header(title, anchor=False)
            st.caption(explanation)
            for metric in nine:
                if metric.kind == kind:
                    place(metric, answers[metric.name], selection, current)
    with sentences:  # last, because it takes longest
        show(report.changes(partial(answer_to, current.reader)))


def place(metric: Metric, answer: Answer | Exception, selection: Selection, current: Current) -> None:
    """One metric's card, or what is missing to have it."""
    if isinstance(answer, Answer):
        metric_card(metric, answer, selection, current)
    else:
        with st.container(border=True, gap="xsmall", key=f"card_{metric.name}"):
            without(metric, answer, current.reader)


st.title("Scorecard", anchor=False)
forget(LINKED)
current = current_workspace()
card.styled()
st.caption(f"Data through {format_date(data_through(current.reader))} · version {current.snapshot.number}")
if current.sample:
    welcome()
scorecard(current)
driver_links(current)
