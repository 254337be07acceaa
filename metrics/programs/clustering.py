"""What a program reached as a whole: teams, or regions. Then these, not people, are independent of one another."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from metrics.impact import Together
from metrics.programs.rollout_assignment import Design
from metrics.programs.rollout_documents import kept_rollout
from metrics.query import Reader, Session, select_rows

ExposureDays = Sequence[tuple[int, date]]
"""People (by the number of this version), each with the day the program reached them."""
ALIKE: Mapping[Together, float] = MappingProxyType({"teams": 0.3, "regions": 0.6})
"""From this intraclass correlation on, who starts when is a matter of teams, or of regions: it is 1 where whole ones
start, some 0.4 where 60 % of each do, and about 0 where a lot is drawn person by person. There are few regions, so that
teams drawn by lot may fall into some of them by chance: it takes more."""
TOGETHER: Mapping[Design, Together] = MappingProxyType({"person by person": "people", "team by team": "teams"})
"""What a roll-out that was drawn reaches as a whole."""


@dataclass(frozen=True, slots=True)
class TeamAssignment:
    """A person's time in a team of a region, from `since` until before `until`; `kind` is what they did, and whether
    they sold."""

    team: str
    kind: tuple[str | None, bool]
    since: date
    until: date
    region: str = ""


Group = Callable[[TeamAssignment], str]


def reached_together(reader: Reader, program_id: str, begun: ExposureDays) -> Together:
    """What was reached as a whole: as the roll-out was drawn, or where none was, by who began with whom."""
    plan = kept_rollout(reader.snapshot, program_id)
    if plan is not None:
        return TOGETHER[plan.design]
    return began_together(_assignments(reader.session()), begun)


def began_together(assignments: Mapping[int, Sequence[TeamAssignment]], begun: ExposureDays) -> Together:
    """Whether the people of a team, or of a region, start alike, those of a region first."""
    if _alike(assignments, begun, _region) >= ALIKE["regions"]:
        return "regions"
    return "teams" if _alike(assignments, begun, _team) >= ALIKE["teams"] else "people"


def _team(assignment: TeamAssignment) -> str:
    return assignment.team


def _region(assignment: TeamAssignment) -> str:
    return assignment.region


def _alike(assignments: Mapping[int, Sequence[TeamAssignment]], begun: ExposureDays, group: Group) -> float:
    """How alike the people of a group start: the intraclass correlation of starting in a month, of all months in which
    anybody did (the analysis-of-variance estimate for shares: Fleiss 1981, Statistical Methods for Rates).

    Of a group only those count who are of a kind with some who were reached and had not been reached before: a program
    for sellers leaves a team's other people and its manager out. 0 where nobody could have started otherwise.
    """
    earliest: dict[int, date] = {}
    for person, day in begun:
        earliest[person] = min(day, earliest.get(person, day))
    own = [(day, _assignment_on(assignments.get(person, ()), day)) for person, day in earliest.items()]
    started_together = Counter((group(assignment), _month(day)) for day, assignment in own if assignment)
    last_days = {_month(day): max(each for each in earliest.values() if _month(each) == _month(day))
                 for day in earliest.values()}  # fmt: skip
    kinds = {assignment.kind for _, assignment in own if assignment}
    could = _could_begin(assignments, earliest, kinds, last_days, group)
    between = alone = whole = 0.0
    for month in last_days:
        people = {name: count for (name, during), count in could.items() if during == month}
        everybody = sum(people.values())
        if len(people) < 2:
            continue
        share = sum(started_together[name, month] for name in people) / everybody
        spread = share * (1 - share)
        between += sum(count * (started_together[name, month] / count - share) ** 2 for name, count in people.items())
        alone += spread * (len(people) - 1)
        whole += spread * (everybody - sum(count**2 for count in people.values()) / everybody)
    return (between - alone) / (whole - alone) if whole > alone else 0.0


def _month(day: date) -> date:
    return day.replace(day=1)


def _assignments(opened: Session) -> dict[int, list[TeamAssignment]]:
    by_person: dict[int, list[TeamAssignment]] = {}
    for person, team, work, sells, since, until, region in select_rows(opened, "team_assignments"):
        by_person.setdefault(person, []).append(TeamAssignment(team, (work, sells), since, until, region or ""))
    return by_person


def _could_begin(
    assignments: Mapping[int, Sequence[TeamAssignment]], earliest: Mapping[int, date],
    kinds: set[tuple[str | None, bool]], last_days: Mapping[date, date], group: Group,
) -> Counter[tuple[str, date]]:  # fmt: skip
    """How many of each group could have begun in a month: those of these kinds who had not been reached before.

    Who began is counted where they were then, the others where they were on the last day on which anybody did.
    """
    could: Counter[tuple[str, date]] = Counter()
    for month, last_day in last_days.items():
        for person, own in assignments.items():
            started = earliest.get(person)
            day = started if started is not None and _month(started) == month else last_day
            assignment = _assignment_on(own, day)
            if assignment and assignment.kind in kinds and (started is None or _month(started) >= month):
                could[group(assignment), month] += 1
    return could


def _assignment_on(assignments: Sequence[TeamAssignment], day: date) -> TeamAssignment | None:
    return next((assignment for assignment in assignments if assignment.since <= day < assignment.until), None)
