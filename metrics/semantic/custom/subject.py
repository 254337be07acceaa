"""What a metric can be made of: the rows of a table, with their days, people and columns, as the fact models say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from metrics.formatting import Unit
from metrics.semantic.custom.literals import value_literal
from metrics.semantic.definition import Interval
from metrics.semantic.models.fact_model import Clustered, FactModel, ModelColumn, ModelDay, ModelGap, ValueType
from metrics.semantic.models.fact_models import fact_models
from metrics.semantic.relations import kept_name, quoted
from metrics.store import Snapshot

SHARE_INTERVALS: Mapping[Clustered, Interval] = MappingProxyType(
    {"person": "share clustered by person", "seller": "share clustered by seller"}
)
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
    type: ValueType
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
    offered = [(model.order, model) for model in fact_models().values() if model.order is not None]
    in_order = [_subject(model) for _, model in sorted(offered, key=lambda pair: pair[0])]
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
    for table in fact_models()[subject.relation].passes_on:
        state = snapshot.tables.get(table)
        for stored, header in (state.kept if state else {}).items():
            name, title = kept_name(table, stored), " ".join(header.split()) or stored
            column = ModelColumn(
                name, title, "text", None, ((table, stored),), (), "count", definite=True, only_of=None
            )
            fields[name] = _field(subject.relation, column)
    return fields


def _subject(model: FactModel) -> Subject:
    return Subject(
        table=model.table,
        relation=model.name,
        singular=model.singular,
        several=model.several,
        days=MappingProxyType({name: _day(model, day) for name, day in model.days.items()}),
        people=MappingProxyType({name: person.title for name, person in model.people.items()}),
        fields={name: _field(model.name, column) for name, column in model.columns.items()},
        share_interval=SHARE_INTERVALS[model.clustered_by],
        never=_gaps(model.never),
        join="CROSS JOIN workspace" if model.through.startswith("workspace.") else "",
    )


def _day(model: FactModel, day: ModelDay) -> Day:
    """A day must lie within the data: what lies after it, such as a plan, has not happened."""
    sql = f"{model.name}.{day.name}"
    after = Gap(f"{sql} > {model.through}", value_literal(day.after))
    fields = {name: _field(model.name, column) for name, column in day.columns.items()}
    return Day(day.name, day.title, day.phrase, sql, day.needs, (*_gaps(day.gaps), after), MappingProxyType(fields))


def _field(relation: str, column: ModelColumn) -> SubjectField:
    sql = column.sql or f"{relation}.{quoted(column.name)}"
    words = f"{in_text(column.title)} not known" if column.type == "yes or no" else f"no {in_text(column.title)}"
    empty = (Gap(f"{sql} IS NULL", value_literal(words)),)
    return SubjectField(
        column.name, column.title, column.type, sql, column.needs, _gaps(column.gaps) or empty, column.unit,
        column.definite,
    )  # fmt: skip


def _gaps(gaps: Sequence[ModelGap]) -> tuple[Gap, ...]:
    return tuple(Gap(gap.where, gap.reason_in or value_literal(gap.reason or "")) for gap in gaps)
