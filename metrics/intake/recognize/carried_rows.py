"""Columns that say a row is none of the table's: deleted, a test, a template; and that somebody is no longer there.

They are no columns of a table: what they say is done when a file is read.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from metrics.intake.confined_connection import literal
from metrics.intake.model import ColumnFormat
from metrics.intake.recognize.cast import FALSE_WORDS, TRUE_WORDS
from metrics.intake.recognize.column_choice import last_part
from metrics.intake.recognize.reading_evidence import NO_VALUE_WORDS, guess_kind
from metrics.intake.recognize.record_kinds import Samples
from metrics.schema import same_word_key

VOCABULARY = Path(__file__).parents[2] / "schema" / "vocabulary" / "carried_rows.toml"
Carried = Literal["deleted", "test", "template", "superseded", "prospect"]
OF_CUSTOMERS = ("superseded", "prospect")
"""What is carried along in lists of customers only."""
MOST_WORDS = 60
"""A column of states has few words; more different ones are names or remarks."""

FormatOf = Callable[[int], ColumnFormat | None]
"""How the days of the column at a position are to be read; None where that is open."""


@dataclass(frozen=True, slots=True)
class CarriedRows:
    """A column that says which rows are carried along, and SQL over a row's texts that is true for them.

    `flag`: it says nothing else; a column of states may.
    """

    kind: Carried
    header: str
    position: int
    condition: str
    flag: bool


@dataclass(frozen=True, slots=True)
class Leavers:
    """A column that says who is no longer there: SQL over a row's texts that is true for them, and where the file has
    days on which they were: positions with the formats of their texts."""

    header: str
    position: int
    condition: str
    days: Mapping[int, ColumnFormat]
    day_headers: tuple[str, ...]


def carried_rows(
    table: str, headers: Sequence[str], taken: Mapping[str, str], samples: Samples
) -> tuple[CarriedRows, ...]:
    """The columns of a file that say which of its rows to set aside. `taken` headers are columns of the table; the one
    that says the stage of deals may say that they were deleted."""
    carried = []
    for position, header in enumerate(headers):
        for kind in get_args(Carried):
            if taken.get(header) and not (kind == "deleted" and taken[header] == "stage"):
                continue
            if kind in OF_CUSTOMERS and table != "customers":
                continue
            if condition := _says(kind, header, position, samples):
                states = same_word_key(last_part(header)) in _keys(_document()["states"]["headers"])
                carried.append(CarriedRows(kind, header, position, condition, not states))
    return tuple(carried)


def find_leavers(
    headers: Sequence[str], taken: Mapping[str, str], samples: Samples, format_of: FormatOf
) -> Leavers | None:
    """The column of a roster that says who is no longer there; None where no column does."""
    words = _document()["people"]["headers"]
    free = [(position, header) for position, header in enumerate(headers) if not taken.get(header)]
    for role in ("active", "inactive", "state"):
        for position, header in free:
            if same_word_key(header) in _keys(words[role]) and (
                condition := _gone(role, position, samples.get(header, ()))
            ):
                days = {
                    place: form
                    for place, other in free
                    if same_word_key(other) in _keys(words["newest"]) and (form := format_of(place)) is not None
                }
                return Leavers(header, position, condition, days, tuple(headers[place] for place in days))
    return None


def _says(kind: Carried, header: str, position: int, samples: Samples) -> str | None:
    """SQL that is true for the rows a column says to be of a kind; None for a column that says nothing of it."""
    entry, texts = _document()["set_aside"][kind], _filled(samples.get(header, ()))
    key = same_word_key(last_part(header))
    if key in _keys(entry["headers"]):
        if _all_of(texts, (*TRUE_WORDS, *FALSE_WORDS)):
            return f"lower(c{position}) IN ({_listed(FALSE_WORDS if kind == 'superseded' else TRUE_WORDS)})"
        if guess_kind(texts) == "date":
            return (
                f"c{position} IS NOT NULL AND lower(c{position}) NOT IN ({_listed((*FALSE_WORDS, *NO_VALUE_WORDS))}) "
                f"AND NOT regexp_matches(c{position}, '^(0000|0001|1899|1900|1970|9999)')"
            )
    if key in _keys(_document()["states"]["headers"]) and len(set(texts)) <= MOST_WORDS:
        return f"word_key(c{position}) IN ({_listed(_keys(entry['words']))})"
    return None


def deleted_words() -> frozenset[str]:
    """The keys of the words for a deleted row in a column of states."""
    return frozenset(_keys(_document()["set_aside"]["deleted"]["words"]))


def _gone(role: str, position: int, sample: Sequence[str | None]) -> str | None:
    """SQL that is true for the rows of people who are gone; None where a column's words don't say."""
    texts, words = _filled(sample), _keys(_document()["people"]["words"]["inactive"])
    no_longer = f"coalesce(word_key(c{position}) IN ({_listed(words)}), false)"
    if role == "state":
        says = any(same_word_key(text) in words for text in texts) and len(set(texts)) <= MOST_WORDS
        return no_longer if says else None
    if not texts or not all(
        text.lower() in (*TRUE_WORDS, *FALSE_WORDS) or same_word_key(text) in (*words, *_keys(["active"]))
        for text in texts
    ):
        return None
    answers = FALSE_WORDS if role == "active" else TRUE_WORDS
    return f"(coalesce(lower(c{position}) IN ({_listed(answers)}), false) OR {no_longer})"


def _filled(texts: Sequence[str | None]) -> list[str]:
    return [text for text in texts if text is not None and text.lower() not in NO_VALUE_WORDS]


def _all_of(texts: Sequence[str], words: Sequence[str]) -> bool:
    return all(text.lower() in words for text in texts)


def _listed(words: Sequence[str]) -> str:
    return ", ".join(map(literal, sorted(words)))


def _keys(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(same_word_key, words))


@cache
def _document() -> Mapping[str, Any]:
    document: Mapping[str, Any] = tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))
    return document
