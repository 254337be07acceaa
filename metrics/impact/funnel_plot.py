"""Funnel limits: how far a rate may lie from the target by chance alone, given how much it rests on.

Spiegelhalter (2005, Statistics in Medicine 24, 1185–1202). A funnel asks who stands out; it makes no rank.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from metrics.impact.arrays import Floats

Standing = Literal["above", "within", "below"]
WARNING, ALARM = 0.95, 0.998
"""The two limits that are usual: about two and three standard deviations."""


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """Where rates of a given n lie by chance with the probability `inside`: arrays over n."""

    inside: float
    n: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Funnel:
    """A funnel around `target` and each one's standing beyond its outer limits.

    `spread` is how much wider than chance alone the limits are, as a factor (1: not at all): people differ for many
    small reasons, and only who differs more than others usually do stands out.
    """

    target: float
    spread: float
    warning: FunnelLimits
    alarm: FunnelLimits
    standing: tuple[Standing, ...]


def funnel_plot_of(successes: ArrayLike, n: ArrayLike, target: float | None = None) -> Funnel | None:
    """The funnel of rates `successes` ÷ `n` (two arrays of equal length) around a target, by default their own mean.

    Limits are binomial, interpolated between whole numbers, and widened by the root of the overdispersion of the middle
    80 % (winsorised) where that exceeds what chance explains. None where nothing was counted; who has n = 0 is within.
    Raises ValueError where successes don't lie between 0 and n.
    """
    won, draws = np.asarray(successes, dtype=float), np.asarray(n, dtype=float)
    if won.shape != draws.shape or (won < 0).any() or (won > draws).any():
        raise ValueError("successes must lie between 0 and n, one for each")
    if draws.sum() == 0:
        return None
    middle = float(won.sum() / draws.sum()) if target is None else target
    spread = _overdispersion(won, draws, middle)
    alarm = limits(draws, middle, ALARM, spread)
    rate = won / np.where(draws > 0, draws, 1.0)
    standing: tuple[Standing, ...] = tuple(
        "within" if count == 0 or low <= value <= high else "above" if value > high else "below"
        for value, count, low, high in zip(rate, draws, alarm.low, alarm.high, strict=True)
    )
    return Funnel(middle, spread, limits(draws, middle, WARNING, spread), alarm, standing)


def limits(n: ArrayLike, target: float, inside: float = WARNING, spread: float = 1.0) -> FunnelLimits:
    """The limits at each n, as a curve to draw or to judge by; where n is 0 they are 0 and 1."""
    draws = np.asarray(n, dtype=float)
    # The upper limit is what the lower one leaves of the failures: the upper quantile itself, interpolated, lies below
    # the whole number that it stands for, and would call 20 of 20 an exception where one in nine comes to that.
    low, high = _bound(draws, target, (1 - inside) / 2), 1 - _bound(draws, 1 - target, (1 - inside) / 2)
    return FunnelLimits(
        inside,
        draws,
        np.clip(target - spread * (target - low), 0.0, 1.0),
        np.clip(target + spread * (high - target), 0.0, 1.0),
    )


def _bound(draws: Floats, target: float, probability: float) -> Floats:
    """The interpolated lower binomial quantile ÷ n (Spiegelhalter 2005, appendix A.1.1); 0 where n is 0."""
    from scipy.special import bdtrik

    whole = np.maximum(draws, 1.0)
    if not 0 < target < 1:
        return np.where(draws > 0, target, 0.0)
    rank = np.clip(np.ceil(bdtrik(probability, whole, target) - 1e-9), 0, whole)
    at, before = _up_to(rank, whole, target), _up_to(rank - 1, whole, target)
    part = np.clip((at - probability) / np.maximum(at - before, 1e-300), 0.0, 1.0)
    bound = np.clip((rank - part) / whole, 0.0, 1.0)
    return np.where(draws > 0, bound, 0.0)


def _up_to(rank: Floats, draws: Floats, target: float) -> Floats:
    """How likely a binomial of so many draws gives `rank` or fewer."""
    from scipy.special import betaincc

    inside = np.clip(rank, 0, draws - 1)
    chance = betaincc(inside + 1, draws - inside, target)
    return np.where(rank < 0, 0.0, np.where(rank >= draws, 1.0, chance))


def _overdispersion(won: Floats, draws: Floats, target: float) -> float:
    """The root of the mean squared score of the winsorised middle, at least 1."""
    counted = draws > 0
    if not 0 < target < 1 or counted.sum() < 3:
        return 1.0
    score = (won[counted] / draws[counted] - target) / np.sqrt(target * (1 - target) / draws[counted])
    low, high = np.quantile(score, (0.1, 0.9))
    return float(np.sqrt(max(1.0, float(np.mean(np.clip(score, low, high) ** 2)))))
