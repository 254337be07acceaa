"""Many comparisons at once: which of them survive."""

from collections.abc import Sequence
from math import erfc, sqrt


def two_sided_probability(score: float) -> float:
    """How often chance alone gives a normal score this far from 0, on either side."""
    return erfc(abs(score) / sqrt(2))


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
