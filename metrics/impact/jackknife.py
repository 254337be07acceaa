"""How sure an imputed effect is: leaving out one cluster at a time.

The variance is CV3 (MacKinnon, Nielsen and Webb 2023, Journal of Econometrics 232): (G − 1) ÷ G · Σ (θ₋g − θ)² over the
G clusters.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np

from metrics.impact.arrays import Floats, Ints, summed
from metrics.impact.counterfactual import Cells, Fitted, fit_counterfactual
from metrics.impact.leave_one_cluster_out import changes

Columns = tuple[Ints, ...]
"""Arrays over cells, each with the number of the average a cell belongs to (−1: none); no number is in two of them."""


@dataclass(frozen=True, slots=True)
class Averages:
    """Weighted mean effects θ, one for each number of the columns they were asked with.

    `value` and `weight` (averages,): NaN and 0 where no cell could be imputed; `members` (averages,): how many clusters
    have such a cell. `replicates` (clusters, averages): the values without each of the `clusters` (their positions);
    NaN where nothing is left to average.
    """

    value: Floats
    weight: Floats
    members: Ints
    replicates: Floats
    clusters: Ints


def jackknifed(cells: Cells, fitted: Fitted, columns: Columns) -> Averages:
    """Averages of the imputed effects and their replicates."""
    width = 1 + max(int(column.max(initial=-1)) for column in columns)
    columns = tuple(np.where(fitted.imputed, column, -1) for column in columns)
    rank, clusters = ranked(cells)
    change = changes(cells, fitted, rank, len(clusters), _pull(cells, fitted, columns, width))
    effect = cells.weight * fitted.left
    # Without a cluster: its own cells are gone, and all others move with the month effects.
    others = _sums(rank, len(clusters), effect + cells.weight * change.at_own, columns, width)
    gone = _sums(rank, len(clusters), cells.weight, columns, width)
    value, weight = _totals(effect, columns, width), _totals(cells.weight, columns, width)
    replicates = _ratio(value + change.of_sums - others, weight - gone, weight)
    for position in change.torn:
        replicates[position] = _again(cells.without(int(clusters[position])), columns, weight)
    return Averages(_ratio(value, weight, weight), weight, (gone > 0).sum(axis=0), replicates, clusters)


def mean_effects(cells: Cells, fitted: Fitted, left: Floats, columns: Columns, width: int) -> Floats:
    """The weighted means (outcomes, averages) of what several outcomes leave (cells, outcomes); 0 without a cell."""
    columns = tuple(np.where(fitted.imputed, column, -1) for column in columns)
    weight = _totals(cells.weight, columns, width)
    sums = [_totals(cells.weight * each, columns, width) for each in left.T]
    return np.array(sums).reshape(len(sums), width) / np.where(weight > 0, weight, 1.0)


def covariance(averages: Averages) -> Floats:
    """The CV3 covariance (averages, averages) of the averages; NaN where a replicate has none."""
    clusters = len(averages.replicates)
    deviation = averages.replicates - averages.value
    return np.asarray((clusters - 1) / clusters * (deviation.T @ deviation))


def ranked(cells: Cells) -> tuple[Ints, Ints]:
    """Each cell's cluster numbered from 0 among those that take part (−1 for no part), and their positions."""
    used = cells.fitted | cells.asked
    present = np.zeros(int(cells.cluster.max()) + 1, dtype=bool)
    present[cells.cluster[used]] = True
    number = np.cumsum(present) - 1
    return np.where(used, number[cells.cluster], -1), np.flatnonzero(present)


def _sums(key: Ints, keys: int, values: Floats, columns: Columns, width: int) -> Floats:
    """The sums (keys, averages) of values over cells."""
    total = np.zeros(keys * width)
    for column in columns:
        row = np.flatnonzero(column >= 0)
        total += summed(key[row] * width + column[row], values[row], keys * width)
    return cast(Floats, total.reshape(keys, width))


def _totals(values: Floats, columns: Columns, width: int) -> Floats:
    return np.asarray(_sums(np.zeros(len(values), dtype=np.int64), 1, values, columns, width)[0])


def _pull(cells: Cells, fitted: Fitted, columns: Columns, width: int) -> Floats:
    """How each average's sum hangs on the month effects (months, averages), directly and through people's effects."""
    from scipy.sparse import csr_array

    people, months = len(fitted.person_weight), len(fitted.inverse)
    on = np.flatnonzero(cells.fitted)
    share = cells.weight[on] / fitted.person_weight[cells.unit[on]]
    through = csr_array((share, (fitted.node[on], cells.unit[on])), shape=(months, people))
    direct = _sums(fitted.node, months, cells.weight, columns, width)
    return np.asarray(direct - through @ _sums(cells.unit, people, cells.weight, columns, width))


def _ratio(value: Floats, weight: Floats, whole: Floats) -> Floats:
    """value ÷ weight; NaN where no more than rounding is left of the whole weight."""
    some = weight > 1e-9 * whole
    return np.asarray(np.where(some, value, np.nan) / np.where(some, weight, 1.0))


def _again(cells: Cells, columns: Columns, whole: Floats) -> Floats:
    """The averages of fewer cells, fitted from the beginning."""
    if not cells.fitted.any():
        return np.full(len(whole), np.nan)
    fitted = fit_counterfactual(cells, inverse=False)
    columns = tuple(np.where(fitted.imputed, column, -1) for column in columns)
    value = _totals(cells.weight * fitted.left, columns, len(whole))
    return _ratio(value, _totals(cells.weight, columns, len(whole)), whole)
