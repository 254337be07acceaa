"""What enablement did and what came of it: programmes, training, onboarding, content, hours with customers."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import numpy as np

from sample_data.plan import (
    FIRST_DAY,
    LAST_DAY,
    ONBOARDING_CUT,
    PROGRAMS,
    TEAMS,
    Row,
    any_of,
    reached,
    stream,
    working_day,
)  # fmt: skip
from sample_data.roster import Person, Roster

CONTENT = tuple(
    f"{kind}-{number:02d}" for kind in ("deck", "case", "battlecard", "guide", "video") for number in range(1, 9)
)
ACTIONS = {"view": 0.72, "share": 0.17, "use": 0.11}
WEEKLY_HOURS = {"sales": 11.0, "presales": 9.0, "sales development": 6.0, "customer success": 14.0, "support": 12.0}
ONBOARDING_DAYS = {"sales": 84, "presales": 96, "sales development": 48, "customer success": 66, "support": 45}


def customer_facing(roster: Roster, day: date) -> list[Person]:
    """Who faced customers on a day."""
    return [person for person in roster.people if person.there(day) and person.function in WEEKLY_HOURS]


def quarters() -> Iterator[tuple[date, date]]:
    """First and last day of every quarter from the first day on."""
    start = FIRST_DAY
    while start <= LAST_DAY:
        following = (start.replace(day=1) + timedelta(days=93)).replace(day=1)
        yield start, following - timedelta(days=1)
        start = following


def weeks() -> Iterator[date]:
    """The first Tuesday, and every one after it."""
    day = FIRST_DAY + timedelta(days=(1 - FIRST_DAY.weekday()) % 7)
    while day <= LAST_DAY:
        yield day
        day += timedelta(days=7)


def program_rows() -> list[Row]:
    """The `programs` table."""
    return [
        {"program_id": one.program_id, "name": one.name, "outcome_metric": one.outcome_metric, "kind": one.kind,
         "launched_on": min(one.reaches.values()), "cost": one.cost, "audience": "; ".join(one.reaches)}
        for one in PROGRAMS
    ]  # fmt: skip


def rollout_rows(roster: Roster) -> list[Row]:
    """The `rollout` table: a programme reaches a person with the team, or on joining it later."""
    rows: list[Row] = []
    for program in PROGRAMS:
        for person in roster.people:
            arrivals = {person.team: person.started_on}
            if person.moved_to and person.moved_on:
                arrivals[person.moved_to] = person.moved_on
            treated = [max(program.reaches[team], since) for team, since in arrivals.items() if team in program.reaches]
            if treated and person.there(min(treated)):
                rows.append(
                    {"program_id": program.program_id, "person_id": person.person_id, "treated_on": min(treated)}
                )
    return rows


def sessions() -> Iterator[tuple[str, str, date, tuple[str, ...]]]:
    """Every training session: its programme, its own id, its day, and the teams invited."""
    teams = [team.name for team in TEAMS]
    for quarter, (start, end) in enumerate(quarters(), start=1):
        for place in range(4):
            day = working_day(end) if place == 3 else start + timedelta(days=28 * place)
            invited = tuple(team for number, team in enumerate(teams) if (number + place) % 3 != quarter % 3)
            yield PROGRAMS[place % len(PROGRAMS)].program_id, f"S{quarter}{place + 1}", day, invited


def training_rows(roster: Roster) -> list[Row]:
    """The `training` table: everybody invited to a session, and what they made of it."""
    numbers = stream("training")
    keen = {person.person_id: float(numbers.beta(3.2, 4.0)) for person in roster.people}
    rows: list[Row] = []
    for program_id, session_id, day, invited in sessions():
        for person in customer_facing(roster, day):
            if person.team_on(day) not in invited:
                continue
            attended = bool(numbers.random() < keen[person.person_id])
            completed = attended and bool(numbers.random() < 0.88)
            rows.append({
                "person_id": person.person_id, "held_on": day, "program_id": program_id, "session_id": session_id,
                "invited": True, "attended": attended, "completed": completed,
                "score": int(min(100, max(35, numbers.normal(78, 11)))) if completed else None,
                "minutes": 60 if attended else None,
            })  # fmt: skip
    return rows


def onboarding_rows(roster: Roster) -> list[Row]:
    """The `onboarding` table: everybody hired since the recording began, done or still on it."""
    numbers = stream("onboarding")
    rows: list[Row] = []
    for person in sorted(roster.people, key=lambda one: one.started_on):
        if person.started_on < FIRST_DAY - timedelta(days=365) or person.function not in ONBOARDING_DAYS:
            continue
        shorter = ONBOARDING_CUT if reached("FIRST-90", person.team, person.started_on) else 1.0
        length = float(numbers.lognormal(np.log(ONBOARDING_DAYS[person.function] * shorter), 0.25))
        done = person.started_on + timedelta(days=int(length))
        rows.append({
            "person_id": person.person_id, "started_on": person.started_on,
            "completed_on": done if done <= LAST_DAY and person.there(done) else None, "milestone": "certified",
        })  # fmt: skip
    return rows


def moment(numbers: np.random.Generator, day: date) -> datetime:
    """A moment of a working day."""
    return datetime.combine(day, time(8)) + timedelta(seconds=int(numbers.integers(10 * 3600)))


def accesses(numbers: np.random.Generator, person: Person, month: date) -> list[Row]:
    """What one person opened in a month."""
    rows: list[Row] = []
    for _ in range(1 + int(numbers.poisson(3.4))):
        day = min(LAST_DAY, max(FIRST_DAY, working_day(month + timedelta(days=int(numbers.integers(30))))))
        if person.there(day):
            rows.append({
                "person_id": person.person_id, "accessed_at": moment(numbers, day),
                "content_id": any_of(numbers, CONTENT),
                "action": list(ACTIONS)[int(numbers.choice(3, p=list(ACTIONS.values())))],
                "seconds": int(numbers.exponential(140)) + 5,
            })  # fmt: skip
    return rows


def content_rows(roster: Roster) -> list[Row]:
    """The `content_access` table. More people look at content every quarter, and more once the playbook is there."""
    numbers = stream("content_access")
    taste = {person.person_id: float(numbers.normal(0, 1.5)) for person in roster.people}
    rows: list[Row] = []
    for quarter, (start, _) in enumerate(quarters()):
        for month in (start, (start + timedelta(days=32)).replace(day=1), (start + timedelta(days=63)).replace(day=1)):
            for person in customer_facing(roster, month + timedelta(days=27)):
                liking = taste[person.person_id] - 1.0 + 0.12 * quarter
                liking += 0.8 if reached("PLAYBOOK", person.team_on(month), month) else 0.0
                if numbers.random() < 1 / (1 + np.exp(-liking)):
                    rows.extend(accesses(numbers, person, month))
    return sorted(rows, key=lambda row: str(row["accessed_at"]))


def time_rows(roster: Roster) -> list[Row]:
    """The `customer_time` table: one person's calls of a week, entered on Tuesday, and visits, entered on Wednesday."""
    numbers = stream("customer_time")
    rows: list[Row] = []
    for day in weeks():
        for person in customer_facing(roster, day):
            manages = person.role in {team.manager_role for team in TEAMS}
            for kind, share, entered in (("call", 0.6, day), ("visit", 0.4, day + timedelta(days=1))):
                usual = WEEKLY_HOURS[person.function] * (0.5 if manages else 1.0) * share
                hours = round(float(numbers.normal(usual, 1.6)) * 2) / 2
                if hours > 0 and person.there(entered) and numbers.random() < 0.93:  # no row in a week on leave
                    rows.append({"person_id": person.person_id, "on_date": entered, "hours": hours, "kind": kind})
    return rows
