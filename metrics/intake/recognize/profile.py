"""What each column of a table of texts holds: type, counts, range, sum, and how its texts are to be read."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, Literal

import duckdb

from metrics.intake.confined_connection import connect, literal
from metrics.intake.model import ColumnFormat, ColumnProfile, Decision, TextTable
from metrics.intake.recognize.cast import EXACT, cast_expression, number_expression
from metrics.intake.recognize.column_texts import Asked, Asking, ColumnTexts
from metrics.intake.recognize.reading_evidence import (
    NO_VALUE_WORDS,
    ColumnEvidence,
    Kind,
    Marks,
    decide_date,
    decide_number,
    evidence_expressions,
    guess_kind,
    proven_mark,
    sign_of,
    unusual,
)

_TOLERATED = 0.05
"""The share of filled cells that may not fit a type before the column counts as text."""

Type = Literal["text", "integer", "number", "date", "timestamp", "boolean"]


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """How one column is to be read: its likely type, the format of its texts, and why. `counts` is the evidence."""

    name: str
    position: int
    type: Type
    format: ColumnFormat
    decisions: tuple[Decision, ...]
    counts: Mapping[str, int] = field(default_factory=dict)


def column_readings(
    table: TextTable,
    positions: Sequence[int] | None = None,
    kinds: Mapping[int, Kind] | None = None,
    small: Set[int] = frozenset(),
) -> tuple[ColumnReading, ...]:
    """How the columns are to be read, decided over all rows in one scan. `positions`: only these columns; the others
    are scanned too where a decimal mark depends on them.

    `kinds` says of some positions what their texts are meant to be, whatever most of them look like; `small` are those
    whose numbers have decimals rather than groups of digits.
    """
    wanted = range(len(table.headers)) if positions is None else positions
    with connect(table.files) as connection:
        return _readings(ColumnTexts(connection, table), table, list(wanted), kinds or {}, small)


def profile_columns(table: TextTable, positions: Sequence[int] | None = None) -> tuple[ColumnProfile, ...]:
    """Exact counts, ranges and sums of the columns, in two scans of a narrow table. `positions`: only these."""
    wanted = range(len(table.headers)) if positions is None else positions
    with connect(table.files) as connection:
        texts = ColumnTexts(connection, table)
        return tuple(_profiles(texts, table, _readings(texts, table, list(wanted), {})))


def _readings(
    texts: ColumnTexts, table: TextTable, positions: Sequence[int], meant: Mapping[int, Kind],
    small: Set[int] = frozenset(),
) -> tuple[ColumnReading, ...]:  # fmt: skip
    evidence = _evidence(texts, positions, meant)
    all_evidence = dict(evidence)
    if any(_is_open(each) for each in evidence.values()):
        others = [position for position in range(len(table.headers)) if position not in evidence]
        all_evidence |= _evidence(texts, others, {})
    marks = _marks(table, all_evidence)
    return tuple(
        _reading(table.headers[position], position, evidence[position], marks, position in small)
        for position in positions
    )


def _evidence(texts: ColumnTexts, positions: Sequence[int], meant: Mapping[int, Kind]) -> dict[int, ColumnEvidence]:
    """The evidence of some columns: what a sample looks like, and what is counted over all rows for that."""
    kinds: dict[int, Kind] = {}
    signs: dict[int, str | None] = {}
    for batch in texts.batches(positions):
        for position, sample in texts.samples(batch).items():
            kinds[position] = meant.get(position) or guess_kind(sample)
            signs[position] = sign_of(sample) if kinds[position] in ("integer", "number") else None
    asked = {position: partial(_evidence_asked, kind, signs[position]) for position, kind in kinds.items()}
    counts = texts.aggregate(asked)
    return {
        position: ColumnEvidence(
            kind,
            signs[position],
            dict(zip(evidence_expressions("", "", kind, signs[position]), counts[position], strict=True)),
        )
        for position, kind in kinds.items()
    }


def _evidence_asked(kind: Kind, sign: str | None, text: str, derived: str) -> Asked:
    """The evidence asked of a column whose texts look like a kind."""
    return Asked(unusual(text, kind), tuple(evidence_expressions(text, derived, kind, sign).values()))


def _is_open(evidence: ColumnEvidence) -> bool:
    """Whether a column's own cells leave open which mark its decimals have."""
    counts = evidence.counts
    either = counts.get("comma_either", 0) + counts.get("dot_either", 0)
    return either > 0 and proven_mark(counts) is None


def _marks(table: TextTable, evidence: Mapping[int, ColumnEvidence]) -> Marks:
    """What the columns of a file prove about its decimal mark, and what the mark between its cells suggests."""
    proven = [proven_mark(each.counts) for each in evidence.values() if "comma_decimal" in each.counts]
    semicolons = any(decision.subject == "delimiter" and decision.value == "semicolon" for decision in table.decisions)
    return Marks(proven.count("."), proven.count(","), semicolons)


