"""Do people get there sooner: onboarding, ramp and churn compared, with those still under way counted.

The headline is the difference of restricted mean times (Royston and Parmar 2013, BMC Medical Research Methodology 13):
days saved within a horizon. Whoever is reached on the way counts as not reached until that day and as reached from it
on: an "ever trained" flag credits the program with the time people survived before they could be trained.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from metrics.impact.arrays import Floats, Mask
from metrics.impact.effect import Effect, t_effect
from metrics.statistics import CONFIDENCE, SurvivalCurve, kaplan_meier, kaplan_meier_entering, under_observation


@dataclass(frozen=True, slots=True)
class Spells:
    """Times under observation, one entry each: followed after `start` up to `stop`, and whether it `ended` then.

    `group` is True where exposed. Arrays of equal length, in days; a person may have two entries, before and after.
    """

    start: Floats
    stop: Floats
    ended: Mask
    group: Mask


@dataclass(frozen=True, slots=True)
class RestrictedMean:
    """The mean days until the end, counting no more than `horizon` of them; `variance` of the mean.

    `n` were followed, `ended` of them ended before the horizon.
    """

    value: float
    variance: float
    horizon: float
    n: int
    ended: int


@dataclass(frozen=True, slots=True)
class LogRank:
    """Whether two groups end at the same rate: `chi_squared` on one degree of freedom and its `probability`.

    `observed` and `expected` are the ends of the exposed group, and what they would be if there were no difference.
    """

    chi_squared: float
    probability: float
    observed: float
    expected: float


def spells_of(days: ArrayLike, ended: ArrayLike, exposed_from: ArrayLike) -> Spells:
    """What was followed, cut where the exposure begins. `exposed_from` counts days like `days`, NaN for never.

    Exposed on day 0 or before: exposed throughout. Exposed on the last day or after it: not within the time followed.
    Raises ValueError for negative days or arrays of different lengths.
    """
    last, event = np.asarray(days, dtype=float), np.asarray(ended).astype(bool)
    since = np.asarray(exposed_from, dtype=float)
    if not last.shape == event.shape == since.shape or (last < 0).any():
        raise ValueError("days must not be negative, and all arrays must have the same length")
    exposed = since < last  # False for NaN
    begun = np.where(exposed, np.maximum(since, 0.0), last)
    before = begun > 0
    return Spells(
        start=np.concatenate((np.zeros(before.sum()), begun[exposed])),
        stop=np.concatenate((begun[before], last[exposed])),
        ended=np.concatenate(((event & ~exposed)[before], event[exposed])),
        group=np.concatenate((np.zeros(before.sum(), bool), np.ones(exposed.sum(), bool))),
    )


def spells_from_day(followed: Spells, day: float) -> Spells:
    """What is left of the times under observation after a day; whoever had left by then is out.

    Comparisons begin so where one side has hardly anybody before: of those still under way on that day. Days count on
    from where they counted before, so that a mean holds the days up to that one too, on either side as many.
    """
    there = followed.stop > day
    return Spells(
        np.maximum(followed.start[there], day), followed.stop[there], followed.ended[there], followed.group[there]
    )


def curve_of(followed: Spells, *, exposed: bool) -> SurvivalCurve | None:
    """The Kaplan–Meier curve of those exposed or of those not (yet) exposed. None where there is nobody."""
    own = followed.group == exposed
    return kaplan_meier_entering(followed.start[own], followed.stop[own], followed.ended[own])


def restricted_mean(days: ArrayLike, ended: ArrayLike, horizon: float) -> RestrictedMean | None:
    """The restricted mean of those followed for `days` until the end (`ended`) or as long as they were seen.

    The area under the Kaplan–Meier curve up to the horizon; its variance is Greenwood's of that area. None where nobody
    was followed, or not up to the horizon while some had not ended.
    """
    last, event = np.asarray(days, dtype=float), np.asarray(ended).astype(bool)
    return restricted_mean_of(kaplan_meier(last, event, ~event), horizon)


def restricted_mean_of(curve: SurvivalCurve | None, horizon: float) -> RestrictedMean | None:
    """The same of a curve that is there already, whoever came in late included."""
    if curve is None or known_until(curve) < horizon:
        return None
    value, variance = _area(curve, horizon)
    return RestrictedMean(value, variance, horizon, curve.n, int(curve.ended[curve.days < horizon].sum()))


def known_until(curve: SurvivalCurve) -> float:
    """The last day a curve says anything of; infinite where all have ended.

    Where all who were there had ended before others came in, it says nothing of those.
    """
    empty = np.flatnonzero(curve.remaining <= 0)
    if len(empty) == 0:
        return curve.last_day
    day = float(curve.days[empty[0]])
    return np.inf if day >= curve.last_day else day


def restricted_mean_difference(
    exposed: RestrictedMean, others: RestrictedMean, confidence: float = CONFIDENCE
) -> Effect:
    """How many days later the exposed get there (negative: sooner), with Student's t interval.

    Greenwood's variance is that of a sum over the ends divided by their number, and knows nothing of its own
    uncertainty: with 8 against 150 a normal interval covers 90 % instead of 95 %. So each side's is taken times
    e ÷ (e − 1) for its e ends, and the degrees of freedom are Welch's (1947, Biometrika 34); that covers 95 %. Without
    an interval where a side has fewer than two ends. Raises ValueError where the horizons differ.
    """
    if exposed.horizon != others.horizon:
        raise ValueError("restricted means are comparable at the same horizon only")
    value, sides = exposed.value - others.value, (exposed, others)
    if min(side.ended for side in sides) < 2:
        return Effect(value, reason="An interval needs at least two on either side who got there.")
    variances = [side.variance * side.ended / (side.ended - 1) for side in sides]
    spread = sum(variance**2 / (side.ended - 1) for variance, side in zip(variances, sides, strict=True))
    freedom = sum(variances) ** 2 / spread if spread > 0 else np.inf
    return t_effect(value, sum(variances), freedom, confidence)


def log_rank(followed: Spells) -> LogRank | None:
    """The log-rank test (Mantel 1966), with exposure from its date on. None where nothing separates the groups."""
    from scipy.special import chdtrc

    days = np.unique(followed.stop[followed.ended])
    risk, risk_exposed = (_at_risk(followed, days, mask) for mask in (np.ones_like(followed.group), followed.group))
    ends = _ends(followed, days, np.ones_like(followed.group))
    share = np.divide(risk_exposed, risk, out=np.zeros(len(days)), where=risk > 0)
    observed, expected = float(_ends(followed, days, followed.group).sum()), float(ends @ share)
    ties = np.divide(risk - ends, risk - 1, out=np.zeros(len(days)), where=risk > 1)
    variance = float(np.sum(ends * share * (1 - share) * ties))
    if variance <= 0:
        return None
    score = (observed - expected) ** 2 / variance
    return LogRank(score, float(chdtrc(1, score)), observed, expected)


def _area(curve: SurvivalCurve, horizon: float) -> tuple[float, float]:
    """The area under a curve up to the horizon, and its variance Σ (area after day)² · d ÷ (n(n − d))."""
    inside = curve.days < horizon
    days = np.concatenate(([0.0], curve.days[inside], [horizon]))
    height = np.concatenate(([1.0], curve.remaining[inside]))
    pieces = height * np.diff(days)
    after = np.cumsum(pieces[::-1])[::-1][1:]
    ended, risk = curve.ended[inside].astype(float), curve.at_risk[inside]
    left = risk * (risk - ended)
    terms = np.divide(after**2 * ended, left, out=np.zeros(len(after)), where=left > 0)
    return float(pieces.sum()), float(terms.sum())


def _at_risk(followed: Spells, days: Floats, mask: Mask) -> Floats:
    """How many of a group are under observation just before each day."""
    return under_observation(followed.start[mask], followed.stop[mask], days)


def _ends(followed: Spells, days: Floats, mask: Mask) -> Floats:
    place = np.searchsorted(days, followed.stop[followed.ended & mask])
    return np.bincount(place, minlength=len(days)).astype(float)
