"""How long something takes when some have not finished yet: Kaplan–Meier from a life table that adds."""

from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from metrics.statistics.intervals import CONFIDENCE, Estimate, normal_quantile
from metrics.statistics.quantiles import NO_WIDTH

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class SurvivalCurve:
    """The share not yet finished after each day on which somebody finished, with its 95 % (or as asked) band.

    Arrays of equal length: `days` ascending, `at_risk` still under way just before that day, `ended` on it, `remaining`
    the share left after it, `low` and `high` its band. `n` were followed, `events` of them finished, the last was seen
    on `last_day`.
    """

    days: NDArray[Any]
    at_risk: NDArray[Any]
    ended: NDArray[Any]
    remaining: NDArray[Any]
    low: NDArray[Any]
    high: NDArray[Any]
    n: int
    events: int
    last_day: float


def kaplan_meier(
    days: ArrayLike, ended: ArrayLike, censored: ArrayLike, *, confidence: float = CONFIDENCE
) -> SurvivalCurve | None:
    """The survival curve (Kaplan and Meier 1958) of a life table: on each day, how many ended and how many were lost.

    Three arrays of equal length, any order, days may repeat. Who is censored on a day was still at risk on it. Standard
    errors are Greenwood's (1926), the band is on the log-log scale (Kalbfleisch and Prentice 1980), which holds for few
    people where the log scale does not (docs/decisions/22). None if it is empty.
    """
    day, event, loss = _by_day(days, ended, censored)
    if len(day) == 0:
        return None
    leaving = event + loss
    at_risk = leaving[::-1].cumsum()[::-1]
    happened = event > 0
    return _curve(
        day[happened], at_risk[happened].astype(float), event[happened], int(at_risk[0]), float(day[-1]), confidence
    )


def kaplan_meier_entering(
    start: ArrayLike, stop: ArrayLike, ended: ArrayLike, *, confidence: float = CONFIDENCE
) -> SurvivalCurve | None:
    """The survival curve of times under observation (`start`, `stop`] that `ended` or not; people may come in late.

    Three arrays of equal length. Who comes in on a day is not at risk on it; a start of −1 is at risk from day 0 on
    (late entry: Tsai, Jewell and Wang 1987, Biometrika 74). `n` counts the times. None if there is none.
    """
    came, left, event = np.asarray(start, float), np.asarray(stop, float), np.asarray(ended).astype(bool)
    if len(left) == 0:
        return None
    days, ends = np.unique(left[event], return_counts=True)
    at_risk = under_observation(came, left, days)
    return _curve(days, at_risk, ends.astype(np.int64), len(left), float(left.max()), confidence)


def under_observation(start: ArrayLike, stop: ArrayLike, days: ArrayLike) -> NDArray[Any]:
    """How many are under observation just before each day: they came in earlier and had not left."""
    came = np.searchsorted(np.sort(np.asarray(start, float)), np.asarray(days, float), side="left")
    left = np.searchsorted(np.sort(np.asarray(stop, float)), np.asarray(days, float), side="left")
    return (came - left).astype(float)


def _curve(
    days: NDArray[Any], risk: NDArray[Any], ends: NDArray[np.int64], n: int, last_day: float, confidence: float
) -> SurvivalCurve:
    """The curve of the days on which somebody ended, with so many at risk and so many ending on each."""
    remaining = np.cumprod(1 - ends / risk)
    survivors = risk - ends
    with np.errstate(divide="ignore"):
        greenwood = np.cumsum(np.where(survivors > 0, ends / (risk * survivors), inf))
    low, high = _log_log_band(remaining, greenwood, confidence)
    return SurvivalCurve(days, risk, ends, remaining, low, high, n, int(ends.sum()), last_day)


def survival_quantile(curve: SurvivalCurve | None, share: float = 0.5) -> Estimate:
    """The days after which `share` have finished, with the interval of Brookmeyer and Crowley (1982).

    Where the curve lies exactly on the level for a while, the middle of that stretch: with nobody censored the median
    is the plain one. An end of the interval that the curve never reaches is None.
    """
    if curve is None:
        return Estimate(None, reason="Nobody was followed.")
    level = 1 - share
    value = _first_day_at(curve.days, curve.remaining, level)
    if value is None:
        finished = 1 - float(curve.remaining[-1]) if len(curve.remaining) else 0.0
        reason = f"Not reached: {finished:.0%} had finished by day {curve.last_day:g}, {share:.0%} are needed."
        return Estimate(None, _earliest(curve, level), None, curve.n, reason=reason)
    return _with_ends(curve, level, value)


