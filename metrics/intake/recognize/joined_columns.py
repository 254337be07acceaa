"""Columns told by more than one header: a name in two parts, an outcome beside the stage, an end beside its notice."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from metrics.intake.confined_connection import literal
from metrics.intake.model import Decision
from metrics.intake.recognize.record_kinds import Samples
from metrics.schema import Contract, known_words, same_word_key, stage_key

VOCABULARY = Path(__file__).parents[2] / "schema" / "vocabulary" / "joined_columns.toml"
NEARLY_ALL = 0.95
"""A day that so many rows have is the end of a term, where only some have given notice."""
NAMES = ("name", "person_id")
"""Columns that a first and a last name make."""
CLOSED = ("won", "lost")


@dataclass(frozen=True, slots=True)
class JoinedColumn:
    """A column whose text is made of several cells of a row: SQL of it, the headers, and where the first stands."""

    column: str
    text: str
    headers: tuple[str, ...]
    position: int
    evidence: str

    @property
    def decision(self) -> Decision:
        """That it was made, and why."""
        headers = " and ".join(f"“{header}”" for header in self.headers)
        return Decision("column", f"{self.column} from {headers}", self.evidence, self.headers[0])


def without_parts_of_names(mapping: Mapping[str, str], joined: Sequence[JoinedColumn]) -> dict[str, str]:
    """A mapping without the headers that hold only a part of a name: a first name is no name."""
    parts = {(header, column.column) for column in joined if column.column in NAMES for header in column.headers}
    return {header: column for header, column in mapping.items() if (header, column) not in parts}


def join_columns(
    contract: Contract, headers: Sequence[str], mapping: Mapping[str, str], stated: Collection[str], samples: Samples
) -> tuple[JoinedColumn, ...]:
    """The columns that several headers tell together. `stated` are columns that somebody gave a header or a value."""
    joined = list(_names(contract, headers, mapping, stated))
    if contract.name == "opportunities":
        joined += _outcomes(headers, mapping, stated, samples)
    if contract.name == "customers" and "ended_on" not in stated:
        joined += _ends(headers, mapping, samples)
    return tuple(joined)


def _names(
    contract: Contract, headers: Sequence[str], mapping: Mapping[str, str], stated: Collection[str]
) -> list[JoinedColumn]:
    """First and last name as one: the name of a roster, and whom rows are about that name nobody otherwise."""
    first, last = (_place(part, headers, "names") for part in ("first", "last"))
    if first is None or last is None:
        return []
    parts = {headers[first], headers[last]}
    cells = f"c{first}", f"c{last}"
    east = {same_word_key(header) for header in parts} <= set(_keys("names", "family_first"))
    text = f"nullif(concat({cells[1]}, {cells[0]}), '')" if east else f"nullif(concat_ws(' ', {', '.join(cells)}), '')"
    wanted = [name for name in NAMES if name in contract.columns and name not in stated]
    return [
        JoinedColumn(name, text, (headers[first], headers[last]), first, "first and last name are one name")
        for name in wanted
        if not {header for header, column in mapping.items() if column == name} - parts
    ]


def _outcomes(
    headers: Sequence[str], mapping: Mapping[str, str], stated: Collection[str], samples: Samples
) -> list[JoinedColumn]:
    """Whether deals are closed and won, from a column of states beside the stage. No decision is the stage's word."""
    if {"is_closed", "is_won"} & {*mapping.values(), *stated}:
        return []
    stage = next((headers.index(header) for header, column in mapping.items() if column == "stage"), None)
    for place, header in enumerate(headers):
        if mapping.get(header) or same_word_key(header) not in _keys("status", "headers"):
            continue
        words = _outcome_words(header)
        seen = [words.get(stage_key(text)) for text in samples.get(header, ()) if text]
        if not {"won", "lost"} & set(seen) or sum(word is None for word in seen) > 0.2 * len(seen):
            continue
        by = {
            outcome: [word for word, meaning in words.items() if meaning == outcome] for outcome in set(words.values())
        }
        closed, won = _truth(place, by, CLOSED), _truth(place, by, ("won",))
        evidence = f"“{header}” says the outcome, whatever stage a deal stopped in"
        joined = [
            JoinedColumn(name, text, (header,), place, evidence)
            for name, text in (("is_closed", closed), ("is_won", won))
        ]
        other = [*by.get("no_decision", ()), *by.get("ignore", ())]
        if stage is not None and any(word in ("no_decision", "ignore") for word in seen):
            text = f"CASE WHEN {_is(place, other)} THEN c{place} ELSE c{stage} END"
            joined.append(JoinedColumn("stage", text, (headers[stage],), stage, evidence))
        return joined
    return []


def _outcome_words(header: str) -> dict[str, str]:
    """What the words of a column of states mean, by their keys: codes where its system writes codes."""
    key = same_word_key(header)
    codes = (
        "stage semantic" if key.startswith("stagesemantic") else "state code" if key in ("statecode", "state") else ""
    )
    own = {
        same_word_key(word): outcome
        for outcome, words in _document()["status"].get(codes, {}).items()
        for word in words
    }
    return {**known_words(), **own}


def _truth(place: int, by: Mapping[str, Sequence[str]], true: Collection[str]) -> str:
    """Yes or no as a text; a word that means neither, such as no decision, gives none, and an unknown one stays."""
    yes = [word for outcome in true for word in by.get(outcome, ())]
    no = [word for outcome in ("won", "lost", "open") if outcome not in true for word in by.get(outcome, ())]
    neither = [*by.get("no_decision", ()), *by.get("ignore", ())]
    return (
        f"CASE WHEN {_is(place, yes)} THEN 'true' WHEN {_is(place, no)} THEN 'false' "
        f"WHEN {_is(place, neither)} THEN NULL WHEN c{place} IS NOT NULL THEN 'unknown: ' || c{place} END"
    )


def _is(place: int, words: Sequence[str]) -> str:
    return f"coalesce(word_key(c{place}) IN ({', '.join(map(literal, sorted(words))) or 'NULL'}), false)"


def _ends(headers: Sequence[str], mapping: Mapping[str, str], samples: Samples) -> list[JoinedColumn]:
    """The end of a term that all customers have, for those who have given notice; the others' terms renew."""
    end = next((header for header, column in mapping.items() if column == "ended_on"), None)
    notice = next((h for h in headers if same_word_key(h) in _keys("notices", "headers") and not mapping.get(h)), None)
    if end is None or notice is None or _filled(end, samples) < NEARLY_ALL or _filled(notice, samples) >= NEARLY_ALL:
        return []
    text = f"CASE WHEN c{headers.index(notice)} IS NOT NULL THEN c{headers.index(end)} END"
    evidence = f"nearly all rows have “{end}”, the end of a term: it is an end where “{notice}” is filled"
    return [JoinedColumn("ended_on", text, (end, notice), headers.index(end), evidence)]


def _filled(header: str, samples: Samples) -> float:
    texts = samples.get(header, ())
    return sum(text is not None for text in texts) / len(texts) if texts else 0.0


def _place(part: str, headers: Sequence[str], group: str) -> int | None:
    return next((place for place, header in enumerate(headers) if same_word_key(header) in _keys(group, part)), None)


@cache
def _keys(group: str, part: str) -> tuple[str, ...]:
    return tuple(map(same_word_key, _document()[group][part]))


@cache
def _document() -> Mapping[str, Any]:
    document: Mapping[str, Any] = tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))
    return document
