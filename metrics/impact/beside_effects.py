"""Regressors beside person and month effects, by weighted least squares on untreated cells, and without each cluster.

Person and month effects are partialled out (Frisch, Waugh and Lovell). Without cluster g the normal equations X'X and
X'y of what is left lose X_g' B⁻¹ X_g and X_g' B⁻¹ e_g, where B = I − H_g is what the effects leave of its own cells
and e their residuals: exactly the regression without it, for the price of a system as small as the cluster.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from metrics.impact.arrays import Floats, Ints
from metrics.impact.counterfactual import Cells, Fitted

_ENTRIES_AT_ONCE = 2_000_000
_SINGULAR = 1e-9
"""Added to B: what hangs on one cluster alone fits it perfectly, so its residuals there are 0, and stay so."""
_SAME = 1e-12
_APART = 1e-9
"""What less than this share of a regressor is left of is a combination of others, but for rounding."""


@dataclass(frozen=True, slots=True)
class Coefficients:
    """The coefficients `values` (regressors,) and those without each cluster, `replicates` (clusters, regressors).

    `kept` (regressors,) are the positions of those that were asked for: what is a combination of those before it and of
    the effects has no coefficient.
    """

    values: Floats
    replicates: Floats
    kept: Ints

    @property
    def covariance(self) -> Floats:
        """Their CV3 covariance (regressors, regressors)."""
        deviation, clusters = self.replicates - self.values, len(self.replicates)
        return np.asarray((clusters - 1) / clusters * (deviation.T @ deviation))


@dataclass(frozen=True, slots=True)
class NormalEquations:
    """X'X (regressors, regressors) and X'y of what the effects leave, and those without each cluster, stacked.

    `size` (regressors,) is what X'X would have on its diagonal had the effects left everything.
    """

    normal: Floats
    score: Floats
    normals: Floats
    scores: Floats
    size: Floats

    def of(self, combined: Floats) -> Coefficients:
        """The coefficients of regressors combined from these (these, regressors)."""
        kept = _told_apart(combined.T @ self.normal @ combined, self.size @ combined**2)
        chosen = combined[:, kept]
        normals = chosen.T @ self.normals @ chosen + _SAME * np.eye(len(kept))
        values = np.linalg.solve(chosen.T @ self.normal @ chosen, chosen.T @ self.score)
        replicates = np.linalg.solve(normals, (self.scores @ chosen)[:, :, None])[:, :, 0]
        return Coefficients(np.asarray(values), np.asarray(replicates), kept)

    def beyond(self, first: int) -> "NormalEquations":
        """The equations of the regressors from `first` on, with those before them partialled out, too."""
        kept = _told_apart(self.normal[:first, :first], self.size[:first])
        without = np.concatenate((self.normals, self.normal[None]))
        scores = np.concatenate((self.scores, self.score[None]))[:, :, None]
        out = without[:, kept][:, :, kept] + _SAME * np.eye(len(kept))
        across = without[:, kept, first:]
        solved = np.linalg.solve(out, np.concatenate((across, scores[:, kept]), axis=2))
        normals = without[:, first:, first:] - across.transpose(0, 2, 1) @ solved[:, :, :-1]
        rest = scores[:, first:, 0] - (across.transpose(0, 2, 1) @ solved[:, :, -1:])[:, :, 0]
        return NormalEquations(normals[-1], rest[-1], normals[:-1], rest[:-1], self.size[first:])


def normal_equations(columns: Floats, cells: Cells, fitted: Fitted, clusters: Ints) -> NormalEquations:
    """The normal equations of columns (cells, regressors); `clusters` are the positions of those left out in turn."""
    on = np.flatnonzero(cells.fitted)
    rank, root = np.searchsorted(clusters, cells.cluster[on]), np.sqrt(cells.weight[on])
    left = np.column_stack((partialled(columns, cells, fitted, on) * root[:, None], fitted.left[on] * root))
    width = columns.shape[1]
    whole = left.T @ left
    without = np.tile(whole, (len(clusters), 1, 1))
    for place, batch in _batches(rank, len(clusters)):
        own = left[batch]
        outside = np.eye(batch.shape[1]) * (1 + _SINGULAR) - _projection(on[batch], root[batch], cells, fitted)
        without[place] -= own.transpose(0, 2, 1) @ np.linalg.solve(outside, own)
    return NormalEquations(
        whole[:width, :width], whole[:width, width], without[:, :width, :width], without[:, :width, width],
        np.sum(columns[on] ** 2 * cells.weight[on][:, None], axis=0),
    )  # fmt: skip


def kept_regressors(columns: Floats, cells: Cells, fitted: Fitted) -> Ints:
    """Which of the columns (cells, regressors) the fitted cells tell from person and month effects, and from those
    before them."""
    on = np.flatnonzero(cells.fitted)
    root = np.sqrt(cells.weight[on])[:, None]
    left = partialled(columns, cells, fitted, on) * root
    return _told_apart(left.T @ left, np.sum((columns[on] * root) ** 2, axis=0))


def partialled(columns: Floats, cells: Cells, fitted: Fitted, on: Ints) -> Floats:
    """What person and month effects leave of columns over the fitted cells `on` (cells, columns)."""
    return np.asarray(left_by_effects(columns, cells, fitted, on)[on])


def left_by_effects(columns: Floats, cells: Cells, fitted: Fitted, on: Ints) -> Floats:
    """What person and month effects, fitted on the cells `on`, leave of columns over all cells; 0 where they say
    nothing."""
    from scipy.sparse import csr_array

    people, months = len(fitted.person_weight), len(fitted.inverse)
    unit, node, weight = cells.unit[on], fitted.node[on], cells.weight[on]
    of_person = csr_array((weight, (unit, np.arange(len(on)))), shape=(people, len(on)))
    of_month = csr_array((weight, (node, np.arange(len(on)))), shape=(months, len(on)))
    divisor = np.where(fitted.person_weight > 0, fitted.person_weight, 1.0)[:, None]
    part = columns[on]
    month = fitted.inverse @ (of_month @ (part - (of_person @ part / divisor)[unit]))
    person = of_person @ (part - month[node]) / divisor
    explained = (cells.fitted | fitted.imputed)[:, None]
    return np.where(explained, columns - month[fitted.node] - person[cells.unit], 0.0)


def _batches(rank: Ints, clusters: int) -> Iterator[tuple[Ints, Ints]]:
    """All clusters with a fitted cell, those of one size together, as many at once as fit into memory: which they are,
    and the positions of their cells (clusters, cells)."""
    order, count = np.argsort(rank, kind="stable"), np.bincount(rank, minlength=clusters)
    start = np.concatenate(([0], np.cumsum(count)[:-1]))
    for size in np.unique(count[count > 0]).tolist():
        alike = np.flatnonzero(count == size)
        step = max(1, _ENTRIES_AT_ONCE // size**2)
        for first in range(0, len(alike), step):
            place = alike[first : first + step]
            yield place, order[start[place][:, None] + np.arange(size)]


def _projection(cell: Ints, root: Floats, cells: Cells, fitted: Fitted) -> Floats:
    """Each cluster's block of the projection on person and month effects, without the part of its own people.

    That part takes nothing from residuals and regressors, which are orthogonal to the people already.
    """
    unit, node = cells.unit[cell], fitted.node[cell]
    pairs = root[:, :, None] * root[:, None, :]
    same = (unit[:, :, None] == unit[:, None, :]) * pairs / fitted.person_weight[unit][:, :, None]
    months = fitted.inverse[node[:, :, None], node[:, None, :]] * pairs
    half = months - same @ months
    return np.asarray(half - half @ same)


def _told_apart(normal: Floats, size: Floats) -> Ints:
    """The regressors, in order, that are no combination of those kept before them and of the effects."""
    kept: list[int] = []
    for place in range(len(normal)):
        before = normal[kept, place]
        left = normal[place, place] - before @ np.linalg.solve(normal[np.ix_(kept, kept)], before)
        if left > _APART * size[place]:
            kept.append(place)
    return np.array(kept, dtype=np.int64)
