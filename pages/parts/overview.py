"""All metrics of one kind, group by group: what the Leading and the Lagging page show."""

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from metrics.formatting import format_date, plural
from metrics.insights import amount_note
from metrics.query import Answer, Reader, Selection
from metrics.semantic import Metric, metric_groups, metrics_of
from pages.parts import card
from pages.parts.asking import data_through
from pages.parts.filter_bar import filter_bar, forget
from pages.parts.guard import fragment
from pages.parts.metric_card import LINKED, metric_card, recent, without
from pages.parts.workspace_on_screen import Current, current_workspace

ACROSS = 3
Kind = Literal["leading", "lagging"]


def overview(kind: Kind, title: str, explanation: str) -> None:
    """The page of one kind of metrics."""
    st.title(title, anchor=False)
    forget(LINKED)
    current = current_workspace()
    card.styled()
    through = format_date(data_through(current.reader))
    st.caption(f"{explanation} Data through {through} · version {current.snapshot.number}")
    all_of(kind, current)


@fragment
def all_of(kind: Kind, current: Current) -> None:
    """Everything the filters move."""
    selection = filter_bar(current.reader, prefix=f"{kind}_")
    money = [
        metric for metric in metrics_of(current.snapshot).values() if metric.kind == kind and metric.unit == "money"
    ]
    if money:
        st.caption(f"Where money is shown, {amount_note(money[0], current.snapshot.settings)}.")
    for group, metrics in metric_groups(current.snapshot, kind).items():
        answers = {metric.name: recent(metric, selection, current) for metric in metrics}
        st.header(group, anchor=False)
        cards([metric for metric in metrics if isinstance(answers[metric.name], Answer)], answers, selection, current)
        missing = [(metric, reason) for metric in metrics if isinstance(reason := answers[metric.name], Exception)]
        folded(missing, group, current.reader)


def cards(metrics: Sequence[Metric], answers: Mapping[str, object], selection: Selection, current: Current) -> None:
    """Cards in rows, from left to right."""
    for start in range(0, len(metrics), ACROSS):
        for column, metric in zip(st.columns(ACROSS), metrics[start : start + ACROSS], strict=False):
            answer = answers[metric.name]
            if isinstance(answer, Answer):
                with column:
                    metric_card(metric, answer, selection, current, brief=True)


def folded(missing: Sequence[tuple[Metric, Exception]], group: str, reader: Reader) -> None:
    """What can't be had, folded away, each with what is missing."""
    if missing:
        label = f"{plural(len(missing), 'metric')} not available"
        with st.expander(label, icon=":material/visibility_off:", key=f"missing_{group}"):
            for metric, reason in missing:
                without(metric, reason, reader)
