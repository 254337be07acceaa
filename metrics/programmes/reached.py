"""Whom a programme reached when: from the roll-out where it says so, else from training, by a rule."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from metrics.engines.duckdb import Session, session
from metrics.programmes.known import Programme
from metrics.programmes.registration import TrainingRule
from metrics.store.snapshot import Snapshot

Source = Literal["roll-out", "training"]
DAYS_A_MONTH = 365.25 / 12
BY_TEAM = 0.9
"""From this share on of people reached together with half their team, or when they joined it, whole teams started."""


@dataclass(frozen=True, slots=True)
class Start:
    """A person (by the number of this version) and the day the programme reached them."""

    person: int
    day: date


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom a programme reached. A person is in `starts` twice where two rows disagree: that is for the judge to say.

    `not_matched` are names that stand for nobody of the roster; `by_team` is whether whole teams were reached at once.
    """

    source: Source
    rule: TrainingRule
    starts: tuple[Start, ...]
    not_matched: tuple[str, ...]
    by_team: bool

    @property
    def first_day(self) -> date | None:
        """The day the first were reached, None where nobody was."""
        return min((start.day for start in self.starts), default=None)


def reached(snapshot: Snapshot, programme: Programme, rule: TrainingRule | None = None) -> Reached:
    """Whom a programme reached, by its roll-out or, with a `rule` or without a roll-out, by who came to its training.

    Without a rule the registered one counts.
    """
    opened = session(snapshot)
    source: Source = "roll-out" if programme.in_rollout and rule is None else "training"
    kept = rule or (programme.registration.rule if programme.registration else TrainingRule())
    key = ("reached", programme.program_id, source, kept)
    return opened.remember(key, lambda: _reached(opened, programme, source, kept))


def _reached(opened: Session, programme: Programme, source: Source, rule: TrainingRule) -> Reached:
    opened.need(("person_numbers", "persons", "roster", "attendances"))
    parameters: dict[str, object] = {"program": programme.program_id}
    sql = (
        "SELECT DISTINCT rollout.person_id, person_numbers.person, rollout.treated_on FROM rollout "
        "LEFT JOIN person_numbers ON person_numbers.reference = rollout.person_id WHERE rollout.program_id = $program"
    )
    if source == "training":
        parameters |= {"sessions": rule.sessions}
        sql = (
            "SELECT MIN(person_id), person, held_on FROM (SELECT person_id, person, held_on, "
            "ROW_NUMBER() OVER (PARTITION BY COALESCE(CAST(person AS VARCHAR), person_id) ORDER BY held_on) AS place "
            f"FROM attendances WHERE program = $program AND {rule.what} AND held_on <= data_through) AS sessions "
            "WHERE place = $sessions GROUP BY person, held_on"
        )
    rows = opened.rows(sql, parameters)
    matched = {person for (person,) in opened.rows("SELECT person FROM persons WHERE matched")}
    starts = {Start(person, day) for _, person, day in rows if person in matched and day is not None}
    unknown = {word for word, person, _ in rows if person not in matched}
    ordered = tuple(sorted(starts, key=lambda start: (start.day, start.person)))
    return Reached(source, rule, ordered, tuple(sorted(unknown)), _by_team(opened, ordered))


def _by_team(opened: Session, starts: Sequence[Start]) -> bool:
    """Whether people were reached together with at least half of the team they were in, or when they joined it."""
    spells = opened.rows(
        "SELECT person, team, active_from, active_to FROM roster WHERE team IS NOT NULL AND active_from < active_to "
        "AND customer_facing"
    )
    there: dict[int, list[tuple[str, date, date]]] = {}
    for person, team, since, until in spells:
        there.setdefault(person, []).append((team, since, until))
    together = {(team, start.day) for start in starts for team in (_team(there, start),) if team}
    sizes = Counter(
        (team, day) for team, day in together for spell in there.values() if _in_team(spell, team, day)
    )  # fmt: skip
    begun = Counter((team, start.day) for start in starts if (team := _team(there, start)))
    whole = {key for key, count in begun.items() if count >= 2 and 2 * count >= sizes[key]}
    first = {team: min(day for name, day in whole if name == team) for team, _ in whole}
    with_team = sum(_with_team(there, start, first) for start in starts)
    return len(first) >= 2 and with_team >= BY_TEAM * len(starts)


def _team(there: dict[int, list[tuple[str, date, date]]], start: Start) -> str | None:
    return next((team for team, since, until in there.get(start.person, ()) if since <= start.day < until), None)


def _in_team(spells: Sequence[tuple[str, date, date]], team: str, day: date) -> bool:
    return any(name == team and since <= day < until for name, since, until in spells)


def _with_team(there: dict[int, list[tuple[str, date, date]]], start: Start, first: dict[str, date]) -> bool:
    """Whether a person started on the day their team did, or later on the day they came into it."""
    team = _team(there, start)
    if team not in first:
        return False
    return start.day == first[team] or any(
        name == team and since == start.day and since > first[team] for name, since, _ in there[start.person]
    )


def months_reached(snapshot: Snapshot, who: Reached, since: date, until: date) -> float:
    """How many months in all the people reached were active from their start on, within two days, both included."""
    opened = session(snapshot)
    opened.need(("roster",))
    first: dict[int, date] = {}
    for start in who.starts:
        first.setdefault(start.person, max(start.day, since))
    after = until + timedelta(days=1)
    days: int = sum(
        max(0, (min(ends, after) - max(begins, first[person])).days)
        for person, begins, ends in opened.rows("SELECT person, active_from, active_to FROM roster")
        if person in first
    )
    return days / DAYS_A_MONTH
