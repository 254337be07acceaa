"""Scorecard: the nine metrics, leading beside lagging, and what changed most."""

import streamlit as st

from metrics.formatting import format_date
from metrics.insights import leading_beside_lagging
from metrics.query import Answer
from metrics.semantic import Metric, MetricKind, catalog
from pages.parts import card
from pages.parts.asking import data_through
from pages.parts.filter_bar import Selection, filter_bar, forget
from pages.parts.guard import fragment
from pages.parts.metric_card import LINKED, metric_card, recent, without
from pages.parts.plain import plain
from pages.parts.welcome import welcome
from pages.parts.workspace_on_screen import Current, current
from pages.review.scorecard.movements import movements
from pages.review.scorecard.what_moves import what_moves_what

COLUMNS: dict[MetricKind, tuple[str, str]] = {
    "leading": ("Leading", "What enablement moves directly."),
    "lagging": ("Lagging", "What executives care about most; moved indirectly."),
}


@fragment
def scorecard(here: Current) -> None:
    """Everything the filters move."""
    selection = filter_bar(here.snapshot)
    nine = [metric for metric in catalog().values() if metric.headline]
    answers = {metric.name: recent(metric, selection, here) for metric in nine}
    sentences = st.container(border=True, key="movements")
    known = [(catalog()[name], found) for name, found in answers.items() if isinstance(found, Answer)]
    st.caption(plain(leading_beside_lagging(known, here.snapshot.settings.currency).sentence))
    for column, kind in zip(st.columns(2, gap="large"), COLUMNS, strict=True):
        with column:
            title, explanation = COLUMNS[kind]
            st.header(title, anchor=False)
            st.caption(explanation)
            for metric in nine:
                if metric.kind == kind:
                    place(metric, answers[metric.name], selection, here)
    with sentences:  # last, because it takes longest
        movements(here.snapshot, answers, selection)


def place(metric: Metric, found: Answer | Exception, selection: Selection, here: Current) -> None:
    """One metric's card, or what is missing to have it."""
    if isinstance(found, Answer):
        metric_card(metric, found, selection, here)
    else:
        with st.container(border=True, gap="xsmall", key=f"card_{metric.name}"):
            without(metric, found, here.snapshot)


st.title("Scorecard", anchor=False)
forget(LINKED)
here = current()
card.styled()
st.caption(f"Data through {format_date(data_through(here.snapshot))} · version {here.snapshot.number}")
if here.sample:
    welcome()
scorecard(here)
what_moves_what(here)
