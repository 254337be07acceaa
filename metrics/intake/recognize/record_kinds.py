"""What the rows of a file are, told by headers: changes and parts of a deal name the deal too, and aren't the deal."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from metrics.intake.recognize.table_match import TableMatch
from metrics.schema import contracts, same_word_key

VOCABULARY = Path(__file__).parents[2] / "schema" / "vocabulary" / "exports.toml"
REFERENCES = {"opportunities": "deal", "leads": "lead"}
"""Tables whose id other records carry beside an id of their own, with the words that name it there."""

Samples = Mapping[str, Sequence[str | None]]
"""The first texts under each header."""


@dataclass(frozen=True, slots=True)
class StageField:
    """The column of a list of changes that names the field changed, and the words (keys) that mean a deal's stage."""

    header: str
    position: int
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class RecordKind:
    """What a file's rows are. `table` is None where the product has no use for them; `mapping` is header → column, for
    the columns that the kind itself decides; `headers` are those that tell it."""

    name: str
    table: str | None
    mapping: Mapping[str, str]
    headers: tuple[str, ...]

    @property
    def evidence(self) -> str:
        """What speaks for it, in words."""
        return f"its headers {', '.join(f'“{header}”' for header in self.headers)} are those of {self.name}"


@dataclass(frozen=True, slots=True)
class _Kind:
    """One entry of the vocabulary. `numbered`: rows with a running number and each deal once are no such list."""

    name: str
    table: str | None
    has: tuple[str, ...]
    lacks: tuple[str, ...]
    columns: Mapping[str, str]
    numbered: bool


def recognize_kind(headers: Sequence[str], samples: Samples) -> RecordKind | None:
    """The kind of records a file's headers tell, None where they tell none in particular."""
    for kind in _kinds():
        chosen = {group: _header_of(group, headers, samples) for group in kind.has}
        if not all(chosen.values()) or any(_header_of(group, headers, samples) for group in kind.lacks):
            continue
        if kind.numbered and _only_numbered(chosen["own_id"], chosen["deal"], samples):
            continue
        columns = {column: _header_of(group, headers, samples) for group, column in kind.columns.items()}
        mapping = {header: column for column, header in columns.items() if header}
        return RecordKind(kind.name, kind.table, mapping, tuple(header for header in chosen.values() if header))
    return None


def stage_field(headers: Sequence[str]) -> StageField | None:
    """Which column of a list of changes says what was changed; None for a list that has no such column."""
    field = _header_of("field", headers, {})
    if field is None or _header_of("new_value", headers, {}) is None:
        return None
    return StageField(field, headers.index(field), frozenset(_words("stage")))


def without_parents(ranked: Sequence[TableMatch], headers: Sequence[str], samples: Samples) -> list[TableMatch]:
    """The tables a file may be taken for unasked: without those whose id its rows only refer to, and those that no
    header tells. A table that is easy to be taken for, or lacks a column, isn't one where another fits better: a file
    that looks most like deals, though nothing tells that it is them, is no training without people, either."""
    own = [match for match in ranked if not _refers(match, headers, samples)]
    best = max((match.score for match in own), default=0.0)
    untold = max((match.score for match in own if not _tells(match, headers)), default=0.0)
    easy = _document()["easy"]["tables"]
    return [
        match
        for match in own
        if _tells(match, headers) and match.score >= (best if match.table in easy else untold if match.missing else 0.0)
    ]


def fullest(candidates: Sequence[str], samples: Samples) -> str:
    """Of headers that could serve alike, the first of those that are filled most in the sample."""
    return max(candidates, key=lambda header: sum(text is not None for text in samples.get(header, ())))


def _tells(match: TableMatch, headers: Sequence[str]) -> bool:
    """Whether a header of its own tells a table; people whose id any record could have need a name besides."""
    telling = _document()["telling"].get(match.table)
    if telling is None:
        return True
    own = {column for header, column in match.mapping.items() if same_word_key(header) not in _shared()}
    if match.table == "people":
        named = "name" in own or _header_of("person_name", headers, {}) is not None
        return named or bool({"person_id", "email"} & own and set(telling) & own)
    return bool(own & set(telling))


def _refers(match: TableMatch, headers: Sequence[str], samples: Samples) -> bool:
    """Whether the id of a table stands beside another id, which then is the row's own."""
    if match.table not in REFERENCES:
        return False
    key = contracts()[match.table].key[0]
    named = next((header for header, column in match.mapping.items() if column == key), None)
    own = _header_of("own_id", headers, samples)
    if named is None or own is None or same_word_key(named) not in _words(REFERENCES[match.table]):
        return False
    return not _only_numbered(own, named, samples)


def _only_numbered(own: str | None, reference: str | None, samples: Samples) -> bool:
    """Whether what looks like the id of a row only counts the rows, each of which is about another deal."""
    numbers = [text for text in samples.get(own or "", ()) if text]
    deals = [text for text in samples.get(reference or "", ()) if text]
    return bool(numbers) and all(map(str.isdigit, numbers)) and len(set(deals)) == len(deals)


def _header_of(group: str, headers: Sequence[str], samples: Samples) -> str | None:
    words = _words(group)
    places: dict[str, int] = {}
    for header in headers:
        if (key := same_word_key(header)) in words:
            places.setdefault(header, words.index(key))
    return fullest(sorted(places, key=lambda header: places[header]), samples) if places else None


@cache
def _words(group: str) -> tuple[str, ...]:
    """The words of a group as keys. A word that names another group stands for the words of that."""
    words: Mapping[str, Sequence[str]] = _document()["words"]
    listed: list[str] = []
    for word in words[group]:
        listed += _words(word) if word in words and word != group else [same_word_key(word)]
    return tuple(dict.fromkeys(listed))


@cache
def _shared() -> Collection[str]:
    return frozenset(map(same_word_key, _document()["shared"]["words"]))


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            entry["name"], entry.get("table"), tuple(entry["has"]), tuple(entry.get("lacks", ())),
            entry.get("columns", {}), entry.get("numbered", False),
        )
        for entry in _document()["kinds"]
    )  # fmt: skip


@cache
def _document() -> Mapping[str, Any]:
    document: Mapping[str, Any] = tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))
    return document
