"""Who works there, in which team and under whom, on every day."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sample_data.plan import FIRST_DAY, FUNCTIONS, LAST_DAY, TEAMS, Row, Team, day_between, stream
from sample_data.words import WORDS

LEAVES_IN_A_YEAR = 0.24
GROWTH_SHARE = 0.2
"""Share of seats that are new within the eight quarters."""
MOVES = (("Mid-market Americas", "Enterprise Americas", date(2025, 7, 1)),
         ("Mid-market Americas", "Enterprise Americas", date(2026, 1, 1)),
         ("Mid-market Europe", "Enterprise Europe", date(2026, 4, 1)))  # fmt: skip
"""From which team to which one account executive moves, and when."""


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

    @property
    def function(self) -> str:
        """The function the person's role belongs to."""
        return FUNCTIONS[self.role]

    @property
    def email(self) -> str:
        """The person's address at work, on a domain reserved for examples."""
        return self.name.lower().replace(" ", ".") + "@tidewater.example"


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody who ever worked there."""

    people: tuple[Person, ...]

    def members(self, team: str, day: date, role: str | None = None) -> tuple[Person, ...]:
        """Who is in a team on a day, in one role or in any."""
        return tuple(
            person
            for person in self.people
            if person.there(day) and person.team_on(day) == team and role in (None, person.role)
        )

    def manager(self, team: str, day: date) -> Person | None:
        """Who leads a team on a day, None while nobody does."""
        role = next((one.manager_role for one in TEAMS if one.name == team), "")
        return next(iter(self.members(team, day, role)), None)

    def sellers(self, team: str, day: date) -> tuple[Person, ...]:
        """The account executives of a team on a day."""
        return self.members(team, day, "Account Executive")


def names(numbers: np.random.Generator) -> list[str]:
    """Names of people in random order, each once, no given name twice before all were used."""
    family = [start + end for start in WORDS["family_starts"] for end in WORDS["family_ends"]]
    given_names = WORDS["given_names"]
    given = [given_names[index] for index in numbers.permutation(len(given_names))]
    surnames = [family[index] for index in numbers.permutation(len(family))]
    return [f"{given[place % len(given)]} {surname}" for place, surname in enumerate(surnames)]


def holders(numbers: np.random.Generator, steady: bool) -> list[tuple[date, date | None]]:
    """Who held one seat from when until when, one after another."""
    if steady:
        start = day_between(numbers, date(2017, 1, 9), date(2018, 12, 21))
    elif numbers.random() > GROWTH_SHARE:
        start = day_between(numbers, date(2019, 1, 7), FIRST_DAY - timedelta(days=40))
    else:
        start = day_between(numbers, FIRST_DAY, date(2026, 6, 1))
    spells: list[tuple[date, date | None]] = []
    while start <= LAST_DAY - timedelta(days=20):
        since = max(start + timedelta(days=150), FIRST_DAY)
        left = since + timedelta(days=int(numbers.exponential(365 / LEAVES_IN_A_YEAR)))
        if steady or left >= LAST_DAY:
            return [*spells, (start, None)]
        spells.append((start, left))
        start = left + timedelta(days=int(numbers.integers(15, 70)))
    return spells


def seats(team: Team) -> list[str]:
    """The roles of a team, one for every seat, its manager first."""
    return [team.manager_role, *(role for role, count in team.seats.items() for _ in range(count))]


def hire() -> Roster:
    """The whole roster."""
    numbers = stream("people")
    waiting = iter(names(numbers))
    posts = [(team.name, role) for team in TEAMS for role in seats(team)]
    posts.append(("Enablement", "Enablement Manager"))
    people: list[Person] = []
    for team, role in posts:
        leads = role in {"Enablement Manager", *(one.manager_role for one in TEAMS)}
        for start, left in holders(numbers, steady=leads and team != "Mid-market Europe"):
            people.append(Person(f"P{len(people) + 101}", next(waiting), role, team, start, left))
    return Roster(tuple(moved(people)))


def moved(people: list[Person]) -> list[Person]:
    """The same people, with the moves between teams carried out by whoever has been in the team longest."""
    people = list(people)
    for source, target, day in MOVES:
        place = next(
            place
            for place, person in enumerate(people)
            if person.team == source and person.role == "Account Executive" and person.left_on is None
            and person.moved_on is None and person.started_on < day - timedelta(days=365)
        )  # fmt: skip
        person = people[place]
        people[place] = Person(
            person.person_id, person.name, person.role, person.team, person.started_on, None, target, day
        )
    return people


def spell_starts(roster: Roster, person: Person) -> list[date]:
    """The days on which a person's team or manager changed, beginning with the first day at work."""
    starts = {person.started_on}
    if person.moved_on:
        starts.add(person.moved_on)
    for other in roster.people:
        if other.role in {team.manager_role for team in TEAMS}:
            ends = [other.left_on + timedelta(days=1)] if other.left_on else []
            starts.update(
                day for day in [other.started_on, *ends] if person.there(day) and person.team_on(day) == other.team
            )
    return sorted(starts)


def people_rows(roster: Roster) -> list[Row]:
    """The `people` table: a row for each spell."""
    regions = {team.name: team for team in TEAMS}
    rows: list[Row] = []
    for person in roster.people:
        starts = spell_starts(roster, person)
        last = person.left_on + timedelta(days=1) if person.left_on else None
        for start, end in zip(starts, [*starts[1:], last], strict=True):
            team = regions.get(person.team_on(start))
            leader = roster.manager(person.team_on(start), start)
            rows.append({
                "person_id": person.person_id, "name": person.name, "email": person.email, "role": person.role,
                "function": person.function, "team": person.team_on(start),
                "manager": leader.name if leader and leader != person else None,
                "region": team.region if team else "Americas", "segment": team.segment if team else None,
                "started_on": person.started_on, "left_on": person.left_on, "valid_from": start, "valid_to": end,
            })  # fmt: skip
    return rows
