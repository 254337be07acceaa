"""One period only and no dates: those who had the program against those who hadn't, made comparable by regression.

Each side has a regression of its own on past results, tenure, segment (interactions: Lin 2013, Annals of Applied
Statistics 7; Negi and Wooldridge 2021, Econometric Reviews 40), and the effect is that on those treated. What was not
measured may still differ, so this never counts as proof; a doubly robust estimator (AIPW) would belong here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from metrics.impact.arrays import Floats, Mask
from metrics.impact.effect import Effect, t_effect
from metrics.impact.panel import CannotBeJudged
from metrics.statistics import CONFIDENCE

_ROUNDS = 50
_RIDGE = 1e-4


@dataclass(frozen=True, slots=True)
class Overlap:
    """Whether those treated have anybody like them to be compared with.

    `differences` between the two sides in each covariate, in standard deviations (Imbens and Rubin 2015: beyond 0.25
    is a lot). `alone` is the share of the treated whose chance of being treated, given the covariates, is higher than
    anybody's untreated or above the bound asked for; `worth` how many untreated people the comparison amounts to once
    they are weighted to look like the treated.
    """

    differences: tuple[tuple[str, float], ...]
    alone: float
    worth: float


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The adjusted difference, the plain one, and the overlap it rests on; `treated` and `comparison` are people."""

    effect: Effect
    plain: Effect
    overlap: Overlap
    treated: int
    comparison: int


def adjusted_difference(
    outcome: ArrayLike,
    treated: ArrayLike,
    covariates: ArrayLike,
    names: Sequence[str],
    *,
    weight: ArrayLike | None = None,
    highest_chance: float = 0.9,
    confidence: float = CONFIDENCE,
) -> Adjusted | CannotBeJudged:
    """The effect on those treated, adjusted for covariates (people, covariates), with HC3 standard errors.

    `outcome`, `treated` and `weight` (the outcome's denominator) are arrays over people. HC3 is MacKinnon and White's
    (1985, Journal of Econometrics 29). Raises ValueError where the arrays don't fit.
    """
    value, group, table, heavy = _arrays(outcome, treated, covariates, names, weight)
    if not (np.isfinite(value).all() and np.isfinite(table).all() and np.isfinite(heavy).all() and (heavy > 0).all()):
        return CannotBeJudged("not a number", "some values are not numbers. Leave those people out or mend them.")
    if min(group.sum(), (~group).sum()) < 2:
        because = "of people with the programme and without it there must be at least two each."
        return CannotBeJudged("too few people", because)
    if np.ptp(value) <= 1e-12 * max(1.0, float(np.abs(value).max())):
        return CannotBeJudged("never varies", "the outcome is the same for everybody.")
    centred: Floats = table - np.average(table[group], axis=0, weights=heavy[group])
    if not _within(centred[~group]):
        because = "those with the programme differ from all others in something that is to be adjusted for."
        return CannotBeJudged("nobody left to compare", because)
    design: Floats = np.column_stack((np.ones(len(value)), group, centred, centred * group[:, None])).astype(float)
    plain = _coefficient(value, design[:, :2], heavy, confidence)
    effect = _coefficient(value, _independent(design, heavy), heavy, confidence)
    overlap = _overlap(table, group, heavy, names, highest_chance)
    return Adjusted(effect, plain, overlap, int(group.sum()), int((~group).sum()))


def regression(outcome: ArrayLike, design: ArrayLike) -> tuple[Floats, Floats]:
    """Least squares coefficients and their HC3 standard errors. `design` is (people, columns) of full rank."""
    value, columns = np.asarray(outcome, dtype=float), np.asarray(design, dtype=float)
    solved, variance = _least_squares(value, columns)
    return solved, np.sqrt(np.diag(variance))


def _arrays(
    outcome: ArrayLike, treated: ArrayLike, covariates: ArrayLike, names: Sequence[str], weight: ArrayLike | None
) -> tuple[Floats, Mask, Floats, Floats]:
    value, group = np.asarray(outcome, dtype=float), np.asarray(treated).astype(bool)
    table = np.asarray(covariates, dtype=float).reshape(len(value), len(names))
    heavy = np.ones(len(value)) if weight is None else np.asarray(weight, dtype=float)
    if not value.shape == group.shape == heavy.shape:
        raise ValueError("outcome, treated and weight must have the same length")
    return value, group, table, heavy


