"""Ramps by whether a program had reached people yet: exposure counts only from its day on.

Whoever is reached on the way counts as not reached until that day. An "ever trained" flag would credit the program
with the time that people had to stay under way to be reached at all: it shows a strong effect where there is none.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from metrics.formatting import plural
from metrics.impact import Spells, spells_from_day, spells_of, thresholds
from metrics.people import (
    NotGrouped,
    RampGroup,
    Ramps,
    difference,
    followed_group,
    metric_with_ramp,
    told_apart,
    whole_of,
)
from metrics.programs.exposure import Exposure, exposure_of
from metrics.programs.registry import Program
from metrics.query import FEWEST_PEOPLE, SUPPRESSED, Question, Reader, bind, periods_within, run_over, starters
from metrics.statistics import under_observation

RELATIONS = ("roster", "persons")
REACHED, NOT_YET = "Reached", "Not, or not yet, reached"


@dataclass(frozen=True, slots=True)
class Starter:
    """One newcomer: start day, for how many days followed, whether they got there; function, and if in the roster."""

    person: int
    started_on: date
    days: float
    ended: bool
    function: str | None
    in_roster: bool


def ramps_by_program(reader: Reader, question: Question, program: Program) -> Ramps:
    """The ramps of those a program had reached, from that day on, beside all others' and their own until then.

    Compared are people of the functions in which it reached somebody on the way. Raises Unavailable and UserError as
    `ramps` does; what else keeps the split from being said is its `reason`.
    """
    metric = metric_with_ramp(reader.snapshot, question.metric)
    question = replace(question, by=(), grain="all")
    whole = whole_of(reader, question)
    ramps = Ramps(metric, question, whole, program.name, by_program=True)
    if whole.reason == SUPPRESSED:
        return replace(ramps, reason=SUPPRESSED)
    exposure = exposure_of(reader, program)
    everybody = _starters(reader, question)
    twice = sum(count > 1 for count in Counter(start.person for start in exposure.starts).values())
    if twice:
        several = "person has" if twice == 1 else "people have"
        return replace(
            ramps, reason=f"{twice} {several} two start dates in the programme: correct the one that is wrong."
        )
    return _split(ramps, everybody, exposure, aggregates_only=reader.allowed(question).access.scope == "aggregates")


def _starters(reader: Reader, question: Question) -> tuple[Starter, ...]:
    bound = bind(reader, question)
    bound.session.need(RELATIONS)
    (asked,) = periods_within(question.start, question.end, "all", bound.covered, reader.snapshot.settings)
    steps, query = starters(bound.compiled)
    rows = run_over(bound, bound.compiled, [(asked.start, asked.end)], steps, query)
    return tuple(
        Starter(person, day, float(days), bool(ended), work, in_roster)
        for person, day, days, ended, count, work, in_roster in rows
        for _ in range(count)
    )


def _split(ramps: Ramps, everybody: Sequence[Starter], exposure: Exposure, *, aggregates_only: bool) -> Ramps:
    """The two sides of the split, or why they can't be said."""
    since = {start.person: start.day for start in exposure.starts}
    in_roster = [starter for starter in everybody if starter.in_roster]
    on_the_way = [starter for starter in in_roster if _exposed_from(starter, since) < starter.days]
    functions = {starter.function for starter in on_the_way}
    kept = [starter for starter in in_roster if starter.function in functions]
    left = _left(everybody, functions)
    if not on_the_way:
        return replace(ramps, reason=_nobody(since, everybody))
    followed = _followed(kept, since)
    begin = _comparable_from(followed)
    if begin is None:
        least = thresholds().least_treated
        several = f"{plural(len(on_the_way), 'person', 'people')} {'was' if len(on_the_way) == 1 else 'were'}"
        reason = (
            f"{several} reached while still under way, and never were {least} on either side under way on the same "
            "day: too few to compare."
        )
        return replace(ramps, left=left, reason=reason)
    groups = _sides(spells_from_day(followed, begin) if begin > 0 else followed)
    if aggregates_only and min(group.n for group in groups) < FEWEST_PEOPLE:
        return replace(ramps, left=left, reason=SUPPRESSED)
    return replace(ramps, groups=groups, since=begin, left=left)


def _exposed_from(starter: Starter, since: dict[int, date]) -> float:
    """Days from somebody's start to the day the program reached them; infinite if it never did."""
    day = since.get(starter.person)
    return np.inf if day is None else float((day - starter.started_on).days)


def _followed(kept: Sequence[Starter], since: dict[int, date]) -> Spells:
    """The times under observation, cut at the day of the exposure; a start of −1 is at risk from day 0 on.

    Shifted by a day on the way, as whoever gets there on the day they start has been followed for no time at all.
    """
    exposed = np.array([_exposed_from(starter, since) for starter in kept])
    shifted = np.where(np.isinf(exposed), np.nan, np.where(exposed <= 0, 0.0, exposed + 1))
    spells = spells_of([starter.days + 1 for starter in kept], [starter.ended for starter in kept], shifted)
    return replace(spells, start=spells.start - 1, stop=spells.stop - 1)


def _comparable_from(followed: Spells) -> float | None:
    """The first day with enough people under way on both sides; None if there is none. People come in on the start."""
    least = thresholds().least_treated
    candidates = np.unique(followed.start)
    counts = [
        under_observation(followed.start[side], followed.stop[side], candidates + 0.5)
        for side in (followed.group, ~followed.group)
    ]
    enough = np.flatnonzero((counts[0] >= least) & (counts[1] >= least))
    return max(0.0, float(candidates[enough[0]])) if len(enough) else None


def _sides(followed: Spells) -> tuple[RampGroup, ...]:
    """Those reached, held against the others, and the others."""
    own, rest = (_only(followed, side) for side in (True, False))
    between = difference(own, rest)
    first, second = followed_group(REACHED, own), followed_group(NOT_YET, rest)
    if isinstance(between, str):
        return replace(first, reason=between), second
    return (*told_apart([replace(first, difference=between)]), second)


def _only(followed: Spells, side: bool) -> Spells:
    own = followed.group == side
    return Spells(followed.start[own], followed.stop[own], followed.ended[own], followed.group[own])


def _left(everybody: Sequence[Starter], functions: set[str | None]) -> tuple[NotGrouped, ...]:
    unknown = sum(not starter.in_roster for starter in everybody)
    elsewhere = sum(starter.in_roster and starter.function not in functions for starter in everybody)
    groups = (
        NotGrouped("not in the roster, so that nobody knows whether they were reached", unknown),
        NotGrouped("in functions in which the programme reached nobody on the way", elsewhere),
    )
    return tuple(each for each in groups if each.count)


def _nobody(since: dict[int, date], everybody: Sequence[Starter]) -> str:
    """That the program reached nobody on the way, and what became of those it reached."""
    later = sum(starter.person in since for starter in everybody)
    if not later:
        return "The programme reached none of the people followed here."
    several = plural(later, "newcomer", "newcomers")
    return (
        f"The programme reached {several}, but only after they had got there or left: it can't have changed how long "
        "that took."
    )
