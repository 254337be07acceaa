"""Who opened which content when, and for which deal. So many accesses in all, spread over people and months."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from sample_data.deals import Deal
from sample_data.plan import FIRST_DAY, LAST_DAY, Row, any_of, month_after, months
from sample_data.planted import CONTENT_A_QUARTER, CONTENT_PLAYBOOK, PLAYBOOK
from sample_data.reach import Reach
from sample_data.roster import Person, Roster

ROWS = 30_000
"""Accesses in the committed sample."""
CONTENT = tuple(
    f"{kind}-{number:02d}" for kind in ("deck", "case", "battlecard", "guide", "video") for number in range(1, 9)
)
ACTIONS = {"view": 0.72, "share": 0.17, "use": 0.11}
FOR_A_DEAL = 0.5
"""Share of a seller's shares and uses that are for a deal they have."""
RECENT = 8
"""The deal is one of so many that were opened last."""
ON_SUNDAYS = 0.04
"""Share of accesses that people have on the Sunday before instead."""
MONDAYS = 3
"""Days from a Monday to the day from which NumPy counts."""
OPENS, CLOSES = 8 * 3600, 18 * 3600

Moments = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Month:
    """The working days of a month on which a person who looks at content was there."""

    person: Person
    first: date
    days: int


def looking(roster: Roster, reach: Reach) -> list[Month]:
    """The months in which each person looks at content at all."""
    numbers = roster.division.stream("content_access")
    taste = {person.person_id: float(numbers.normal(0, 1.5)) for person in roster.people}
    active_months = []
    for place, month in enumerate(months(FIRST_DAY, LAST_DAY)):
        end = month_after(month) - timedelta(days=1)
        for person in roster.customer_facing:
            first, last = max(month, person.started_on), min(end, person.left_on or end)
            log_odds = taste[person.person_id] - 1.0 + CONTENT_A_QUARTER * (place // 3)
            log_odds += CONTENT_PLAYBOOK if reach.reached(PLAYBOOK, person, month) else 0.0
            looks = numbers.random() < 1 / (1 + np.exp(-log_odds))
            days = int(np.busday_count(first, last + timedelta(days=1))) if first <= last else 0
            if looks and days:
                active_months.append(Month(person, first, days))
    return active_months


def spread(numbers: np.random.Generator, count: int, places: int) -> NDArray[np.int64]:
    """So many accesses spread unevenly over the places, each of them having one as long as there are enough."""
    if count <= places:
        return np.sort(numbers.permutation(places)[:count])
    weights = numbers.gamma(2.0, size=places)
    further = numbers.multinomial(count - places, weights / weights.sum())
    return np.repeat(np.arange(places), 1 + further)


def moments(numbers: np.random.Generator, active_months: Sequence[Month], places: NDArray[np.int64]) -> Moments:
    """A moment for each access, nearly always on a working day."""
    firsts = np.array([month.first for month in active_months], dtype="datetime64[D]")[places]
    days = np.array([month.days for month in active_months])[places]
    on = np.busday_offset(firsts, (numbers.random(len(places)) * days).astype(int), roll="forward")
    sunday = on - (on.astype(int) + MONDAYS) % 7 - 1
    on = np.where((numbers.random(len(places)) < ON_SUNDAYS) & (sunday >= firsts), sunday, on)
    at: Moments = on.astype("datetime64[s]") + numbers.integers(OPENS, CLOSES, len(places)).astype("timedelta64[s]")
    return at


class Deals:
    """The deals of each seller, to find one that was open on a day."""

    def __init__(self, deals: Sequence[Deal]) -> None:
        """Deals in the order of opening."""
        self.of: dict[str, list[Deal]] = {}
        for deal in deals:
            self.of.setdefault(deal.opening.opener.person_id, []).append(deal)

    def open_on(self, numbers: np.random.Generator, person: Person, day: date) -> str | None:
        """The id of one of the person's newest deals that was open on a day."""
        own = self.of.get(person.person_id, [])
        until = bisect_right(own, day, key=lambda deal: deal.created_on)
        open_ones = [deal for deal in own[max(0, until - RECENT) : until] if deal.closed_on >= day]
        return any_of(numbers, open_ones).opportunity_id if open_ones else None


def content_rows(roster: Roster, reach: Reach, deals: Sequence[Deal], count: int = ROWS) -> Iterator[Row]:
    """The `content_access` table, exactly so many rows, in the order of time."""
    numbers = roster.division.stream("accesses")
    active_months = looking(roster, reach)
    places = spread(numbers, count, len(active_months))
    at = moments(numbers, active_months, places)
    order = np.argsort(at, kind="stable")
    actions = numbers.choice(len(ACTIONS), size=count, p=list(ACTIONS.values()))
    contents, seconds = numbers.integers(len(CONTENT), size=count), 5 + numbers.exponential(140, count).astype(int)
    written, own, words = np.datetime_as_string(at), Deals(deals), list(ACTIONS)
    for place in order.tolist():
        person, action = active_months[places[place]].person, words[actions[place]]
        day = date.fromisoformat(str(written[place])[:10])
        deal = None
        if person.sells and action != "view" and numbers.random() < FOR_A_DEAL:
            deal = own.open_on(numbers, person, day)
        yield {
            "person_id": person.person_id, "accessed_at": str(written[place]).replace("T", " "),
            "content_id": CONTENT[contents[place]], "action": action, "opportunity_id": deal,
            "seconds": int(seconds[place]),
        }  # fmt: skip
