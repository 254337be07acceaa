"""Hours with customers, entered once a week by everybody who faces them."""

from collections.abc import Iterator
from datetime import date, timedelta

from sample_data.plan import FIRST_DAY, LAST_DAY, LEADERS, SUPPORT, Row
from sample_data.planted import WEEKLY_HOURS
from sample_data.roster import Roster

SPREAD = 2.4
CALLS = 0.6
ON_LEAVE = 0.07
"""Share of weeks in which a person enters nothing."""


def weeks() -> Iterator[date]:
    """The first Tuesday, and every one after it."""
    day = FIRST_DAY + timedelta(days=(1 - FIRST_DAY.weekday()) % 7)
    while day <= LAST_DAY:
        yield day
        day += timedelta(days=7)


def time_rows(roster: Roster) -> Iterator[Row]:
    """The `customer_time` table. Managers have half as many hours as their people; support enters them on Sundays."""
    numbers = roster.division.stream("customer_time")
    for tuesday in weeks():
        there = [person for person in roster.customer_facing if person.there(tuesday)]
        hours, calls, away = numbers.normal(size=len(there)), *numbers.random((2, len(there)))
        for place, person in enumerate(there):
            usual = WEEKLY_HOURS[person.function] * (0.5 if person.role in LEADERS else 1.0)
            entered = round((usual + SPREAD * float(hours[place])) * 2) / 2
            kind, day = ("call", tuesday) if calls[place] < CALLS else ("visit", tuesday + timedelta(days=1))
            if person.role == SUPPORT:
                kind, day = "call", tuesday - timedelta(days=2)
            if entered > 0 and away[place] > ON_LEAVE and person.there(day) and day <= LAST_DAY:
                yield {"person_id": person.person_id, "on_date": day, "hours": entered, "kind": kind}