def median_survival(
    days: ArrayLike, ended: ArrayLike, censored: ArrayLike, *, confidence: float = CONFIDENCE
) -> Estimate:
    """The median days to finish of a life table; see `kaplan_meier` and `survival_quantile`."""
    return survival_quantile(kaplan_meier(days, ended, censored, confidence=confidence))


def finished_by(curve: SurvivalCurve | None, day: float) -> Estimate:
    """The share finished by a day (that day included), with the interval of the curve's band on it.

    None where nobody was followed that long and some had not finished: the curve says nothing of later days.
    """
    if curve is None:
        return Estimate(None, reason="Nobody was followed.")
    before = int(np.searchsorted(curve.days, day, side="right"))
    remaining, low, high = (
        (float(band[before - 1]) if before else 1.0) for band in (curve.remaining, curve.low, curve.high)
    )
    if remaining > 0 and curve.last_day < day:
        return Estimate(None, n=curve.n, reason=f"Nobody has been followed for {day:g} days yet.")
    if low == high:
        return Estimate(
            1 - remaining, n=curve.n, reason="Nobody finished in between: there is no variation to judge it by."
        )
    return Estimate(1 - remaining, 1 - high, 1 - low, curve.n)


def _with_ends(curve: SurvivalCurve, level: float, value: float) -> Estimate:
    """The interval where the band crosses the level, each end only where it does, and none of no width."""
    low, high = _earliest(curve, level), _first_day_at(curve.days, curve.high, level)
    reason = None
    if low is not None and low == high:
        low, high, reason = None, None, NO_WIDTH
    elif low is None:
        reason = "Too few have finished for an interval."
    elif high is None:
        reason = "The upper end is not reached yet: too few have finished."
    return Estimate(value, low, high, curve.n, reason=reason)


def _earliest(curve: SurvivalCurve, level: float) -> float | None:
    """Where the lower band crosses. Where nobody is left Greenwood's variance is unknown, so that day can't say."""
    left = curve.remaining > 0
    return _first_day_at(curve.days[left], curve.low[left], level)


def _by_day(
    days: ArrayLike, ended: ArrayLike, censored: ArrayLike
) -> tuple[NDArray[Any], NDArray[np.int64], NDArray[np.int64]]:
    """One entry a day, ascending, without days on which nothing happened."""
    day, position = np.unique(np.asarray(days, dtype=float), return_inverse=True)
    event = np.bincount(position, np.asarray(ended, dtype=float), len(day)).astype(np.int64)
    loss = np.bincount(position, np.asarray(censored, dtype=float), len(day)).astype(np.int64)
    seen = event + loss > 0
    return day[seen], event[seen], loss[seen]


def _log_log_band(
    remaining: NDArray[Any], greenwood: NDArray[Any], confidence: float
) -> tuple[NDArray[Any], NDArray[Any]]:
    """remaining to the power of exp(± z · √Greenwood ÷ |log remaining|). Where nobody is left the lower band is zero,
    and the upper one stays where it was."""
    left = remaining > 0
    log = np.log(np.where(left, remaining, 0.5))  # any share: nothing is read of it where nobody is left
    half = normal_quantile(confidence) * np.sqrt(np.where(left, greenwood, 0.0)) / np.abs(log)
    high = remaining[left] ** np.exp(-half[left])
    return remaining ** np.exp(half), np.append(high, np.full((~left).sum(), high[-1] if len(high) else 1.0))


def _first_day_at(days: NDArray[Any], curve: NDArray[Any], level: float) -> float | None:
    """The first day on which a falling curve is at or below `level`; the middle of the stretch where it lies on it."""
    reached = np.flatnonzero(curve <= level + _TOLERANCE)
    if len(reached) == 0:
        return None
    first = int(reached[0])
    below = np.flatnonzero(curve < level - _TOLERANCE)
    if abs(curve[first] - level) <= _TOLERANCE and len(below):
        return float((days[first] + days[below[0]]) / 2)
    return float(days[first])
