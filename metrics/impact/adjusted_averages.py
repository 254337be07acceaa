"""Averages of imputed effects with regressors taken off, and how sure they are.

An average of imputed effects is linear in the outcome: with coefficients δ of regressors Z, fitted beside person and
month effects, it is that of the outcome less δ times that of Z. The same holds without each cluster.
"""

from dataclasses import replace

import numpy as np

from metrics.impact.arrays import Floats
from metrics.impact.beside_effects import kept_regressors, left_by_effects, normal_equations, partialled
from metrics.impact.counterfactual import Cells, Fitted, fit_counterfactual
from metrics.impact.estimate_weights import EstimateWeights, estimate_weights
from metrics.impact.jackknife import Averages, Columns, jackknifed, mean_effects, ranked


def told_apart(cells: Cells, beside: Floats) -> Cells:
    """The cells; asked are no longer those with a regressor (cells, regressors) that the fitted ones say nothing of."""
    if not beside.shape[1]:
        return cells
    silent = np.ones(beside.shape[1], dtype=bool)
    silent[kept_regressors(beside, cells, fit_counterfactual(cells))] = False
    return replace(cells, asked=cells.asked & ~beside[:, silent].any(axis=1))


def averages_beside(cells: Cells, fitted: Fitted, beside: Floats, columns: Columns) -> Averages:
    """The averages and their replicates, with the regressors (cells, regressors) taken off.

    Without a cluster the regressors' own averages are those with it: that moves a replicate by what the cluster does to
    the coefficients times what it does to those averages, which is of second order.
    """
    if not beside.shape[1]:
        return jackknifed(cells, fitted, columns)
    _, clusters = ranked(cells)
    coefficient = normal_equations(beside, cells, fitted, clusters).of(np.eye(beside.shape[1]))
    kept = beside[:, coefficient.kept]
    taken_off = replace(cells, outcome=cells.outcome - kept @ coefficient.values)
    averages = jackknifed(taken_off, fit_counterfactual(taken_off), columns)
    left = left_by_effects(kept, cells, fitted, np.flatnonzero(cells.fitted))
    carried = mean_effects(cells, fitted, left, columns, len(averages.value))
    change = (coefficient.replicates - coefficient.values) @ carried
    return replace(averages, replicates=averages.replicates - change)


def weights_beside(cells: Cells, fitted: Fitted, beside: Floats) -> EstimateWeights:
    """What each cell weighs in the mean effect with the regressors taken off."""
    weights = estimate_weights(cells, fitted)
    kept = beside[:, kept_regressors(beside, cells, fitted)]
    if not kept.shape[1]:
        return weights
    on = np.flatnonzero(cells.fitted)
    left = partialled(kept, cells, fitted, on)
    carried = weights.total @ kept
    months = weights.months.copy()
    months[on] -= cells.weight[on] * (left @ np.linalg.solve(left.T @ (left * cells.weight[on, None]), carried))
    return replace(weights, months=months)
