"""The median of durations, from a life table: how often each number of days occurred."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from metrics.statistics.intervals import CONFIDENCE, ClusterSums, Estimate, clustered_share, normal_quantile, t_quantile

NO_WIDTH = "The middle ones all took the same number of days: there is no variation to judge it by."


def median_of_life_table(
    days: ArrayLike, counts: ArrayLike, *, design_effect: float = 1.0, confidence: float = CONFIDENCE
) -> Estimate:
    """The median of `days` that occurred `counts` times (two arrays of equal length, any order, days may repeat).

    Of an even number it is the mean of the two middle ones. The interval runs between the order statistics whose ranks
    a binomial of n draws at ½ leaves with the confidence asked for (Conover 1999, §3.2), so it is conservative.
    `design_effect` (at least 1) says how many rows are worth one independent draw (Woodruff 1952): the ranks are those
    of n ÷ design effect draws, stretched to n. Fewer than six draws' worth have no interval, nor has a middle of equal
    days: nobody can be that sure.
    """
    table = _sorted(days, counts)
    if table is None:
        return Estimate(None, reason="Nothing was counted.")
    values, cumulative = table
    n = int(cumulative[-1])
    median = (_order_statistic(values, cumulative, (n + 1) // 2) + _order_statistic(values, cumulative, n // 2 + 1)) / 2
    draws = n / max(1.0, design_effect)
    rank = _lower_rank(int(draws), confidence)
    if rank == 0:
        return Estimate(median, n=n, effective_n=draws, reason="Too few for an interval of the median.")
    stretched = max(1, int(rank * n / draws))
    low = min(median, _order_statistic(values, cumulative, stretched))
    high = max(median, _order_statistic(values, cumulative, n + 1 - stretched))
    if low == high:
        return Estimate(median, n=n, effective_n=draws, reason=NO_WIDTH)
    return Estimate(median, low, high, n, effective_n=draws)


def median_design_effect(sums: ClusterSums, confidence: float = CONFIDENCE) -> float | None:
    """The design effect of a median, from the rows at or below it (x) out of all (n) in each cluster.

    It also holds the widening from few clusters, (t ÷ z)². None where one cluster owns everything.
    """
    if sums.clusters < 2:
        return None
    if sums.clusters == sums.n == sums.nn:
        return 1.0
    effective = clustered_share(sums, confidence).effective_n
    widening = t_quantile(confidence, sums.clusters - 1) / normal_quantile(confidence)
    return None if effective is None else float(sums.n / effective * widening**2)


def _sorted(days: ArrayLike, counts: ArrayLike) -> tuple[NDArray[Any], NDArray[Any]] | None:
    """Days in ascending order and their running count, without days that never occurred."""
    value, count = np.asarray(days, dtype=float), np.asarray(counts, dtype=np.int64)
    occurred = count > 0
    if not occurred.any():
        return None
    order = np.argsort(value[occurred], kind="stable")
    return value[occurred][order], np.cumsum(count[occurred][order])


def _order_statistic(values: NDArray[Any], cumulative: NDArray[Any], rank: int) -> float:
    """The value of rank 1 … n."""
    return float(values[np.searchsorted(cumulative, rank)])


def _lower_rank(draws: int, confidence: float) -> int:
    """The greatest rank r with P(fewer than r of the draws lie below the median) ≤ (1 − confidence) ÷ 2; 0 if none."""
    from scipy.special import bdtr

    if draws < 1:
        return 0
    certain = max(0, int(draws / 2 - 5 * draws**0.5))  # ten standard deviations below the middle
    ranks = np.arange(certain + 1, draws // 2 + 1)
    return certain + int((bdtr(ranks - 1, draws, 0.5) <= (1 - confidence) / 2).sum())
