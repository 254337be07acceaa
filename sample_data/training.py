"""Training sessions: who was invited, who came, who finished and how well. Coming is mostly a matter of choice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.ability import Scores, turning_up
from sample_data.chances import share
from sample_data.plan import FIRST_DAY, LAST_DAY, TEAMS, Row, month_after, months, workday_from, working_day
from sample_data.planted import DISCOVERY, PLAYBOOK, PRESENCE, RAMP_DAYS
from sample_data.reach import Reach, masterclasses
from sample_data.roster import Person, Roster

USUALLY = 0.4
"""Log-odds with which somebody of middling eagerness comes to an ordinary session."""
PLAYBOOK_USUALLY = 1.8
FINISHES = 0.92
FOLLOW_UPS = (28, 56)
"""Days after the first coaching on which the further ones are held."""


@dataclass(frozen=True, slots=True)
class TrainingSeat:
    """One person's seat in one session; `chance` is that of its being taken."""

    person: Person
    program_id: str | None
    session_id: str
    day: date
    minutes: int
    chance: float


def eagerness(roster: Roster, scores: Scores) -> Mapping[str, float]:
    """The log-odds by which each person comes more often than most: sellers for the better part by ability."""
    numbers = roster.division.stream("eagerness")
    return {
        person.person_id: float(numbers.normal(0, 0.6)) + turning_up(scores.get(person.person_id, 0.0))
        for person in roster.people
    }


def updates(roster: Roster, eager: Mapping[str, float]) -> Iterator[TrainingSeat]:
    """Each quarter's product update for everybody who faces customers: for a third of the teams on the first day, for
    others in the middle of the second month, for the rest on the last working day."""
    for number, month in enumerate(months(FIRST_DAY, LAST_DAY)):
        middle, end = workday_from(month + timedelta(days=17)), working_day(month_after(month) - timedelta(days=1))
        day = (month if month == FIRST_DAY else workday_from(month), middle, end)[number % 3]
        for team in TEAMS[number % 3 :: 3]:
            for person in roster.members(team.name, day):
                chance = share(USUALLY + eager[person.person_id])
                yield TrainingSeat(person, None, f"UPDATE-{day:%y%m}", day, 60, chance)


def coachings(roster: Roster, reach: Reach, eager: Mapping[str, float]) -> Iterator[TrainingSeat]:
    """The first discovery coaching, which makes a seller coached, and the follow-ups, which are a matter of choice."""
    days = reach.days[DISCOVERY.program_id]
    for person in roster.all_sellers:
        if (first := days.get(person.person_id)) is None:
            continue
        yield TrainingSeat(person, DISCOVERY.program_id, f"DISCOVERY-{first:%y%m}-1", workday_from(first), 90, 1.0)
        for number, later in enumerate(FOLLOW_UPS, start=2):
            chance = share(USUALLY + eager[person.person_id])
            day = workday_from(first + timedelta(days=later))
            yield TrainingSeat(person, DISCOVERY.program_id, f"DISCOVERY-{first:%y%m}-{number}", day, 90, chance)


def introductions(roster: Roster, eager: Mapping[str, float]) -> Iterator[TrainingSeat]:
    """The playbook's introduction to each team on the day it got it."""
    for number, (team, since) in enumerate(PLAYBOOK.reaches.items(), start=1):
        for person in roster.sellers(team, workday_from(since)):
            chance = share(PLAYBOOK_USUALLY + eager[person.person_id])
            yield TrainingSeat(person, PLAYBOOK.program_id, f"PLAYBOOK-{number}", workday_from(since), 45, chance)


def voluntary(roster: Roster, reach: Reach) -> Iterator[TrainingSeat]:
    """The masterclass: every ramped seller is asked once a quarter until they come, and comes or doesn't."""
    days = reach.days[PRESENCE.program_id]
    for place, person in enumerate(roster.all_sellers):
        first = days.get(person.person_id)
        for number, day in enumerate(masterclasses(), start=1):
            ramped = (day - person.started_on).days >= RAMP_DAYS
            asked = number % 3 == place % 3 and (first is None or day < first)
            if person.there(day) and ramped and (asked or day == first):
                chance = 1.0 if day == first else 0.0
                yield TrainingSeat(person, PRESENCE.program_id, f"PRESENCE-{number:02d}", day, 120, chance)


def seats(roster: Roster, scores: Scores, reach: Reach) -> list[TrainingSeat]:
    """Every seat of every session up to the last recorded day, in the order of days."""
    eager = eagerness(roster, scores)
    every_seat = [
        *updates(roster, eager), *coachings(roster, reach, eager), *introductions(roster, eager),
        *voluntary(roster, reach),
    ]  # fmt: skip
    there = [seat for seat in every_seat if seat.day <= LAST_DAY and seat.person.there(seat.day)]
    return sorted(there, key=lambda seat: (seat.day, seat.session_id, seat.person.person_id))


def training_rows(roster: Roster, scores: Scores, reach: Reach, called: Mapping[str, str]) -> Iterator[Row]:
    """The `training` table; `called` maps a few people's ids to what the training system calls them."""
    numbers = roster.division.stream("training")
    for seat in seats(roster, scores, reach):
        attended = bool(numbers.random() < seat.chance)
        completed = attended and bool(numbers.random() < FINISHES)
        usual = 75 + 4 * scores.get(seat.person.person_id, 0.0)
        score = int(min(100, max(35, numbers.normal(usual, 9))))
        yield {
            "person_id": called.get(seat.person.person_id, seat.person.person_id), "held_on": seat.day,
            "program_id": seat.program_id, "session_id": seat.session_id, "invited": True, "attended": attended,
            "completed": completed, "score": score if completed else None,
            "minutes": seat.minutes if attended else None,
        }  # fmt: skip
