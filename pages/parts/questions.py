"""What pages ask, remembered per workspace version.

Answers never change, so they are shared between sessions as they are, and the key is the question: hashing a frame would
take two different ones for the same.
"""

from collections.abc import Sequence

import streamlit as st

from metrics.ask import Dimension, ask, dimensions
from metrics.question import Answer, Question, Unavailable
from metrics.store.snapshot import Snapshot


def answer(snapshot: Snapshot, question: Question) -> Answer | Unavailable:
    """The answer, or why the metric can't be had from this workspace."""
    return _answer(snapshot, str(snapshot.folder), snapshot.number, question)


def answers(snapshot: Snapshot, questions: Sequence[Question]) -> list[Answer | Unavailable]:
    """Several answers, in the order asked."""
    return [answer(snapshot, question) for question in questions]


def known_dimensions(snapshot: Snapshot) -> tuple[Dimension, ...]:
    """What a metric can be filtered and broken down by."""
    return _dimensions(snapshot, str(snapshot.folder), snapshot.number)


@st.cache_resource(max_entries=2000, show_spinner=False, hash_funcs={Question: repr})
def _answer(_snapshot: Snapshot, folder: str, version: int, question: Question) -> Answer | Unavailable:
    try:
        return ask(_snapshot, question)
    except Unavailable as reason:
        return reason


@st.cache_resource(max_entries=50, show_spinner=False)
def _dimensions(_snapshot: Snapshot, folder: str, version: int) -> tuple[Dimension, ...]:
    return dimensions(_snapshot)
