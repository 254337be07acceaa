"""What pages ask, remembered per workspace version.

Answers never change, so sessions share them as they are. The key is the workspace, its version and the question, never
a frame: two large frames can have the same hash.
"""

import logging
from collections.abc import Iterable
from datetime import date

import streamlit as st

from metrics.errors import DamagedError, Unavailable, UserError
from metrics.query import Answer, Answers, Question, Reader
from metrics.semantic import Dimension, Metric

LOG = logging.getLogger("coxswain")
FAULT = "It could not be computed, and that is a fault of the program: its log holds the details."


def answer_to(reader: Reader, question: Question) -> Answer | Unavailable | UserError:
    """The answer, or why the metric can't be had. One that fails doesn't take the others on a page with it."""
    try:
        return _answer(reader, reader.key, question)
    except DamagedError:  # stored data is damaged: no page may show the other half of it
        raise
    except Exception as problem:
        LOG.exception("%s could not be computed", question.metric)
        return UserError.of_system(problem) or UserError(FAULT)


def known_dimensions(reader: Reader) -> tuple[Dimension, ...]:
    """What a metric can be filtered and broken down by."""
    return _dimensions(reader, reader.key)


def dimensions_of_metric(reader: Reader, metric: Metric) -> tuple[Dimension, ...]:
    """What one metric can be broken down by (without the values)."""
    return Answers(reader).dimensions_of(metric)


def titled(dimensions: Iterable[Dimension]) -> dict[str, Dimension]:
    """Dimensions by what they are called on a page: their title, and where two have the same one their name as well."""
    ordered = tuple(dimensions)
    titles = [dimension.title for dimension in ordered]
    return {
        each.title if titles.count(each.title) == 1 else f"{each.title} ({each.name})": each for each in ordered
    }  # fmt: skip


def covered(reader: Reader) -> tuple[date, date] | None:
    """The first and last day on which something is known to have happened; None while there is no data."""
    return _covered(reader, reader.key)


def data_through(reader: Reader) -> date | None:
    """The latest event that has happened."""
    return _data_through(reader, reader.key)


@st.cache_resource(max_entries=2000, show_spinner=False, hash_funcs={Question: repr})
def _answer(_reader: Reader, key: str, question: Question) -> Answer | Unavailable | UserError:
    try:
        return Answers(_reader).answer(question)
    except (Unavailable, UserError) as reason:
        return reason


@st.cache_resource(max_entries=50, show_spinner=False)
def _dimensions(_reader: Reader, key: str) -> tuple[Dimension, ...]:
    return Answers(_reader).dimensions


@st.cache_resource(max_entries=50, show_spinner=False)
def _data_through(_reader: Reader, key: str) -> date | None:
    return Answers(_reader).data_through


@st.cache_resource(max_entries=50, show_spinner=False)
def _covered(_reader: Reader, key: str) -> tuple[date, date] | None:
    return Answers(_reader).event_days
