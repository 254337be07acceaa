"""An effect and how sure it is: the one form in which every method of this package answers."""

from dataclasses import dataclass
from math import isfinite, sqrt

from metrics.statistics import CONFIDENCE, t_quantile


@dataclass(frozen=True, slots=True)
class Effect:
    """How much higher the outcome is than without the program, in the outcome's unit (0.04 is 4 points of a share).

    `low` and `high` bound it with the confidence asked for; they, `standard_error` and `probability` (two-sided, of
    chance alone giving as much) are None where there is none, and `reason` says why. `degrees_of_freedom` are those of
    Student's t, None for a normal distribution.
    """

    value: float
    standard_error: float | None = None
    low: float | None = None
    high: float | None = None
    degrees_of_freedom: float | None = None
    probability: float | None = None
    reason: str | None = None

    @property
    def certain(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True)
class ProvedEffect:
    """An effect that stood up to the checks: of which program, on which metric, and how strong the evidence is.

    `worth` is what it brings in won value per person reached and year, in the workspace's currency; `low` and `high`
    are its 95 % interval. Where it is `kept` whole, as a discount not given is, no margin is taken of it. `rests_on`
    is a sentence on whose deals its worth was taken from, empty where it is from none.
    """

    program: str
    metric: str
    grade: str
    worth: float
    low: float
    high: float
    kept: bool = False
    rests_on: str = ""


def t_effect(value: float, variance: float, degrees_of_freedom: float, confidence: float = CONFIDENCE) -> Effect:
    """An effect with Student's t interval; without one where the variance or the degrees of freedom give none.

    Infinitely many degrees of freedom make it a normal one.
    """
    if not isfinite(variance):
        return Effect(value, reason="It hangs on one person or team: without them there is nothing to average.")
    if degrees_of_freedom < 1:
        return Effect(value, reason="An interval needs at least two on either side.")
    if variance <= 0:
        return Effect(value, reason="There is no variation to judge it by.")
    error = sqrt(variance)
    half = t_quantile(confidence, degrees_of_freedom) * error
    probability = two_sided_t(value / error, degrees_of_freedom)
    free = degrees_of_freedom if isfinite(degrees_of_freedom) else None
    return Effect(value, error, value - half, value + half, free, probability)


def two_sided_t(score: float, degrees_of_freedom: float) -> float:
    """How often chance alone gives a t score this far from 0, on either side."""
    from scipy.special import stdtr

    return float(2 * stdtr(degrees_of_freedom, -abs(score)))
