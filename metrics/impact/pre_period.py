"""What moved before the start: leads month by month and in bins, and what is left of the effect if a drift went on.

On cells not yet treated, the outcome is fitted with person and month effects and one effect for each month (or three
months) before the start. Together they must be nothing (Borusyak, Jaravel and Spiess 2024, section 4.4). A test at one
window sees that window only: who was chosen on a bad half-year and began two months later passes the fake-date test,
and is seen by the months before it. A straight drift of those reached is fitted the same way, carried on past the
start, and taken off the effect.

How sure all this is comes from leaving out one cluster at a time.
"""

from dataclasses import dataclass

import numpy as np

from metrics.impact.arrays import Floats, Ints
from metrics.impact.beside_effects import Coefficients, normal_equations
from metrics.impact.effect import Effect, t_effect
from metrics.impact.imputation import Fit, Imputation
from metrics.impact.panel import Panel
from metrics.statistics import CONFIDENCE

MOST_MONTHS = 9
"""So many months before the start are looked at; those before them are what they are compared with."""
BIN_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Leads:
    """What was there before the start: the effect of each month, or of each three, as far as they can be told apart.

    `labels` are whole months before it, the nearest first (for bins the nearest of each); `values` and `covariance`
    are theirs, in the outcome's unit. `probability` is how often chance alone moves them as far from 0 together
    (Hotelling's T²); None where there are too few clusters for that many.
    """

    labels: tuple[int, ...]
    values: Floats
    covariance: Floats
    probability: float | None


@dataclass(frozen=True, slots=True)
class PrePeriod:
    """The leads by `month` and in `bins` of three months (None: none can be told apart), and the effect `adjusted` for
    a straight drift of those reached (None where nobody who was never reached tells a drift from the months)."""

    months: Leads | None
    bins: Leads | None
    adjusted: Effect | None


def pre_period(panel: Panel, imputation: Imputation, fit: Fit, confidence: float = CONFIDENCE) -> PrePeriod:
    """What moved before the start of the program on the panel that was imputed."""
    before = np.where(panel.reached[panel.unit] & (panel.since < 0), -(panel.since * 3 // panel.lead), 0)
    since = np.where(panel.reached[panel.unit], panel.since + 0.5, 0.0)
    labels = np.arange(1, MOST_MONTHS + 1)
    columns = np.column_stack((fit.beside, before[:, None] == labels, since)).astype(float)
    equations = normal_equations(columns, fit.cells, fit.fitted, fit.clusters).beyond(fit.beside.shape[1])
    months = np.eye(MOST_MONTHS + 1, MOST_MONTHS)
    of_months = equations.of(months)
    of_threes = equations.of(months.reshape(len(months), -1, BIN_MONTHS).sum(axis=2))
    of_drift = equations.of(np.eye(MOST_MONTHS + 1)[:, MOST_MONTHS:])
    freedom = min(imputation.treated.weighing, imputation.comparison.weighing) - 1
    return PrePeriod(
        _leads(of_months, labels, freedom),
        _leads(of_threes, labels[::BIN_MONTHS], freedom),
        _adjusted(imputation, fit, of_drift, since, freedom, confidence),
    )


def _leads(coefficient: Coefficients, labels: Ints, freedom: float) -> Leads | None:
    """The leads as far as they can be told apart: without enough months before them the furthest give way."""
    if not len(coefficient.kept):
        return None
    covariance = coefficient.covariance
    probability = _together(coefficient.values, covariance, freedom)
    return Leads(tuple(labels[coefficient.kept].tolist()), coefficient.values, covariance, probability)


def _adjusted(
    imputation: Imputation, fit: Fit, drift: Coefficients, since: Floats, freedom: float, confidence: float
) -> Effect | None:  # fmt: skip
    """The effect less what a straight drift, fitted before the start, comes to on the cells that are averaged."""
    if not len(drift.values):
        return None
    carried = float(np.sum(fit.weights.total * since))
    value = imputation.effect.value - float(drift.values[0]) * carried
    deviation = (fit.replicates - drift.replicates[:, 0] * carried) - value
    clusters = len(deviation)
    return t_effect(value, float((clusters - 1) / clusters * (deviation @ deviation)), freedom, confidence)


def _together(values: Floats, covariance: Floats, freedom: float) -> float | None:
    """Hotelling's T²: T²·(ν − k + 1) ÷ (k·ν) is F on k and ν − k + 1 degrees of freedom."""
    from scipy.special import fdtrc

    points = len(values)
    below = freedom - points + 1
    if below < 1:
        return None
    distance = float(values @ np.linalg.pinv(covariance, hermitian=True) @ values)
    return float(fdtrc(points, below, distance * below / (points * freedom)))
