"""How new hires are brought up to speed: from the first day at work to their certificate."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from sample_data.plan import FIRST_DAY, LAST_DAY, Row
from sample_data.planted import ONBOARDING_DAYS
from sample_data.roster import Person, Roster

SINCE = FIRST_DAY - timedelta(days=365)
"""Hires of the year before are in the list too, done long ago."""
EXAM = 0.55
"""How far through the onboarding sellers take their product exam."""


def done(person: Person, day: date) -> date | None:
    """The day something was completed, if the person was still there and it has come."""
    return day if day <= LAST_DAY and person.there(day) else None


def milestones(person: Person, days: float) -> Iterator[Row]:
    """Every milestone of one onboarding that takes so many days, reached or not."""
    parts = {"product exam": EXAM, "certified": 1.0} if person.function == "sales" else {"certified": 1.0}
    for milestone, part in parts.items():
        reached = done(person, person.started_on + timedelta(days=int(days * part)))
        yield {"person_id": person.person_id, "started_on": person.started_on, "completed_on": reached,
               "milestone": milestone}  # fmt: skip


def onboarding_rows(roster: Roster) -> Iterator[Row]:
    """The `onboarding` table: everybody hired since, done or still on it."""
    numbers = roster.division.stream("onboarding")
    for person in sorted(roster.people, key=lambda hire: (hire.started_on, hire.person_id)):
        if person.started_on >= SINCE and person.function in ONBOARDING_DAYS:
            median = np.log(ONBOARDING_DAYS[person.function])
            yield from milestones(person, float(numbers.lognormal(median, 0.25)))
