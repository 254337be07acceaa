"""How much the exposed differ in the rate of ending, adjusted for other things: proportional hazards.

Cox (1972, Journal of the Royal Statistical Society B 34) with Efron's (1977) way of ties. A detail beside the
restricted means: a hazard ratio is hard to picture, and is one number only while the hazards are proportional.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from metrics.impact.arrays import Floats, Mask

_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Hazards:
    """Coefficients (logarithms of hazard ratios) and standard errors, in the order of the covariates."""

    coefficients: Floats
    standard_errors: Floats
    n: int
    events: int


def cox(start: ArrayLike, stop: ArrayLike, ended: ArrayLike, covariates: ArrayLike) -> Hazards | None:
    """Proportional hazards of times under observation (`start`, `stop`], that `ended` or not.

    Three arrays of equal length and covariates (times, covariates). Who comes in on the day of an event is not at risk
    of it. None where nothing ended or a coefficient has no bound. Raises ValueError where the arrays don't fit.
    """
    came, left, event = np.asarray(start, float), np.asarray(stop, float), np.asarray(ended).astype(bool)
    table = np.asarray(covariates, dtype=float)
    if not came.shape == left.shape == event.shape or table.shape[:1] != came.shape or (came >= left).any():
        raise ValueError("each time must start before it stops, and have its covariates")
    if not event.any():
        return None
    spread = table.std(axis=0)
    if (spread == 0).any():
        return None
    scaled = (table - table.mean(axis=0)) / spread
    solved = _maximised(came, left, event, scaled)
    if solved is None:
        return None
    coefficients, information = solved
    variance = np.diag(np.linalg.inv(information))
    return Hazards(coefficients / spread, np.sqrt(variance) / spread, len(came), int(event.sum()))


def _maximised(came: Floats, left: Floats, event: Mask, table: Floats) -> tuple[Floats, Floats] | None:
    """Newton's method on the partial likelihood; None where it has no maximum."""
    solved = np.zeros(table.shape[1])
    for _ in range(_ROUNDS):
        score, information = _score(came, left, event, table, solved)
        if np.linalg.cond(information) > 1e12:
            return None
        step = np.linalg.solve(information, score)
        solved = solved + step * min(1.0, 2 / max(1e-300, float(np.abs(step).max())))
        if float(np.abs(step).max()) < 1e-10:
            return solved, information
    return None


def _score(came: Floats, left: Floats, event: Mask, table: Floats, solved: Floats) -> tuple[Floats, Floats]:
    """The first derivative of the log partial likelihood and its negative second one."""
    relative = np.exp(table @ solved)
    score, information = np.zeros(len(solved)), np.zeros((len(solved), len(solved)))
    for day in np.unique(left[event]):
        risk, ends = (came < day) & (left >= day), event & (left == day)
        weight, own = relative[risk], relative[ends]
        first, own_first = weight @ table[risk], own @ table[ends]
        second = (table[risk] * weight[:, None]).T @ table[risk]
        own_second = (table[ends] * own[:, None]).T @ table[ends]
        score += table[ends].sum(axis=0)
        for part in np.arange(len(own)) / len(own):
            total = weight.sum() - part * own.sum()
            mean = (first - part * own_first) / total
            score -= mean
            information += (second - part * own_second) / total - np.outer(mean, mean)
    return score, information
