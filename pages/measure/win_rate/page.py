"""Win rate, four ways: the four values side by side, and which deals the one counts and the other doesn't."""

import streamlit as st

from metrics.insights import WAYS, win_rate_blocks
from metrics.query import Answer, Question, Reader
from metrics.report import Block
from metrics.semantic import metrics_of
from pages.parts import card
from pages.parts.blocks import show
from pages.parts.filter_bar import filter_bar, forget
from pages.parts.guard import fragment
from pages.parts.metric_card import LINKED, metric_card, recent, without
from pages.parts.workspace_on_screen import Current, current_workspace

ACROSS = 2


@fragment
def four_ways(current: Current) -> None:
    """Everything the filters move."""
    selection = filter_bar(current.reader, prefix="ways_")
    reader = current.reader
    blocks = _walk(reader, reader.key, selection.of_period(WAYS[0]))
    for column, name in zip((*st.columns(ACROSS), *st.columns(ACROSS)), WAYS, strict=True):
        metric = metrics_of(current.snapshot)[name]
        answer = recent(metric, selection, current)
        with column:
            if isinstance(answer, Answer):
                metric_card(metric, answer, selection, current, brief=True)
            else:
                without(metric, answer, current.reader)
    show(blocks)


@st.cache_resource(max_entries=200, show_spinner=False, hash_funcs={Question: repr})
def _walk(_reader: Reader, key: str, question: Question) -> tuple[Block, ...]:
    return win_rate_blocks(_reader, question)


st.title("Win rate, four ways", anchor=False)
st.caption("The same deals counted in four ways, and what makes the difference.")
forget(LINKED)
card.styled()
four_ways(current_workspace())
