"""Was it worth it: the return on a program as a distribution, for it is no surer than the effect it rests on."""

from dataclasses import dataclass

import numpy as np

from metrics.impact.arrays import Floats
from metrics.impact.effect import Effect
from metrics.statistics import CONFIDENCE

_EFFECTS, _VALUES = 4_001, 51


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What turns an effect on the win rate into money: all of it editable, none of it found by the effect.

    `deals` closed by those reached since then, `won_value` the mean value of a won deal with its `won_value_error`
    (standard error), `margin` the share of it that is kept, `cost` of the program in the same currency.
    """

    deals: float
    won_value: float
    margin: float
    cost: float
    won_value_error: float = 0.0


@dataclass(frozen=True, slots=True)
class SimulatedReturn:
    """The return in money: its `median` (also with the effect at its estimate, `expected`), where it likely lies.

    `paid_back` is the chance that it is positive. `quantiles` (101,) are its 0th to 100th percentiles, the outermost
    those of the grid it is computed on.
    """

    expected: float
    median: float
    low: float
    high: float
    paid_back: float
    quantiles: Floats


def simulated_return(
    effect: Effect, assumptions: Assumptions, confidence: float = CONFIDENCE
) -> SimulatedReturn | None:
    """effect × deals × mean won value × margin − cost, with the effect's t and the value's normal distribution.

    Both are taken at evenly spread quantiles, so the answer has no luck of the draw. None where the effect has no
    standard error. Raises ValueError for a margin outside 0 … 1 or for negative deals, value, error or cost.
    """
    from scipy.special import ndtri, stdtrit

    _check(assumptions)
    if effect.standard_error is None:
        return None
    free = np.inf if effect.degrees_of_freedom is None else effect.degrees_of_freedom
    effects = effect.value + effect.standard_error * stdtrit(free, _spread(_EFFECTS))
    values = assumptions.won_value + assumptions.won_value_error * ndtri(_spread(_VALUES))
    kept = assumptions.deals * assumptions.margin
    money = np.sort(np.outer(effects, np.maximum(values, 0)).ravel() * kept - assumptions.cost)
    tail = (1 - confidence) / 2
    low, median, high = (float(end) for end in np.quantile(money, (tail, 0.5, 1 - tail)))
    expected = effect.value * assumptions.won_value * kept - assumptions.cost
    paid_back = float(np.mean(money > 0))
    return SimulatedReturn(expected, median, low, high, paid_back, np.quantile(money, np.linspace(0, 1, 101)))


def _spread(count: int) -> Floats:
    """Probabilities in the middle of so many equal slices."""
    return (np.arange(count) + 0.5) / count


def _check(assumptions: Assumptions) -> None:
    if not 0 <= assumptions.margin <= 1:
        raise ValueError("the margin is a share between 0 and 1")
    if min(assumptions.deals, assumptions.won_value, assumptions.won_value_error, assumptions.cost) < 0:
        raise ValueError("deals, value and cost can't be negative")
