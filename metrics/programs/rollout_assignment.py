"""Who starts when: a roll-out drawn so that those who wait are like those who start, and can be compared with them.

One is drawn by lot among the best-balanced quarter of all assignments (`possible_assignments`): nobody picked
anybody, and what the others of the set would have given says how much chance alone gives.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from metrics.errors import UserError
from metrics.programs.assignment_set import FEWEST as FEWEST_ASSIGNMENTS
from metrics.programs.assignment_set import assignments_in_all, possible_assignments

Design = Literal["person by person", "team by team"]
LAST_DAY = 28
"""The last day that every month has."""
FEWEST = 2
"""So many people or teams at least start in each wave, and wait."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be reached: id, name, team, and last quarter's result (None: there was none)."""

    person_id: str
    name: str
    team: str
    result: float | None


@dataclass(frozen=True, slots=True)
class Wave:
    """Those who start on a day (None: never, as far as planned), and the mean of their last quarter's results."""

    starts_on: date | None
    people: tuple[Candidate, ...]
    mean: float | None


@dataclass(frozen=True, slots=True)
class RolloutPlan:
    """A drawn roll-out. `apart` is the widest gap between a wave's mean result and everybody's, in standard deviations
    between people; `seed` draws the same again, among `among` assignments, the best balanced `of` all."""

    design: Design
    seed: int
    waves: tuple[Wave, ...]
    apart: float
    among: int
    of: int

    @property
    def reached(self) -> int:
        """How many people are to be reached."""
        return sum(len(wave.people) for wave in self.waves if wave.starts_on)


def draw_rollout(
    candidates: Sequence[Candidate], starts: Sequence[date], waiting: float, design: Design, seed: int
) -> RolloutPlan:
    """A roll-out over the start days, with about a share `waiting` (0 to 1) of people or teams never reached.

    The same candidates, in any order, and the same seed give the same plan. Raises UserError where there are too few,
    or nobody would ever be without it.
    """
    units = units_of(candidates, design)
    days = sorted(set(starts))
    if not days or not 0 <= waiting < 1:
        raise UserError("A roll-out needs a first day, and somebody to start.")
    if len(days) == 1 and waiting == 0:
        raise UserError(
            "If everybody starts on one day there is nobody to compare with: let some start later, or wait."
        )
    sizes = _sizes(len(units), len(days), waiting)
    kind = "people" if design == "person by person" else "teams"
    if min(sizes) < FEWEST:
        least = FEWEST * len(sizes)
        raise UserError(f"{len(units)} {kind} are too few for {len(sizes)} groups: at least {least} are needed.")
    if (ways := assignments_in_all(sizes)) < FEWEST_ASSIGNMENTS:
        raise UserError(
            f"{len(units)} {kind} can be drawn in {ways} ways only, and a lot takes {FEWEST_ASSIGNMENTS}: with fewer, "
            "chance alone could give any result. Draw person by person, or let more of them take part."
        )
    results = [[candidate.result for candidate in unit] for unit in units]
    drawn_among = possible_assignments(results, sizes, seed)
    place = drawn_place(len(drawn_among.waves), seed)
    groups: list[list[Candidate]] = [[] for _ in sizes]
    for unit, wave in zip(units, drawn_among.waves[place].tolist(), strict=True):
        groups[wave] += unit
    waves = [Wave(day, tuple(sorted(group, key=lambda candidate: candidate.person_id)), _mean(group))
             for day, group in zip([*days, *([None] if waiting else [])], groups, strict=True)]  # fmt: skip
    spread = float(np.std([result for unit in results for result in unit if result is not None] or [0.0]))
    apart = float(drawn_among.gaps[place]) / spread if spread else 0.0
    return RolloutPlan(design, seed, tuple(waves), apart, len(drawn_among.waves), drawn_among.of)


def units_of(candidates: Sequence[Candidate], design: Design) -> list[list[Candidate]]:
    """Who is drawn together, in order: each person, or the people of a team."""
    people = sorted(candidates, key=lambda candidate: candidate.person_id)
    return [[candidate] for candidate in people] if design == "person by person" else _teams(people)


def drawn_place(assignments: int, seed: int) -> int:
    """Which of so many assignments the lot fell on."""
    return int(np.random.default_rng([seed, assignments]).random() * assignments)


def start_days(first: date, apart: int, waves: int) -> tuple[date, ...]:
    """The days on which so many waves start: the first one's, then the same day so many months on, each time."""
    day = min(first.day, LAST_DAY)
    return (first, *(months_on(first, apart * number).replace(day=day) for number in range(1, waves)))


def months_on(day: date, months: int) -> date:
    """The first day of the month so many months on."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _teams(people: Sequence[Candidate]) -> list[list[Candidate]]:
    teams: dict[str, list[Candidate]] = {}
    for candidate in people:
        teams.setdefault(candidate.team, []).append(candidate)
    return [teams[name] for name in sorted(teams)]


def _sizes(units: int, waves: int, waiting: float) -> list[int]:
    """How many units start in each wave, the first ones one more where it doesn't divide; who waits comes last."""
    kept = round(units * waiting)
    each, over = divmod(units - kept, waves)
    return [each + (place < over) for place in range(waves)] + ([kept] if waiting else [])


def _mean(people: Sequence[Candidate]) -> float | None:
    results = [candidate.result for candidate in people if candidate.result is not None]
    return float(np.mean(results)) if results else None
