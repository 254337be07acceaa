"""The median of rows written out one by one, composed as answers compose it from sums."""

import numpy as np
from numpy.typing import ArrayLike

from metrics.statistics.intervals import ClusterSums, Estimate
from metrics.statistics.quantiles import median_design_effect, median_of_life_table


def clustered_median(clusters: ArrayLike, days: ArrayLike) -> Estimate:
    """The median of rows that belong to clusters; two arrays of equal length: whose, and how many days."""
    label, day = np.asarray(clusters), np.asarray(days, dtype=float)
    ones = np.ones(len(day), dtype=int)
    plain = median_of_life_table(day, ones)
    _, position = np.unique(label, return_inverse=True)
    below = np.bincount(position, weights=day <= plain.value)
    total = np.bincount(position).astype(float)
    effect = median_design_effect(
        ClusterSums(len(total), below.sum(), total.sum(), below @ below, below @ total, total @ total)
    )
    return Estimate(plain.value, n=plain.n) if effect is None else median_of_life_table(day, ones, design_effect=effect)
