"""Many comparisons at once: which of them survive."""

from collections.abc import Sequence
from math import erfc, sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def two_sided_probability(score: float) -> float:
    """How often chance alone gives a normal score this far from 0, on either side."""
    return erfc(abs(score) / sqrt(2))


def binomial_probability(successes: ArrayLike, n: ArrayLike, target: float) -> NDArray[Any]:
    """How often chance alone brings a share of `n` draws as far from `target`: twice the smaller exact tail, at most 1.

    Two arrays of equal length, which need not hold whole numbers: a team's draws may count for fewer than they are. 1
    where there is no draw.
    """
    from scipy.special import betainc

    won, draws = np.asarray(successes, dtype=float), np.asarray(n, dtype=float)
    missed = draws - won
    # The tails of a binomial are incomplete beta functions, which have no value where all or none are successes.
    as_many = np.where(won > 0, betainc(np.maximum(won, 1e-9), missed + 1, target), 1.0)
    as_few = np.where(missed > 0, betainc(np.maximum(missed, 1e-9), won + 1, 1 - target), 1.0)
    return np.asarray(np.minimum(1.0, 2 * np.minimum(as_many, as_few)))


def benjamini_hochberg(probabilities: Sequence[float], rate: float = 0.1) -> tuple[bool, ...]:
    """Which comparisons survive when at most `rate` of the survivors may be false (Benjamini and Hochberg 1995).

    `probabilities` are those of all comparisons that were looked at, in any order; the answer has their order.
    """
    ordered = sorted(range(len(probabilities)), key=probabilities.__getitem__)
    surviving = 0
    for rank, position in enumerate(ordered, start=1):
        if probabilities[position] <= rank / len(ordered) * rate:
            surviving = rank
    kept = set(ordered[:surviving])
    return tuple(position in kept for position in range(len(probabilities)))
