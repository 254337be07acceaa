"""Who works there, in which team and under whom, on every day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from math import lcm

import numpy as np

from sample_data.division import Division
from sample_data.plan import (
    ENABLER,
    FIRST_DAY,
    FUNCTIONS,
    LAST_DAY,
    LEADERS,
    SELLER,
    TEAMS,
    Row,
    Team,
    day_between,
)  # fmt: skip
from sample_data.planted import ENABLERS, LEAVES_RAMPING, RAMP_DAYS
from sample_data.words import WORDS

LEAVES_IN_A_YEAR = 0.20
GROWTH_SHARE = 0.15
"""Share of seats that are new within the twelve quarters."""
ENABLEMENT = "Enablement"
NAMES_KEPT = 600
"""So many names each division has to itself."""
MOVES = (("Mid-market Americas East", "Enterprise Americas East", date(2024, 7, 1)),
         ("Mid-market APAC South", "Enterprise APAC South", date(2025, 10, 1)),
         ("Mid-market Americas West", "Enterprise Americas West", date(2026, 4, 1)))  # fmt: skip
"""From which team to which one account executive moves, and when."""
UNSTEADY_LEAD = "Mid-market Europe South"
"""The one team whose manager's seat changes hands like any other."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's time in the company. `left_on` is the last day, None for who is still there."""

    person_id: str
    name: str
    role: str
    team: str
    started_on: date
    left_on: date | None
    moved_to: str | None = None
    moved_on: date | None = None

    def there(self, day: date) -> bool:
        """Whether the person works there on that day."""
        return self.started_on <= day and (self.left_on is None or day <= self.left_on)

    def team_on(self, day: date) -> str:
        """The team on a day."""
        return self.moved_to if self.moved_to and self.moved_on and self.moved_on <= day else self.team

    def stints(self) -> Iterator[tuple[str, date, date]]:
        """Each team with the first and last day in it; up to the last recorded day for who is still there."""
        last = min(self.left_on or LAST_DAY, LAST_DAY)
        if self.moved_to and self.moved_on:
            yield self.team, self.started_on, self.moved_on - timedelta(days=1)
            yield self.moved_to, self.moved_on, last
        else:
            yield self.team, self.started_on, last

    @property
    def function(self) -> str:
        """The function the person's role belongs to."""
        return FUNCTIONS[self.role]

    @property
    def sells(self) -> bool:
        """Whether the person is an account executive."""
        return self.role == SELLER

    @property
    def email(self) -> str:
        """The person's address at work, on a domain reserved for examples."""
        return self.name.lower().replace(" ", ".") + "@tidewater.example"


@dataclass(frozen=True)
class Roster:
    """Everybody who ever worked in one division."""

    division: Division
    people: tuple[Person, ...]

    @cached_property
    def by_team(self) -> dict[str, list[Person]]:
        """The people who were ever in a team."""
        people_by_team: dict[str, list[Person]] = {}
        for person in self.people:
            for team in dict.fromkeys((person.team, person.moved_to or person.team)):
                people_by_team.setdefault(team, []).append(person)
        return people_by_team

    def members(self, team: str, day: date, role: str | None = None) -> tuple[Person, ...]:
        """Who is in a team on a day, in one role or in any."""
        if (asked := (team, day, role)) not in self._members:
            self._members[asked] = tuple(
                person
                for person in self.by_team.get(team, ())
                if person.there(day) and person.team_on(day) == team and role in (None, person.role)
            )
        return self._members[asked]

    @cached_property
    def _members(self) -> dict[tuple[str, date, str | None], tuple[Person, ...]]:
        """Who was in a team on a day, as far as it was asked: leads of the same weeks ask the same again and again."""
        return {}

    def manager(self, team: str, day: date) -> Person | None:
        """Who leads a team on a day, None while nobody does."""
        role = next((listed_team.manager_role for listed_team in TEAMS if listed_team.name == team), "")
        return next(iter(self.members(team, day, role)), None)

    def sellers(self, team: str, day: date) -> tuple[Person, ...]:
        """The account executives of a team on a day."""
        return self.members(team, day, SELLER)

    @cached_property
    def all_sellers(self) -> tuple[Person, ...]:
        """Every account executive there ever was."""
        return tuple(person for person in self.people if person.sells)

    @cached_property
    def customer_facing(self) -> tuple[Person, ...]:
        """Everybody who ever faced customers."""
        return tuple(person for person in self.people if person.role != ENABLER)

    @cached_property
    def enablers(self) -> tuple[Person, ...]:
        """The enablement managers."""
        return tuple(person for person in self.people if person.role == ENABLER)


