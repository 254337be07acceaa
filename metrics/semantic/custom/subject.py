"""What a metric can be made of: one TOML file a table in `subjects/`, with its days, its people and its columns."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from metrics.formatting import Unit
from metrics.semantic.custom.literals import Type, value_literal
from metrics.semantic.definition import Interval
from metrics.semantic.dimensions import KEPT_OF
from metrics.semantic.relations import kept_name, quoted
from metrics.store import Snapshot

FOLDER = Path(__file__).parent / "subjects"

Needs = tuple[tuple[str, str], ...]
"""Stored tables and columns that something rests on."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Rows that can't count: a condition, and the reason in words. Both are SQL."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class SubjectField:
    """One column of a table's rows. `sql` gives its value from the prepared view, NULL where it isn't known; `gaps` say
    when that is.

    An empty cell of a `definite` column is none of the words it could be; of the others, such as a number or a yes or
    no, it says nothing.
    """

    name: str
    title: str
    type: Type
    sql: str
    needs: Needs
    gaps: tuple[Gap, ...]
    unit: Unit
    definite: bool

    @property
    def is_number(self) -> bool:
        """Whether it can be added up."""
        return self.type in ("number", "money")


@dataclass(frozen=True, slots=True)
class Day:
    """A column that places rows in periods. `phrase` completes “by the day …” of several rows; `gaps` are rows that
    have no such day. `fields` are columns that rows have only by this day, such as how long it took until then, or mean
    another thing by."""

    name: str
    title: str
    phrase: str
    sql: str
    needs: Needs
    gaps: tuple[Gap, ...]
    fields: Mapping[str, SubjectField]


@dataclass(frozen=True, slots=True)
class Subject:
    """A stored table and the prepared view over it. `singular` and `several` name its rows; `never` are rows that no
    metric counts. `people` gives the title of each column that says whose a row is; `join` is what else is read."""

    table: str
    relation: str
    singular: str
    several: str
    order: int
    days: Mapping[str, Day]
    people: Mapping[str, str]
    fields: Mapping[str, SubjectField]
    share_interval: Interval
    never: tuple[Gap, ...]
    join: str

    def by(self, day: str) -> "Subject":
        """The same with the columns that its rows have by that day."""
        return replace(self, fields={**self.fields, **self.days[day].fields}) if day in self.days else self


def in_text(title: str) -> str:
    """A title within a sentence: “lost reason”."""
    return f"{title[0].lower()}{title[1:]}" if title[1:2].islower() else title


@cache
def subjects() -> Mapping[str, Subject]:
    """Every table that metrics can be made of, by name, in the order they are offered."""
    in_order = sorted((_read(path) for path in FOLDER.glob("*.toml")), key=lambda subject: subject.order)
    return MappingProxyType({subject.table: subject for subject in in_order})


def subject_of(snapshot: Snapshot, table: str) -> Subject | None:
    """One of them with the columns that this version's files brought beyond the contract; None for another table."""
    subject = subjects().get(table)
    return replace(subject, fields={**subject.fields, **_kept(snapshot, subject)}) if subject else None


def subjects_with_rows(snapshot: Snapshot) -> tuple[str, ...]:
    """The tables of this version that have rows to make metrics of."""
    return tuple(table for table in subjects() if table in snapshot.tables)


def missing_for_subject(snapshot: Snapshot, needs: Needs) -> Needs:
    """Those columns that no imported file has brought."""
    states = snapshot.tables
    brought = {(name, column) for name, state in states.items() for column in (*state.columns, *state.kept)}
    return tuple(need for need in needs if need not in brought)


def _kept(snapshot: Snapshot, subject: Subject) -> Mapping[str, SubjectField]:
    """The headers that people kept: texts, whatever they hold."""
    fields = {}
    for table in KEPT_OF[subject.relation]:
        state = snapshot.tables.get(table)
        for stored, header in (state.kept if state else {}).items():
            name, title = kept_name(table, stored), " ".join(header.split()) or stored
            fields[name] = _field(subject.relation, name, {"title": title, "type": "text"}, ((table, stored),))
    return fields


def _read(path: Path) -> Subject:
    entry = tomllib.loads(path.read_text(encoding="utf-8"))
    relation, through = entry["relation"], entry.get("through", f"{entry['relation']}.data_through")
    return Subject(
        table=path.stem,
        relation=relation,
        singular=entry["one"],
        several=entry["several"],
        order=entry["order"],
        days=MappingProxyType({name: _day(relation, name, day, through) for name, day in entry["days"].items()}),
        people=MappingProxyType(entry["people"]),
        fields={name: _field(relation, name, field, _needs(field)) for name, field in entry["columns"].items()},
        share_interval=entry.get("share_interval", "share clustered by person"),
        never=_gaps(entry.get("never", ())),
        join="CROSS JOIN workspace" if through.startswith("workspace.") else "",
    )


def _day(relation: str, name: str, entry: Mapping[str, Any], through: str) -> Day:
    """A day must lie within the data: what lies after it, such as a plan, has not happened."""
    sql = f"{relation}.{name}"
    after = Gap(f"{sql} > {through}", value_literal(entry["after"]))
    fields = {name: _field(relation, name, field, _needs(field)) for name, field in entry.get("columns", {}).items()}
    gaps = (*_gaps(entry.get("gaps", ())), after)
    return Day(name, entry["title"], entry["phrase"], sql, _needs(entry), gaps, MappingProxyType(fields))


def _field(relation: str, name: str, entry: Mapping[str, Any], needs: Needs) -> SubjectField:
    title, kind = entry["title"], entry["type"]
    sql = entry.get("sql", f"{relation}.{quoted(name)}")
    words = f"{in_text(title)} not known" if kind == "yes or no" else f"no {in_text(title)}"
    empty = (Gap(f"{sql} IS NULL", value_literal(words)),)
    return SubjectField(
        name, title, kind, sql, needs, _gaps(entry.get("gaps", ())) or empty, entry.get("unit", "count"),
        entry.get("definite", kind == "text"),
    )  # fmt: skip


def _needs(entry: Mapping[str, Any]) -> Needs:
    pairs = (need.split(".") for need in entry["needs"])
    return tuple((table, column) for table, column in pairs)


def _gaps(entries: Any) -> tuple[Gap, ...]:
    return tuple(Gap(each["where"], each.get("reason_in") or value_literal(each["reason"])) for each in entries)
