"""Mappings somebody confirmed, remembered for every file with the same set of headers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from metrics.intake.choices import RATE_DIRECTION_WORDS, UNIT_WORDS, DateOrder, DecimalMark, RateDirection, Unit
from metrics.intake.model import Decision
from metrics.schema import contracts, same_word_key
from metrics.store import DocumentKind, Snapshot


@dataclass(frozen=True, slots=True)
class RememberedMapping:
    """What the headers of one kind of file were confirmed to be. The order of the headers doesn't matter.

    `file` is the name of the one that it was last confirmed for, empty where that was before names were kept. `lapsed`
    are headers whose answer no longer fits the tables, with what was answered.
    """

    headers: tuple[str, ...]
    table: str
    mapping: Mapping[str, str]
    keep: tuple[str, ...] = ()
    date_orders: Mapping[str, DateOrder] = field(default_factory=dict)
    decimal_marks: Mapping[str, DecimalMark] = field(default_factory=dict)
    file: str = ""
    lapsed: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    rate_directions: Mapping[str, RateDirection] = field(default_factory=dict)

    @property
    def same_headers(self) -> frozenset[str]:
        """What two files with the same set of headers share."""
        return header_set(self.headers)


def header_set(headers: Iterable[str]) -> frozenset[str]:
    """A set of headers, however they are ordered or spelled in case and blanks."""
    return frozenset(same_word_key(header) or header for header in headers)


def remembered(snapshot: Snapshot) -> tuple[RememberedMapping, ...]:
    """Every mapping a workspace remembers."""
    return MAPPINGS.load(snapshot, "") or ()


def recall(memory: Iterable[RememberedMapping], headers: Sequence[str]) -> RememberedMapping | None:
    """What was confirmed for this set of headers, with the spelling of the headers at hand; None if nothing was."""
    wanted = header_set(headers)
    match = next((entry for entry in memory if entry.same_headers == wanted), None)
    if match is None:
        return None
    spelled = {same_word_key(header) or header: header for header in reversed(headers)}
    spelling = {header: spelled[same_word_key(header) or header] for header in match.headers}
    return RememberedMapping(
        tuple(headers),
        match.table,
        {spelling[header]: column for header, column in match.mapping.items()},
        tuple(spelling[header] for header in match.keep),
        {spelling[header]: order for header, order in match.date_orders.items()},
        {spelling[header]: mark for header, mark in match.decimal_marks.items()},
        match.file,
        {spelling[header]: column for header, column in match.lapsed.items()},
        {spelling[header]: unit for header, unit in match.units.items()},
        {spelling[header]: way for header, way in match.rate_directions.items()},
    )


def answered_elsewhere(
    memory: Iterable[RememberedMapping], table: str, headers: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """Header → the column that it was for another file of this table, and that file's name: the last answers count."""
    answers: dict[str, tuple[str, str]] = {}
    for entry in memory:
        if entry.table == table:
            columns = {same_word_key(header) or header: column for header, column in entry.mapping.items() if column}
            for header in headers:
                if column := columns.get(same_word_key(header) or header):
                    answers[header] = (column, entry.file)
    return answers


def without_unfitting(
    recalled: RememberedMapping | None, samples: Mapping[str, Sequence[str | None]]
) -> tuple[RememberedMapping | None, list[Decision]]:
    """What was confirmed, without answers that no longer fit, and what is said of each: the table has no such column
    any longer, or nothing that has a digit stands where days or numbers are wanted."""
    if recalled is None:
        return None, []
    columns = contracts()[recalled.table].columns
    unfitting = {
        header: column
        for header, column in recalled.mapping.items()
        if columns[column].type not in ("text", "boolean") and _has_no_digit(samples.get(header, ()))
    }
    kept = {header: column for header, column in recalled.mapping.items() if header not in unfitting}
    lapsed = {**recalled.lapsed, **unfitting}
    why = "it was confirmed before and no longer fits, so it is decided anew"
    decisions = [Decision("remembered", f"not {column}", why, header) for header, column in lapsed.items()]
    return replace(recalled, mapping=kept, lapsed=lapsed), decisions


def _has_no_digit(texts: Sequence[str | None]) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and not any(letter.isdigit() for text in filled for letter in text)


def remember(memory: Iterable[RememberedMapping], new: Iterable[RememberedMapping]) -> tuple[RememberedMapping, ...]:
    """The memory after some mappings were confirmed: each replaces the one for the same headers, and stands last."""
    entries: dict[frozenset[str], RememberedMapping] = {}
    for entry in (*memory, *new):
        entries.pop(entry.same_headers, None)
        entries[entry.same_headers] = entry
    return tuple(entries.values())


def _to_values(memory: Sequence[RememberedMapping]) -> list[dict[str, Any]]:
    return [{name: value for name, value in asdict(entry).items() if name != "lapsed"} for entry in memory]


def _of_values(_: str, entries: Sequence[dict[str, Any]]) -> tuple[RememberedMapping, ...]:
    return tuple(map(_read_entry, entries))


def _read_entry(entry: dict[str, Any]) -> RememberedMapping:
    headers, mapping = tuple(str(header) for header in entry["headers"]), dict(entry["mapping"])
    contract = contracts()[entry["table"]]
    written = entry.get("decimal_marks", {})
    shares, quoted = entry.get("units", {}), entry.get("rate_directions", {})
    named = (*mapping, *entry["keep"], *entry["date_orders"], *written, *shares, *quoted)
    if unknown := [header for header in named if header not in headers]:
        raise ValueError(f"{unknown[0]!r} is not among its headers")
    lapsed = {header: column for header, column in mapping.items() if column and column not in contract.columns}
    mapping = {header: column for header, column in mapping.items() if header not in lapsed}
    orders = {header: order for header, order in entry["date_orders"].items() if order in ("dmy", "mdy", "ymd")}
    marks = {header: mark for header, mark in written.items() if mark in (".", ",")}
    units = {header: unit for header, unit in shares.items() if unit in UNIT_WORDS}
    ways = {header: way for header, way in quoted.items() if way in RATE_DIRECTION_WORDS}
    return RememberedMapping(
        headers, contract.name, mapping, tuple(entry["keep"]), orders, marks, str(entry.get("file", "")), lapsed,
        units, ways,
    )  # fmt: skip


MAPPINGS = DocumentKind[tuple[RememberedMapping, ...]](
    folder="mappings", suffix="", called=lambda _: "What was confirmed about files", made="remembered",
    encode=_to_values, decode=_of_values,
)  # fmt: skip
"""The mappings that a workspace remembers: one document of all of them."""
