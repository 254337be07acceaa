"""Columns whose texts a simple cast reads: ISO dates, and numbers without marks for thousands.

Most exports hold nothing else. What a sample suggests is assumed while rows are typed, and checked on every row: a cell
that the simple cast can't read sends the file back to be read on evidence. So both ways give the same values.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from metrics.intake.confined_connection import literal
from metrics.schema import SQL_TYPES, ColumnType

LOOKS: Mapping[ColumnType, re.Pattern[str]] = MappingProxyType(
    {
        "date": re.compile(r"[1-9]\d{3}-\d\d-\d\d"),
        "timestamp": re.compile(r"[1-9]\d{3}-\d\d-\d\d(?:[ T]\d\d:\d\d:\d\d)?"),
        "money": re.compile(r"-?\d+(?:\.(?!\d{3}$)\d+)?"),
        "number": re.compile(r"-?\d+(?:\.(?!\d{3}$)\d+)?"),
    }
)
"""What plain texts look like, by the type they are to become. 1.234 is not plain: it may be a thousand and more."""


class NotPlain(Exception):  # noqa: N818 - says what was found, not that something failed
    """A column that was taken for plain holds a text that isn't."""


def looks_plain(wanted: ColumnType, sample: Sequence[str]) -> bool:
    """Whether every text of a sample is plain for a type; an empty sample says nothing."""
    pattern = LOOKS.get(wanted)
    return pattern is not None and bool(sample) and all(pattern.fullmatch(text) for text in sample)


def plain_cast(text: str, wanted: ColumnType, time_zone: str) -> str:
    """SQL giving a plain text as a value, NULL for any text that isn't plain. Times are in `time_zone`."""
    if wanted == "date":
        return f"CASE WHEN strlen({text}) = 10 AND {_iso(text)} THEN TRY_CAST({text} AS DATE) END"
    if wanted == "timestamp":
        moment = f"CASE WHEN strlen({text}) IN (10, 19) AND {_iso(text)} THEN TRY_CAST({text} AS TIMESTAMP) END"
        return moment if time_zone == "UTC" else f"({moment}) AT TIME ZONE {literal(time_zone)} AT TIME ZONE 'UTC'"
    digits = f"substring({text}, -1, 1) BETWEEN '0' AND '9' AND substring({text}, -4, 1) <> '.'"
    marks = "".join(f" AND NOT contains({text}, '{mark}')" for mark in ("_", "e", "E"))
    return f"CASE WHEN {digits}{marks} THEN TRY_CAST({text} AS {SQL_TYPES[wanted]}) END"


def _iso(text: str) -> str:
    return f"substring({text}, 5, 1) = '-' AND substring({text}, 8, 1) = '-' AND {text} >= '1000' AND {text} < ':'"
