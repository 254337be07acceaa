"""Whom each program reached, and when: the coaching by lot, the playbook by team, the masterclass whoever came."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sample_data.ability import Scores, turning_up
from sample_data.plan import FIRST_DAY, LAST_DAY, Row, month_after, months
from sample_data.planted import (
    COACHED_MONTHS,
    COACHED_SHARE,
    DISCOVERY,
    HIRES_COACHED_AFTER,
    PLAYBOOK,
    PRESENCE,
    PROGRAMS,
    RAMP_DAYS,
    VOLUNTEERS,
    PlantedProgram,
)
from sample_data.roster import Person, Roster

LAST_MASTERCLASS = date(2026, 8, 1)


@dataclass(frozen=True, slots=True)
class Reach:
    """The first day of each program for each person it reached: program → person_id → day."""

    days: Mapping[str, Mapping[str, date]]

    def reached(self, program: PlantedProgram, person: Person, day: date) -> bool:
        """Whether a program had reached a person by then."""
        since = self.days[program.program_id].get(person.person_id)
        return since is not None and since <= day


def masterclasses() -> list[date]:
    """The days of the masterclass: the second Wednesday of every month."""
    firsts = months(PRESENCE.launched_on, LAST_MASTERCLASS)
    return [first + timedelta(days=(2 - first.weekday()) % 7 + 7) for first in firsts]


def coached(roster: Roster) -> Iterator[tuple[Person, date]]:
    """Who drew which month for discovery coaching; later hires begin once they are ramped."""
    numbers = roster.division.stream("coaching lots")
    for person in roster.all_sellers:
        drawn, place = numbers.random() < COACHED_SHARE, int(numbers.integers(COACHED_MONTHS))
        earliest = person.started_on + timedelta(days=HIRES_COACHED_AFTER)
        day = month_after(DISCOVERY.launched_on, place)
        if person.started_on > FIRST_DAY and earliest > day:
            day = month_after(earliest)
        if drawn and day <= LAST_DAY and person.there(day):
            yield person, day


def equipped(roster: Roster) -> Iterator[tuple[Person, date]]:
    """Who got the playbook with the team, or on joining it later."""
    for person in roster.all_sellers:
        days = [
            max(PLAYBOOK.reaches[team], first)
            for team, first, last in person.stints()
            if team in PLAYBOOK.reaches and PLAYBOOK.reaches[team] <= last
        ]
        if days:
            yield person, min(days)


def volunteers(roster: Roster, scores: Scores) -> Iterator[tuple[Person, date]]:
    """Who came to the masterclass of their own accord, and when first: the better the likelier."""
    numbers = roster.division.stream("volunteers")
    for person in roster.all_sellers:
        chance = 1 / (1 + np.exp(-VOLUNTEERS - turning_up(scores[person.person_id])))
        for day in masterclasses():
            comes = numbers.random() < chance
            if comes and person.there(day) and (day - person.started_on).days >= RAMP_DAYS:
                yield person, day
                break


def reach(roster: Roster, scores: Scores) -> Reach:
    """Everybody reached by each program."""
    chosen = ((DISCOVERY, coached(roster)), (PLAYBOOK, equipped(roster)), (PRESENCE, volunteers(roster, scores)))
    return Reach({program.program_id: {person.person_id: day for person, day in people} for program, people in chosen})


def program_rows() -> list[Row]:
    """The `programs` table."""
    return [
        {"program_id": program.program_id, "name": program.name, "outcome_metric": program.outcome_metric,
         "kind": program.kind, "launched_on": program.launched_on, "cost": program.cost,
         "audience": "; ".join(program.reaches) or "Account Executives"}
        for program in PROGRAMS
    ]  # fmt: skip


def rollout_rows(reach: Reach) -> Iterator[Row]:
    """The `rollout` table."""
    for program_id, days in reach.days.items():
        for person_id, day in days.items():
            yield {"program_id": program_id, "person_id": person_id, "treated_on": day}
