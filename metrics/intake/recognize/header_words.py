"""The words that stand in headers: what the tables' columns and the lists of meeting tools are called."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from metrics.schema import contracts, same_word_key

ATTENDANCE = Path(__file__).parents[2] / "schema" / "vocabulary" / "attendance.toml"


def is_header_by_name(cells: Sequence[str]) -> bool:
    """Whether at least two, and half of the filled cells, are words that columns are called by."""
    filled = sum(map(bool, cells))
    return filled > 1 and 2 * words_known(cells) >= max(filled, 4)


def words_known(cells: Sequence[str]) -> int:
    """How many different cells are words that columns are called by."""
    words = _header_words()
    return len({key for cell in cells if cell and (key := same_word_key(cell)) in words})


def is_attendance_header(cells: Sequence[str]) -> bool:
    """Whether the cells name a person and when or how long they were there."""
    keys = {same_word_key(cell) for cell in cells if cell}
    roles = {role for role, words in _attendance_words().items() if keys & words}
    return bool(roles & {"name", "email"}) and ({"joined", "left"} <= roles or bool(roles & {"total", "action"}))


def has_registrations(cells: Sequence[str]) -> bool:
    """Whether the header of an attendance list says who had registered."""
    return any(same_word_key(cell) in _attendance_words()["approval"] for cell in cells if cell)


def is_host_section(title: str) -> bool:
    """Whether a title above a list says that it holds a meeting's hosts or panelists."""
    return any(word in same_word_key(title) for word in _document()["words"]["host_section"])


def attendance_words(part: str) -> frozenset[str]:
    """The words of the cells of attendance lists that mean something (host, remark, absent, denied …), as keys."""
    return frozenset(map(same_word_key, _document()["words"][part]))


@cache
def ranked_words(part: str) -> Mapping[str, tuple[str, ...]]:
    """The words of headers, or of the lines above a list (preamble), by role, the preferred first, as keys."""
    return {role: tuple(map(same_word_key, words)) for role, words in _document_part(part).items()}


@cache
def _attendance_words() -> dict[str, frozenset[str]]:
    return {role: frozenset(map(same_word_key, words)) for role, words in _document_part("headers").items()}


def _document_part(part: str) -> Mapping[str, Sequence[str]]:
    return _document()[part]


@cache
def _document() -> Mapping[str, Mapping[str, Sequence[str]]]:
    document: Mapping[str, Mapping[str, Sequence[str]]] = tomllib.loads(ATTENDANCE.read_text(encoding="utf-8"))
    return document


@cache
def _header_words() -> frozenset[str]:
    of_tables = (
        same_word_key(word)
        for contract in contracts().values()
        for column in contract.columns.values()
        for word in (column.name, *column.aliases)
    )
    return frozenset((*of_tables, *(word for words in _attendance_words().values() for word in words)))