def _least_squares(value: Floats, columns: Floats) -> tuple[Floats, Floats]:
    """Coefficients and their HC3 covariance; infinite where somebody alone decides a coefficient."""
    inverse = np.linalg.pinv(columns.T @ columns, hermitian=True)
    solved = inverse @ columns.T @ value
    leverage = np.einsum("ij,jk,ik->i", columns, inverse, columns)
    left = np.maximum(1 - leverage, 1e-10)
    pulled = columns * ((value - columns @ solved) / left)[:, None]
    return solved, inverse @ (pulled.T @ pulled) @ inverse


def _coefficient(value: Floats, design: Floats, heavy: Floats, confidence: float) -> Effect:
    """The second coefficient, of being treated."""
    root = np.sqrt(heavy)
    solved, variance = _least_squares(value * root, design * root[:, None])
    return t_effect(float(solved[1]), float(variance[1, 1]), len(value) - design.shape[1], confidence)


def _independent(design: Floats, heavy: Floats) -> Floats:
    """The columns that are no combination of those before them, in units of their own size."""
    kept: list[int] = []
    root = np.sqrt(heavy)[:, None]
    basis = np.empty((len(design), 0))
    for position in range(design.shape[1]):
        column = design[:, [position]] * root
        size = float(np.linalg.norm(column))
        rest = column - basis @ (basis.T @ column)
        rest -= basis @ (basis.T @ rest)
        if size > 0 and np.linalg.norm(rest) > 1e-8 * size:
            kept.append(position)
            basis = np.hstack((basis, rest / np.linalg.norm(rest)))
    return design[:, kept]


def _within(others: Floats) -> bool:
    """Whether the treated's mean (0, as covariates are centred on it) is a combination of untreated people.

    If it is not, what they would have achieved without the program is a guess.
    """
    scale = np.maximum(np.abs(others).max(axis=0, initial=0.0), 1e-300)
    rows = np.column_stack((np.ones(len(others)), others / scale))
    mean = np.append(1.0, np.zeros(others.shape[1]))
    return bool(np.abs(np.linalg.pinv(rows) @ rows @ mean - mean).max() < 1e-6)


def _overlap(table: Floats, group: Mask, heavy: Floats, names: Sequence[str], highest: float) -> Overlap:
    chance = _chances(table, group)
    others = chance[~group]
    alone = (chance[group] > highest) | (chance[group] > others.max())
    odds = heavy[~group] * others / (1 - others)
    spread = np.sqrt((table[group].var(axis=0) + table[~group].var(axis=0)) / 2)
    apart = table[group].mean(axis=0) - table[~group].mean(axis=0)
    sizes = np.divide(apart, spread, out=np.zeros(len(names)), where=spread > 0)
    return Overlap(
        tuple(zip(names, sizes.tolist(), strict=True)),
        float(np.average(alone, weights=heavy[group])),
        float(odds.sum() ** 2 / np.maximum(odds @ odds, 1e-300)),
    )


def _chances(table: Floats, group: Mask) -> Floats:
    """Each person's chance of being treated, by logistic regression.

    A little ridge keeps it finite where the covariates part the sides altogether.
    """
    spread = table.std(axis=0)
    scaled = (table - table.mean(axis=0))[:, spread > 0] / spread[spread > 0]
    design = np.column_stack((np.ones(len(table)), scaled))
    penalty = _RIDGE * len(table) * np.eye(design.shape[1])
    penalty[0, 0] = 0.0
    solved = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(design @ solved, -30, 30)))
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + penalty + 1e-10 * np.eye(len(solved))
        step = np.linalg.solve(curve, design.T @ (group - chance) - penalty @ solved)
        solved = solved + step * min(1.0, 5 / max(1e-300, float(np.abs(step).max())))
        if float(np.abs(step).max()) < 1e-9:
            break
    return np.asarray(1 / (1 + np.exp(-np.clip(design @ solved, -30, 30))))
