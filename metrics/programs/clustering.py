"""Whether a program reached whole teams at once: then teams, not people, are what is independent of one another."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.programs.rollout_documents import kept_rollout
from metrics.query import Reader, Session, select_rows

ExposureDays = Sequence[tuple[int, date]]
"""People (by the number of this version), each with the day the program reached them."""
ONE_TEAM = 0.3
"""From this intraclass correlation on, who starts when is a matter of teams: it is 1 where whole teams start, some 0.7
where 85 % of each do, and about 0 where a lot is drawn person by person."""
FEWEST_TEAMS = 2


@dataclass(frozen=True, slots=True)
class TeamAssignment:
    """A person's time in a team, from `since` until before `until`; `kind` is what they did, and whether they sold."""

    team: str
    kind: tuple[str | None, bool]
    since: date
    until: date


def by_team(reader: Reader, program_id: str, begun: ExposureDays) -> bool:
    """Whether whole teams were reached: as the roll-out was drawn, or where none was, by who began with whom."""
    plan = kept_rollout(reader.snapshot, program_id)
    if plan is not None:
        return bool(plan.design == "team by team")
    return began_by_team(_assignments(reader.session()), begun)


def began_by_team(assignments: Mapping[int, Sequence[TeamAssignment]], begun: ExposureDays) -> bool:
    """Whether the people of a team start alike: by the intraclass correlation of starting on a day, of all days on
    which anybody did (the analysis-of-variance estimate for shares: Fleiss 1981, Statistical Methods for Rates).

    Of a team only those count who are of a kind with some who were reached and had not been reached before: a program
    for sellers leaves a team's other people and its manager out.
    """
    earliest: dict[int, date] = {}
    for person, day in begun:
        earliest[person] = min(day, earliest.get(person, day))
    own = [(day, _assignment_on(assignments.get(person, ()), day)) for person, day in earliest.items()]
    started_together = Counter((assignment.team, day) for day, assignment in own if assignment)
    could = _could_begin(
        assignments, earliest, {assignment.kind for _, assignment in own if assignment}, started_together
    )
    between = alone = whole = 0.0
    for day in {day for _, day in started_together}:
        people = {team: count for (team, on), count in could.items() if on == day}
        everybody = sum(people.values())
        share = sum(started_together[team, day] for team in people) / everybody
        spread = share * (1 - share)
        between += sum(count * (started_together[team, day] / count - share) ** 2 for team, count in people.items())
        alone += spread * (len(people) - 1)
        whole += spread * (everybody - sum(count**2 for count in people.values()) / everybody)
    teams = {team for (team, _), count in started_together.items() if count >= 2}
    return len(teams) >= FEWEST_TEAMS and whole > alone and between - alone >= ONE_TEAM * (whole - alone)


def _assignments(opened: Session) -> dict[int, list[TeamAssignment]]:
    by_person: dict[int, list[TeamAssignment]] = {}
    for person, team, work, sells, since, until in select_rows(opened, "team_assignments"):
        by_person.setdefault(person, []).append(TeamAssignment(team, (work, sells), since, until))
    return by_person


def _could_begin(
    assignments: Mapping[int, Sequence[TeamAssignment]], earliest: Mapping[int, date],
    kinds: set[tuple[str | None, bool]], started_together: Mapping[tuple[str, date], int],
) -> Counter[tuple[str, date]]:  # fmt: skip
    """How many of each team could have begun on a day: those of these kinds who had not been reached before."""
    could: Counter[tuple[str, date]] = Counter()
    for day in {day for _, day in started_together}:
        for person, own in assignments.items():
            assignment = _assignment_on(own, day)
            if assignment and assignment.kind in kinds and earliest.get(person, day) >= day:
                could[assignment.team, day] += 1
    return could


def _assignment_on(assignments: Sequence[TeamAssignment], day: date) -> TeamAssignment | None:
    return next((assignment for assignment in assignments if assignment.since <= day < assignment.until), None)
