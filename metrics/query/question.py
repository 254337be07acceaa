"""What is asked of the metrics, and what comes back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from metrics.errors import Unavailable, UserError
from metrics.trust import EVERYTHING, Access

Grain = Literal["all", "week", "month", "quarter", "year"]
Comparison = Literal["previous", "year ago", "plan", "company"]


@dataclass(frozen=True, slots=True)
class Where:
    """Keep facts whose dimension has one of the values. Several of them all have to hold."""

    dimension: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One metric, asked over periods and segments. `start` and `end` are days, both included; None is open-ended.

    `roster` says whose team counts: the one a person was in on the day ("then") or is in now ("today"). `most` keeps at
    most so many groups of each dimension in `by`, the largest; the others become one group (none given: all are kept).
    """

    metric: str
    start: date | None = None
    end: date | None = None
    grain: Grain = "all"
    by: tuple[str, ...] = ()
    where: tuple[Where, ...] = ()
    compare: tuple[Comparison, ...] = ()
    roster: Literal["then", "today"] = "then"
    as_of: date | None = None
    access: Access = EVERYTHING
    most: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """Days `start` to `end`, both included. Complete when the data covers it at both ends."""

    start: date
    end: date
    label: str
    complete: bool


@dataclass(frozen=True, slots=True)
class ComparedValue:
    """A value to hold against a row's own, and the difference (own − it); both NULL where unknown.

    The difference is NULL, and `reason` says why, where the two don't cover as much. `low` and `high` bound it at 95 %
    where that is honest.
    """

    value: float | None
    change: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One number: its period and segment, how many it rests on, and how sure it is.

    `value` is None where there is nothing to divide by or the data doesn't cover the period; `reason` says which. `low`
    and `high` are a 95 % interval, None where none is honest. `components` are the additive parts. `beside` is what the
    metric says must be read with the value, such as the share of a cohort still open; while too much is, the row isn't
    `settled`.
    """

    period: Period
    dimensions: Mapping[str, str]
    value: float | None
    n: int
    low: float | None
    high: float | None
    components: Mapping[str, float | int | None]
    compared: Mapping[Comparison, ComparedValue]
    reason: str | None = None
    beside: float | None = None
    settled: bool = True

    @property
    def comparable(self) -> bool:
        """Whether the value may be held against other periods: nothing of it is still to come."""
        return self.period.complete and self.settled


@dataclass(frozen=True, slots=True)
class Excluded:
    """Rows a metric left out, and why; `query` is SQL that lists them."""

    reason: str
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of one question, what was left out, and how it was computed (`sql` runs anywhere with its prelude).

    `others` names, for each dimension whose smaller groups became one, that group.
    """

    question: Question
    rows: tuple[AnswerRow, ...]
    excluded: tuple[Excluded, ...]
    notes: tuple[str, ...]
    prelude: str
    sql: str
    data_through: date
    others: Mapping[str, str] = field(default_factory=dict)

    def within(self, first: Period, last: Period) -> "Answer":
        """The same answer with only the rows of the periods from `first` to `last`."""
        rows = tuple(row for row in self.rows if first.start <= row.period.start <= last.start)
        return replace(self, rows=rows)


Ask = Callable[[Question], Answer | Unavailable | UserError]
"""Who answers: the answer to a question, or why it can't be had."""
