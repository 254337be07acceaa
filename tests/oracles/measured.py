"""What a measure says: a number a group, how many it rests on, and the small sums that several measures share."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import TypeVar

from tests.oracles.roster import Roster
from tests.oracles.rows import Company

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Number:
    """A value, how many it rests on, and the share that must be read with it (of a cohort still open)."""

    value: float | None
    n: int
    beside: float | None = None


Measured = dict[str, Number]
"""By group; the group of a question without one is ""."""

Measure = Callable[[Company, Roster, date, date, str | None], Measured]
"""A company, its roster, the first and the last day asked about (both included), and what to group by."""


def days_between(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def by_group(
    things: Iterable[Thing], roster: Roster, by: str | None, who: Callable[[Thing], str], on: Callable[[Thing], date]
) -> dict[str, list[Thing]]:
    """Things in the team (or region) their person was in on their day."""
    groups: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        groups[roster.group(who(thing), on(thing), by)].append(thing)
    return groups


def share(having: Sequence[Thing], of: Sequence[Thing]) -> float | None:
    """How many of them have it; unknown of nobody."""
    return len(having) / len(of) if of else None


def quotient(above: Decimal, below: Decimal) -> float | None:
    """Unknown where there is nothing to divide by."""
    return float(above / below) if below else None


def middle(values: Sequence[float | Decimal]) -> Number:
    """The median of what was counted."""
    return Number(float(median(values)), len(values))
