"""The assignments that a lot is drawn among: the best-balanced quarter of all there are.

Balance alone is no lot: whoever keeps the best of 400 draws leaves two or three assignments possible, and nothing to
permute. So one is drawn by lot among the quarter in which earlier results differ least between the waves, never among
fewer than forty, and judged by permuting within the same set (Morgan and Rubin 2012, Annals of Statistics 40).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import factorial, prod

import numpy as np
from numpy.typing import NDArray

SHARE = 0.25
"""The share of all assignments that is kept."""
FEWEST = 40
"""So many at least are kept: with fewer no result is rarer than 1 in 40 by chance."""
MOST = 20_000
"""Where there are more assignments than this, so many are drawn, and their quarter kept."""


@dataclass(frozen=True, slots=True)
class AssignmentSet:
    """Assignments of units to waves, the best balanced first.

    `waves` (assignments, units) is the wave of each unit, counted from 0, those who wait last; `gaps` (assignments,) is
    how far a wave's mean result lies from everybody's at most. `of` is how many assignments there are in all.
    """

    waves: NDArray[np.int64]
    gaps: NDArray[np.float64]
    of: int


def assignments_in_all(sizes: Sequence[int]) -> int:
    """In how many ways units can be assigned to waves of these sizes."""
    return factorial(sum(sizes)) // prod(factorial(size) for size in sizes)


def possible_assignments(results: Sequence[Sequence[float | None]], sizes: Sequence[int], seed: int) -> AssignmentSet:
    """The set for units with the earlier results of their people (None: there was none), and waves of these sizes.

    The same units in the same order and the same seed give the same set.
    """
    of = assignments_in_all(sizes)
    waves = np.array(list(_every(sizes)), dtype=np.int64) if of <= MOST else _sampled(sizes, seed)
    gaps = _gaps(waves, results, len(sizes))
    kept = np.argsort(gaps, kind="stable")[: max(FEWEST, int(np.ceil(SHARE * len(waves))))]
    return AssignmentSet(waves[kept], gaps[kept], of)


def _every(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Each assignment once."""
    units = sum(sizes)

    def filled(free: tuple[int, ...], wave: int) -> Iterator[dict[int, int]]:
        if wave == len(sizes) - 1:
            yield dict.fromkeys(free, wave)
            return
        for chosen in combinations(free, sizes[wave]):
            left = tuple(unit for unit in free if unit not in chosen)
            for rest in filled(left, wave + 1):
                yield {**dict.fromkeys(chosen, wave), **rest}

    for placed in islice(filled(tuple(range(units)), 0), MOST):
        yield [placed[unit] for unit in range(units)]


def _sampled(sizes: Sequence[int], seed: int) -> NDArray[np.int64]:
    """So many assignments drawn by lot, each once. Ranks of uniform draws: the stream that stays the same for good."""
    order = np.argsort(np.random.default_rng(seed).random((MOST, sum(sizes))), axis=1)
    return np.unique(np.repeat(np.arange(len(sizes)), sizes)[order], axis=0)


def _gaps(waves: NDArray[np.int64], results: Sequence[Sequence[float | None]], count: int) -> NDArray[np.float64]:
    every = [result for unit in results for result in unit if result is not None]
    middle = float(np.mean(every)) if every else 0.0
    total = np.array([sum(result - middle for result in unit if result is not None) for unit in results])
    people = np.array([sum(result is not None for result in unit) for unit in results], dtype=float)
    gap = np.zeros(len(waves))
    for wave in range(count):
        inside = waves == wave
        gap = np.maximum(gap, np.abs(inside @ total) / np.maximum(inside @ people, 1))
    return gap