def _reading(name: str, position: int, evidence: ColumnEvidence, marks: Marks, small: bool) -> ColumnReading:
    kind, counts = evidence.kind, evidence.counts
    if kind in ("integer", "number"):
        if counts["leading_zero"]:
            why = f"{counts['leading_zero']:,} cells begin with a zero that would be lost in a number"
            return ColumnReading(name, position, "text", ColumnFormat(), (Decision("type", "text", why, name),))
        format, decisions = decide_number(name, evidence, marks, small)
        decimals = counts["comma_decimal"] if format.decimal_mark == "," else counts["dot_decimal"]
        either = counts["dot_either"] if format.decimal_mark == "." else counts["comma_either"]
        whole = decimals == either == 0 and not counts["percent"]
        return ColumnReading(name, position, "integer" if whole else "number", format, decisions, counts)
    if kind == "date":
        format, decisions = decide_date(name, counts)
        return ColumnReading(name, position, "timestamp" if counts["clock"] else "date", format, decisions)
    return ColumnReading(name, position, kind, ColumnFormat(), ())


def value_expression(column: str, reading: ColumnReading | ColumnProfile) -> str:
    """SQL giving a column's text as a value of the reading's type; numbers exactly."""
    if reading.type in ("integer", "number"):
        return number_expression(column, reading.format, EXACT)
    return cast_expression(column, reading.type, reading.format)


def _profiles(texts: ColumnTexts, table: TextTable, readings: Sequence[ColumnReading]) -> Iterator[ColumnProfile]:
    try:
        aggregates = _aggregate(texts, readings, EXACT)
    except duckdb.OutOfRangeException:  # a sum beyond 10²³ is given to sixteen digits instead
        aggregates = _aggregate(texts, readings, "DOUBLE")
    for reading, values in zip(readings, aggregates, strict=True):
        filled, distinct, least, most, no_value, readable, low, high, total = values
        unreadable = filled - readable - no_value
        fits = unreadable <= (0 if reading.type == "integer" else _TOLERATED * filled)
        undecided = reading.type in ("date", "timestamp") and any(
            not decision.certain for decision in reading.decisions
        )
        if reading.type == "text" or not (fits or undecided) or (readable == 0 and not undecided):
            yield ColumnProfile(
                reading.name, reading.position, "text", table.rows - filled, distinct, least, most, None,
                reading.format, reading.decisions if reading.type == "text" else (),
            )  # fmt: skip
        else:
            low, high = (None, None) if undecided else (low, high)
            yield ColumnProfile(
                reading.name, reading.position, reading.type, table.rows - filled, distinct, _plain(low, reading.type),
                _plain(high, reading.type), _number(total, reading.type), reading.format, reading.decisions,
                0 if undecided else unreadable,
            )  # fmt: skip


def _aggregate(texts: ColumnTexts, readings: Sequence[ColumnReading], sum_type: str) -> list[tuple[Any, ...]]:
    """Nine values a column: filled, distinct, least and most text, cells that say there is no value, readable, least
    and most value, sum."""
    asked: dict[int, Asking] = {reading.position: partial(_values_asked, reading, sum_type) for reading in readings}
    values = texts.aggregate(asked)
    return [values[reading.position] for reading in readings]


def _values_asked(reading: ColumnReading, sum_type: str, text: str, derived: str) -> Asked:
    """The nine values asked of a column that is read so."""
    texts = (f"count({text})", f"count(DISTINCT {text})", f"min({text})", f"max({text})")
    if reading.type == "text":
        return Asked(None, (*texts, "0", "0", "NULL", "NULL", "NULL"))
    words = ", ".join(map(literal, sorted(NO_VALUE_WORDS)))
    ends = ("NULL", "NULL") if reading.type == "boolean" else (f"min({derived})", f"max({derived})")
    total = f"sum(CAST({derived} AS {sum_type}))" if reading.type in ("integer", "number") else "NULL"
    no_value = f"count(*) FILTER (lower({text}) IN ({words}))"
    return Asked(value_expression(text, reading), (*texts, no_value, f"count({derived})", *ends, total))


def _number(value: Decimal | float | None, type: Type) -> int | float | None:
    """A sum as JSON can hold it."""
    if value is None:
        return None
    return int(value) if type == "integer" else float(value)


def _plain(value: Any, type: Type) -> str | int | float | None:
    """A value as JSON can hold it: whole numbers as int, dates in ISO."""
    if isinstance(value, Decimal):
        return int(value) if type == "integer" else float(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def telling_headers(mapping: Mapping[str, str], profiles: Sequence[ColumnProfile]) -> tuple[str, ...]:
    """Unmapped headers without a gap whose values tell most rows apart: what could serve as an id."""
    free = [profile for profile in profiles if profile.name not in mapping and profile.nulls == 0]
    most = max((profile.distinct for profile in free), default=0)
    return tuple(profile.name for profile in free if profile.distinct >= 0.9 * most)[:3]
