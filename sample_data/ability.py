"""What nobody's export holds and everything depends on: how good each seller is, and how new on a day."""

from datetime import date

from sample_data.planted import ABILITY, EAGERNESS, RAMP_DAYS
from sample_data.roster import Person, Roster

Scores = dict[str, float]


def abilities(roster: Roster) -> Scores:
    """How many standard deviations each seller is better than most, by person_id. It never changes."""
    numbers = roster.division.stream("ability")
    return {person.person_id: float(numbers.normal()) for person in roster.all_sellers}


def closing(score: float) -> float:
    """What ability adds to the log-odds of winning."""
    return ABILITY * score


def turning_up(score: float) -> float:
    """What the same ability adds to the log-odds of coming to something voluntary."""
    return EAGERNESS * score


def still_new(person: Person, day: date) -> float:
    """How much of the ramp still lies before a person on a day: 1 on the first day at work and before, 0 after it."""
    return min(1.0, max(0.0, 1 - (day - person.started_on).days / RAMP_DAYS))