def names() -> Iterator[str]:
    """Names of people in random order, no two alike and no given name twice before all were used."""
    numbers = Division().stream("names")
    family = [start + end for start in WORDS["family_starts"] for end in WORDS["family_ends"]]
    given = [WORDS["given_names"][place] for place in numbers.permutation(len(WORDS["given_names"]))]
    surnames = [family[place] for place in numbers.permutation(len(family))]
    round_trip = lcm(len(given), len(surnames))
    for place in range(len(given) * len(surnames)):
        yield f"{given[place % len(given)]} {surnames[(place + place // round_trip) % len(surnames)]}"


def left_after(numbers: np.random.Generator, start: date) -> date:
    """The last day of somebody hired on a day: some leave while they are ramping, the others at any later time."""
    if start >= FIRST_DAY and numbers.random() < LEAVES_RAMPING:
        return start + timedelta(days=int(numbers.integers(45, RAMP_DAYS)))
    since = max(start + timedelta(days=RAMP_DAYS), FIRST_DAY)
    return since + timedelta(days=int(numbers.exponential(365 / LEAVES_IN_A_YEAR)))


def holders(numbers: np.random.Generator, steady: bool) -> list[tuple[date, date | None]]:
    """Who held one seat from when until when, one after another."""
    if steady:
        return [(day_between(numbers, date(2017, 1, 9), date(2018, 12, 21)), None)]
    if numbers.random() > GROWTH_SHARE:
        start = day_between(numbers, date(2019, 1, 7), FIRST_DAY - timedelta(days=40))
    else:
        start = day_between(numbers, FIRST_DAY, date(2026, 3, 1))
    spells: list[tuple[date, date | None]] = []
    while start <= LAST_DAY - timedelta(days=20):
        left = left_after(numbers, start)
        if left >= LAST_DAY:
            return [*spells, (start, None)]
        spells.append((start, left))
        start = left + timedelta(days=int(numbers.integers(15, 70)))
    return spells


def posts() -> Iterator[tuple[str, str, bool]]:
    """Every seat: its team, its role, and whether one person holds it throughout; each team's manager first."""
    for team in TEAMS:
        yield team.name, team.manager_role, team.name != UNSTEADY_LEAD
        for role, count in team.seats.items():
            yield from ((team.name, role, False) for _ in range(count))
    yield from ((ENABLEMENT, ENABLER, True) for _ in range(ENABLERS))


def hire(division: Division) -> Roster:
    """The whole roster of a division."""
    numbers = division.stream("people")
    spells = [
        (team, role, start, left)
        for team, role, steady in posts()
        for start, left in holders(numbers, steady)
    ]  # fmt: skip
    waiting = names()
    for _ in range(division.number * NAMES_KEPT):
        next(waiting)
    people = [
        Person(division.key("P", place), next(waiting), role, team, start, left)
        for place, (team, role, start, left) in enumerate(spells, start=101)
    ]
    assert len(people) <= NAMES_KEPT, "a division needs more names than are kept for it"
    return Roster(division, tuple(moved(people)))


def moved(people: list[Person]) -> list[Person]:
    """The same people, with the moves between teams carried out by whoever has been in the team longest."""
    people = list(people)
    for source, target, day in MOVES:
        place = next(
            place
            for place, person in enumerate(people)
            if person.team == source and person.sells and person.left_on is None
            and person.moved_on is None and person.started_on < day - timedelta(days=365)
        )  # fmt: skip
        people[place] = replace(people[place], moved_to=target, moved_on=day)
    return people


def spell_starts(roster: Roster, person: Person) -> list[date]:
    """The days on which a person's team or manager changed, beginning with the first day at work."""
    starts = {person.started_on}
    if person.moved_on:
        starts.add(person.moved_on)
    for team, first, last in person.stints():
        for leader in roster.by_team[team]:
            if leader.role in LEADERS:
                changes = [leader.started_on, *([leader.left_on + timedelta(days=1)] if leader.left_on else [])]
                starts.update(day for day in changes if first <= day <= last)
    return sorted(starts)


def people_rows(roster: Roster) -> Iterator[Row]:
    """The `people` table: a row for each spell."""
    teams = {team.name: team for team in TEAMS}
    for person in roster.people:
        starts = spell_starts(roster, person)
        last = person.left_on + timedelta(days=1) if person.left_on else None
        for start, end in zip(starts, [*starts[1:], last], strict=True):
            yield spell(roster, person, teams.get(person.team_on(start)), start, end)


def spell(roster: Roster, person: Person, team: Team | None, start: date, end: date | None) -> Row:
    """One row of the `people` table."""
    leader = roster.manager(person.team_on(start), start)
    return {
        "person_id": person.person_id, "name": person.name, "email": person.email, "role": person.role,
        "function": person.function, "team": roster.division.named(person.team_on(start)),
        "manager": leader.name if leader and leader != person else None,
        "region": team.region if team else "Americas", "segment": (team.segment or None) if team else None,
        "started_on": person.started_on, "left_on": person.left_on, "valid_from": start, "valid_to": end,
    }  # fmt: skip
