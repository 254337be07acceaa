"""Whether a programme reached whole teams at once: then teams, not people, are what is independent of one another."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.engines.duckdb import Session, session
from metrics.programmes.planned import kept_plan
from metrics.store.snapshot import Snapshot

Begun = Sequence[tuple[int, date]]
"""People (by the number of this version), each with the day the programme reached them."""
WITH_TEAM = 0.9
"""From this share on of people reached with their team, or on the day they came into it, teams started together."""
NEARLY_ALL = 0.9
"""So much of the teams must have started at once. Of a team that starts only those who are away stay behind; a draw
person by person leaves in every team the share that waits, by default a quarter."""
FEWEST_TEAMS = 2


@dataclass(frozen=True, slots=True)
class Spell:
    """A person's time in a team, from `since` until before `until`; `kind` is what they did, and whether they sold."""

    team: str
    kind: tuple[str | None, bool]
    since: date
    until: date


def by_team(snapshot: Snapshot, program_id: str, begun: Begun) -> bool:
    """Whether whole teams were reached: as the roll-out was drawn, or where none was, by who began with whom."""
    plan = kept_plan(snapshot, program_id)
    if plan is not None:
        return bool(plan["design"] == "team by team")
    return began_by_team(_spells(session(snapshot)), begun)


def began_by_team(spells: Mapping[int, Sequence[Spell]], begun: Begun) -> bool:
    """Whether nearly all of each team began together, and nearly all who began did so with their team.

    Whoever came into a team later may have begun on that day. Of a team only those count who are of a kind with some
    who were reached: a programme for sellers leaves a team's other people and its manager out.
    """
    own = [(person, day, _spell_on(spells.get(person, ()), day)) for person, day in begun]
    together = Counter((spell.team, day) for _, day, spell in own if spell)
    could = _could_begin(spells, begun, {spell.kind for _, _, spell in own if spell}, together)
    first: dict[str, date] = {}
    for team, day in sorted(together):
        if together[team, day] >= 2 and 2 * together[team, day] >= could[team, day]:
            first.setdefault(team, day)
    at_once, in_teams = (sum(counts[key] for key in first.items()) for counts in (together, could))
    with_team = sum(_with_team(spells[person], spell, day, first) for person, day, spell in own if spell)
    return len(first) >= FEWEST_TEAMS and at_once >= NEARLY_ALL * in_teams and with_team >= WITH_TEAM * len(begun)


def _spells(opened: Session) -> dict[int, list[Spell]]:
    found: dict[int, list[Spell]] = {}
    for person, *spell in opened.rows(
        "SELECT person, team, work, sells, active_from, active_to FROM roster "
        "WHERE team IS NOT NULL AND active_from < active_to AND customer_facing ORDER BY person, active_from"
    ):
        team, work, sells, since, until = spell
        found.setdefault(person, []).append(Spell(team, (work, sells), since, until))
    return found


def _could_begin(
    spells: Mapping[int, Sequence[Spell]], begun: Begun, kinds: set[tuple[str | None, bool]],
    together: Mapping[tuple[str, date], int],
) -> Counter[tuple[str, date]]:  # fmt: skip
    """How many of each team could have begun on a day: those of these kinds who had not been reached before."""
    earliest: dict[int, date] = {}
    for person, day in begun:
        earliest[person] = min(day, earliest.get(person, day))
    could: Counter[tuple[str, date]] = Counter()
    for day in {day for _, day in together}:
        for person, own in spells.items():
            spell = _spell_on(own, day)
            if spell and spell.kind in kinds and earliest.get(person, day) >= day:
                could[spell.team, day] += 1
    return could


def _spell_on(spells: Sequence[Spell], day: date) -> Spell | None:
    return next((spell for spell in spells if spell.since <= day < spell.until), None)


def _with_team(spells: Sequence[Spell], spell: Spell, day: date, first: Mapping[str, date]) -> bool:
    """Whether a person began on the day their team did, or later on the day they came into it."""
    start = first.get(spell.team)
    if start is None:
        return False
    return day == start or any(each.team == spell.team and each.since == day > start for each in spells)
