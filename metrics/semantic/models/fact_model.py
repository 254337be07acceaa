"""What a fact model says of the prepared view beside it: its noun, days, people, dimensions and stored tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from metrics.errors import UserError
from metrics.formatting import Unit

ValueType = Literal["text", "number", "money", "day", "yes or no"]
Clustered = Literal["person", "seller"]
Increased = Literal["facts", "numerator"]

StoredColumn = tuple[str, str]
"""A stored table or prepared view, and a column of it."""


class ModelError(UserError):
    """A fact model says what can't be; the message names the file and the line to mend."""


@dataclass(frozen=True, slots=True)
class ModelGap:
    """Rows that can't count: a condition in SQL, and the `reason` in words or, in SQL, `reason_in`."""

    where: str
    reason: str | None
    reason_in: str | None


@dataclass(frozen=True, slots=True)
class OnlyOf:
    """A column that only rows which came to one end have: `whose`, in words, and the `metric` that counts those."""

    whose: str
    metric: str


@dataclass(frozen=True, slots=True)
class ModelColumn:
    """A column that metrics can be made of. Where `sql` is None its value is the view's column of that name.

    `needs` are the stored columns it rests on, its own last. An empty cell of a `definite` column is none of the words
    it could be; of the others it says nothing. `only_of`: it can't be filled in other rows.
    """

    name: str
    title: str
    type: ValueType
    sql: str | None
    needs: tuple[StoredColumn, ...]
    gaps: tuple[ModelGap, ...]
    unit: Unit
    definite: bool
    only_of: OnlyOf | None


@dataclass(frozen=True, slots=True)
class ModelDay:
    """A day of the view that places rows in periods. `phrase` completes “by the day …”; `after` says why a row does not
    count whose day lies after the data; `columns` are those that rows have only by this day. `covered` are the days
    spoken of by this one, where they aren't the model's."""

    name: str
    title: str
    phrase: str
    needs: tuple[StoredColumn, ...]
    gaps: tuple[ModelGap, ...]
    after: str
    columns: Mapping[str, ModelColumn]
    covered: "CoveredDays | None"


@dataclass(frozen=True, slots=True)
class ModelPerson:
    """A column of the view that holds a person's number, and the stored `column` that names the person.

    `participant`: whether the data check of people who are not in the roster speaks of it.
    """

    name: str
    title: str
    column: StoredColumn
    participant: bool


@dataclass(frozen=True, slots=True)
class EventDay:
    """Days on which something happened, once past: `day` of rows `where` a condition holds.

    It is read before anybody knows where the data ends, so from a stored table or a view that doesn't ask. `stored` is
    the column of a file that says so of itself, None where its days may still be expected ones. Some days
    `may_lie_ahead`: the end of a contract, a session that is planned. Others that do say that a clock is wrong.
    """

    day: StoredColumn
    where: str | None
    stored: StoredColumn | None
    may_lie_ahead: bool = False


@dataclass(frozen=True, slots=True)
class CoveredDays:
    """The date columns whose earliest and latest day up to the end of the data bound what the facts speak of.

    `last` is empty where the rows are a list, which speaks until the day it was exported. `months` is the day of which
    a month without any is worth a look, among the rows that fulfill `where`.
    """

    first: tuple[StoredColumn, ...]
    last: tuple[StoredColumn, ...]
    months: StoredColumn | None
    where: str | None


@dataclass(frozen=True, slots=True)
class DealColumns:
    """Of rows that are deals: the day they were created, why that can't be used, their amounts in the workspace's
    currency, and the model of their entries into stages."""

    created: str
    unusable: str
    values: tuple[str, ...]
    entries: str


@dataclass(frozen=True, slots=True)
class SessionColumns:
    """Of rows that are people in sessions of programs: the program, the session and its day."""

    program: str
    session: str
    day: str


@dataclass(frozen=True, slots=True)
class MoreOfIt:
    """Of what people do more or less in a month: which number of the cells, and how one more is said."""

    of: Increased
    words: str


@dataclass(frozen=True, slots=True)
class FactModel:
    """One prepared view that facts are made of.

    `table` is the stored table each row is one of, `singular` and `several` name a row, `counted` what a fact counts.
    `order` is its place among what metrics can be made of (None: it is none of it), `through` the SQL of the day up to
    which rows may count, `never` are rows that no metric counts, `clustered_by` whose rows are independent of others'.
    `dimensions` map what numbers are grouped and filtered by to its stored column; `passes_on` are the stored tables
    whose kept columns the view has. `covered_like` is the model whose days it stands on where those are not its own.
    `is_list`: its table lists what exists. `may_be_quiet`: its rows are events that needn't happen every day.
    `by_month`: what its facts say can be told month by month.
    `recomputed` are prepared views read once on the way into its facts: kept as tables they would hold the biggest
    files a second time. `named` are all columns of prepared views that its file names.
    """

    name: str
    path: Path
    table: str
    singular: str
    several: str
    counted: tuple[str, str]
    order: int | None
    through: str
    never: tuple[ModelGap, ...]
    clustered_by: Clustered
    people: Mapping[str, ModelPerson]
    days: Mapping[str, ModelDay]
    columns: Mapping[str, ModelColumn]
    dimensions: Mapping[str, StoredColumn]
    passes_on: tuple[str, ...]
    events: tuple[EventDay, ...]
    covered: CoveredDays | None
    covered_like: str | None
    is_list: bool
    may_be_quiet: bool
    by_month: bool
    recomputed: tuple[str, ...]
    sessions: SessionColumns | None
    deal: DealColumns | None
    more: MoreOfIt | None
    named: frozenset[StoredColumn]
