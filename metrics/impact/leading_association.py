"""How an outcome goes with something people do more or less of: a description, never an effect.

Weighted least squares of the outcome on one quantity, with an effect for each person and each month of a group
(two-way within estimator; Wooldridge 2010, Econometric Analysis of Cross Section and Panel Data, ch. 10). What is
compared is one person's months with that person's other months. Whatever changes with both, such as a good quarter,
remains in it.
"""

import numpy as np
from numpy.typing import ArrayLike

from metrics.impact.arrays import summed
from metrics.impact.counterfactual import Cells, fit_counterfactual
from metrics.impact.effect import Effect, t_effect
from metrics.statistics import CONFIDENCE

_NOTHING = 1e-9


def association(
    unit: ArrayLike, month: ArrayLike, amount: ArrayLike, outcome: ArrayLike, weight: ArrayLike,
    confidence: float = CONFIDENCE,
) -> Effect | None:  # fmt: skip
    """By how much the outcome is higher for one more of `amount`, other things of the person and the month equal.

    Arrays (cells,): labels of person and month (of a group), the amount, the outcome and its weight. The interval is
    clustered by person (CR1, Student's t on people − 1). None where the amount never varies within people and months,
    or fewer than two people have data.
    """
    people, person = np.unique(np.asarray(unit), return_inverse=True)
    node = np.unique(np.asarray(month), return_inverse=True)[1]
    x, y, w = (np.asarray(each, dtype=float) for each in (amount, outcome, weight))
    if len(people) < 2:
        return None
    everything, nothing = np.ones(len(x), dtype=bool), np.zeros(len(x), dtype=bool)
    left = [
        fit_counterfactual(Cells(person, node, person, each, w, everything, nothing), inverse=False).left
        for each in (x, y)
    ]
    spread = float(w @ left[0] ** 2)
    if spread <= _NOTHING * max(1.0, float(w @ x**2)):
        return None
    value = float(w @ (left[0] * left[1])) / spread
    score = summed(person, w * left[0] * (left[1] - value * left[0]), len(people))
    variance = float(score @ score) / spread**2 * len(people) / (len(people) - 1)
    return t_effect(value, variance, len(people) - 1, confidence)
