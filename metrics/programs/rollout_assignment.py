"""Who starts when: a roll-out drawn so that those who wait are like those who start, and can be compared with them.

Of many draws by lot the one is kept in which last quarter's results differ least between the waves (re-randomization:
Morgan and Rubin 2012, Annals of Statistics 40). It is still by lot: nobody picked anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metrics.errors import UserError

Design = Literal["person by person", "team by team"]
DRAWS = 400
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
    between people; `seed` draws the same again."""

    design: Design
    seed: int
    waves: tuple[Wave, ...]
    apart: float

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
    people = sorted(candidates, key=lambda candidate: candidate.person_id)
    units = [[candidate] for candidate in people] if design == "person by person" else _teams(people)
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
    arm, apart = _drawn(units, sizes, seed)
    own = [
        tuple(candidate for unit, place in zip(units, arm, strict=True) if place == at for candidate in unit)
        for at in range(len(sizes))
    ]
    waves = [Wave(day, tuple(sorted(group, key=lambda candidate: candidate.person_id)), _mean(group))
             for day, group in zip([*days, *([None] if waiting else [])], own, strict=True)]  # fmt: skip
    return RolloutPlan(design, seed, tuple(waves), apart)


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


def _drawn(units: Sequence[Sequence[Candidate]], sizes: Sequence[int], seed: int) -> tuple[NDArray[np.int64], float]:
    """The wave of each unit, of all draws that with the least gap between waves, and that gap."""
    random = np.random.default_rng(seed)
    results = [candidate.result for unit in units for candidate in unit if candidate.result is not None]
    middle, spread = (float(np.mean(results)), float(np.std(results))) if results else (0.0, 0.0)
    total = np.array(
        [sum(candidate.result - middle for candidate in unit if candidate.result is not None) for unit in units]
    )
    count = np.array([sum(candidate.result is not None for candidate in unit) for unit in units], dtype=float)
    pattern = np.repeat(np.arange(len(sizes)), sizes)
    best: tuple[float, NDArray[np.int64]] | None = None
    for _ in range(DRAWS):
        arm = np.empty(len(units), dtype=np.int64)
        arm[random.permutation(len(units))] = pattern
        sums, counts = (np.bincount(arm, each, len(sizes)) for each in (total, count))
        gap = float(np.abs(sums / np.maximum(counts, 1)).max())
        if best is None or gap < best[0]:
            best = gap, arm
    assert best is not None  # there is at least one draw
    return best[1], best[0] / spread if spread else 0.0


def _mean(people: Sequence[Candidate]) -> float | None:
    results = [candidate.result for candidate in people if candidate.result is not None]
    return float(np.mean(results)) if results else None
