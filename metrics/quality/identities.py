"""Match people: who the words stand for that name nobody of the roster, or fit several people.

Likeness only suggests. What a person confirms is remembered in `identities`, as a new version that can be undone.
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from metrics.errors import UserError
from metrics.formatting import plural
from metrics.query import Reader, Session, open_whole
from metrics.schema import contracts
from metrics.semantic import fact_models, relations_read, with_models
from metrics.statistics import SimilarNames
from metrics.store import Snapshot, TableUpdate, Workspace
from metrics.temporary import temporary_place

FOLDER = Path(__file__).parent / "matching"
MOST_SUGGESTIONS = 3
COLUMNS = ("person_id", "system", "identifier")
SYSTEM = "matched by hand"


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """Somebody a word may stand for."""

    person_id: str
    name: str | None
    email: str | None
    team: str | None

    @property
    def in_words(self) -> str:
        """As a list shows them: enough to tell two of one name apart."""
        return " · ".join(part for part in (self.name, self.team, self.email, self.person_id) if part)


@dataclass(frozen=True, slots=True)
class PersonSuggestion:
    """A person who may be meant, and why: `likeness` goes from 0 to 100."""

    person: RosterPerson
    likeness: float
    reason: str


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A word that names nobody, what is at stake, and who may be meant.

    `won_value` is in the workspace's currency, `rows` how many rows of each stored table refer to it. `ambiguous`: it
    fits several people.
    """

    reference: str
    ambiguous: bool
    won_value: Decimal
    rows: Mapping[str, int]
    suggestions: tuple[PersonSuggestion, ...]

    @property
    def rows_in_words(self) -> tuple[str, ...]:
        """How many rows of each table, those first that metrics are made of: “3 deals”, “1 row of targets”."""
        models = {model.table: model for model in fact_models().values() if model.order is not None}
        in_words = []
        for table, count in self.rows.items():
            title = contracts()[table].title.lower()
            order, nouns = len(contracts()), (f"row of {title}", f"rows of {title}")
            if (model := models.get(table)) is not None:
                order, nouns = model.order or 0, (model.singular, model.several)
            in_words.append((order, plural(count, *nouns)))
        return tuple(words for _, words in sorted(in_words))


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Several ids in the roster that may be one person, because they share an e-mail address or a name."""

    people: tuple[RosterPerson, ...]
    shared: str
    by_email: bool


def unmatched(reader: Reader, most: int = 200) -> tuple[Unmatched, ...]:
    """The words that name nobody, those with most at stake first: won value, deals, then everything else."""
    open_session = reader.session()
    if open_session.data_through is None:
        return ()
    return reader.listed(lambda: open_session.remember(("unmatched", most), lambda: _unmatched(open_session, most)))


def number_unmatched(reader: Reader) -> int:
    """How many words name nobody."""
    open_session = reader.session()
    if open_session.data_through is None:
        return 0
    ((number,),) = _rows(open_session, "number")
    return int(number)


def _unmatched(open_session: Session, most: int) -> tuple[Unmatched, ...]:
    rows = _rows(open_session, "stakes", most)
    people = _people(open_session)
    fitting = _fitting(open_session)
    likely = _likely([row[0] for row in rows], tuple(people.values()))
    return tuple(
        Unmatched(
            reference=row[0],
            ambiguous=row[0] in fitting,
            won_value=row[1],
            rows=MappingProxyType(dict(zip(row[2], row[3], strict=True))),
            suggestions=tuple(
                PersonSuggestion(people[person], 100.0, "has the same name") for person in fitting.get(row[0], ())
            )
            or likely[row[0]],
        )
        for row in rows
    )


@cache
def matching_selects() -> Mapping[str, str]:
    """The queries of `matching/`, by name."""
    texts = {path.stem: path.read_text(encoding="utf-8").strip() for path in sorted(FOLDER.glob("*.sql"))}
    return MappingProxyType({name: with_models(text) for name, text in texts.items()})


def _rows(open_session: Session, name: str, most: int | None = None) -> list[tuple[Any, ...]]:
    """What one of them gives, up to `most` rows."""
    sql = matching_selects()[name]
    open_session.need(relations_read(sql))
    return open_session.rows(sql if most is None else f"{sql}\nLIMIT {most}")


def roster_people(reader: Reader) -> tuple[RosterPerson, ...]:
    """Everybody a word can be said to stand for, by name."""
    people = reader.listed(lambda: _people(reader.session()))
    return tuple(sorted(people.values(), key=lambda person: (person.name or person.person_id).casefold()))


def _people(open_session: Session) -> dict[str, RosterPerson]:
    return {row[0]: RosterPerson(*row) for row in _rows(open_session, "people")}


def _fitting(open_session: Session) -> dict[str, tuple[str, ...]]:
    """The people each ambiguous word fits."""
    return {reference: tuple(ids) for reference, ids in _rows(open_session, "ambiguous")}


def _likely(words: Sequence[str], people: Sequence[RosterPerson]) -> dict[str, tuple[PersonSuggestion, ...]]:
    """Up to three people whose name or e-mail address looks like each word."""
    by_name = [(person, person.name, "a similar name") for person in people if person.name]
    by_email = [(person, _local_part(person.email), "a similar e-mail address") for person in people if person.email]
    candidates = by_name + by_email
    names = SimilarNames.of(text for _, text, _ in candidates)
    matches = names.likest([_local_part(word) for word in words], 2 * MOST_SUGGESTIONS)
    return {
        word: _distinct(
            [PersonSuggestion(candidates[at][0], score, f"has {candidates[at][2]}") for at, score in likest]
        )
        for word, likest in zip(words, matches, strict=True)
    }


def _local_part(text: str) -> str:
    """An address without its company; other words as they are."""
    return text.partition("@")[0]


def _distinct(suggestions: Sequence[PersonSuggestion]) -> tuple[PersonSuggestion, ...]:
    first = {suggestion.person.person_id: suggestion for suggestion in reversed(suggestions)}
    ordered = sorted(first.values(), key=lambda suggestion: -suggestion.likeness)
    return tuple(ordered[:MOST_SUGGESTIONS])


def same_people(reader: Reader) -> tuple[SamePerson, ...]:
    """Ids of the roster that may belong to one person, those with a common e-mail address first."""
    open_session = reader.session()
    if open_session.data_through is None or "people" not in reader.snapshot.tables:
        return ()
    people = reader.listed(lambda: _people(open_session))
    return tuple(
        SamePerson(tuple(people[person] for person in ids), shared, by_email)
        for shared, by_email, ids in _rows(open_session, "same")
    )


def confirm_match(workspace: Workspace, matches: Mapping[str, str], who: str) -> Snapshot:
    """Remembers who each reference stands for (reference → person_id), as a new version.

    Raises UserError if a person isn't known, or two ids are said to be each other's other name.
    """
    reader = open_whole(workspace.latest())
    person_ids = {person.person_id for person in roster_people(reader)}
    for reference, person in matches.items():
        if person not in person_ids:
            raise UserError(f"“{reference}” can't stand for “{person}”: nobody in the roster has that id.")
        if reference == person or matches.get(person) == reference:
            raise UserError(f"“{reference}” can't be another name of itself: choose another person.")
    rows = [(person, SYSTEM, reference) for reference, person in matches.items()]
    words = ", ".join(f"“{reference}”" for reference in list(matches)[:3]) + (", …" if len(matches) > 3 else "")
    return _publish(workspace, rows, f"Matched {words}", who)


def confirmed_matches(reader: Reader) -> tuple[tuple[str, RosterPerson], ...]:
    """What people said by hand: each reference and the person it stands for, by reference."""
    if "identities" not in reader.snapshot.tables:
        return ()
    open_session = reader.session()
    everybody = reader.listed(lambda: _people(open_session))
    open_session.need(("identities",))
    confirmed = open_session.rows(
        "SELECT identifier, person_id FROM identities WHERE system = $system ORDER BY identifier", {"system": SYSTEM}
    )
    return tuple(
        (reference, everybody.get(person) or RosterPerson(person, None, None, None)) for reference, person in confirmed
    )


def forget_match(workspace: Workspace, references: Sequence[str], who: str) -> Snapshot:
    """Forgets who these references stand for, as a new version; the others stay."""
    opened = open_whole(workspace.latest()).session()
    opened.need(("identities",))
    remembered = opened.rows("SELECT person_id, system, identifier FROM identities ORDER BY identifier")
    rows = [row for row in remembered if row[2] not in set(references)]
    return _publish(workspace, rows, "Forgot who is who", who, complete=True)


def _publish(
    workspace: Workspace, rows: Sequence[tuple[str, str | None, str]], action: str, who: str, complete: bool = False
) -> Snapshot:
    arrays = [pa.array([row[at] for row in rows], type=pa.string()) for at in range(len(COLUMNS))]
    lines = pa.array(range(1, len(rows) + 1), type=pa.int64())
    with tempfile.TemporaryDirectory(dir=temporary_place()) as folder:
        path = Path(folder) / "identities.parquet"
        pyarrow.parquet.write_table(pa.table([*arrays, lines], names=[*COLUMNS, "line"]), path)
        update = TableUpdate("identities", path, COLUMNS, {}, complete=complete)
        return workspace.publish([update], action=action, who=who)
