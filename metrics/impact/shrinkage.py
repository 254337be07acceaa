"""Rates of people or teams, drawn towards the mean as far as chance alone would have spread them.

Twelve deals say little of a seller. A beta-binomial model (Gelman and others 2013, Bayesian Data Analysis, section 5.3)
says how much of the spread between people is real. Its two parameters are uncertain too, so they are integrated over a
grid: intervals that plug in their best values are too narrow (they cover 85 % where 95 % are claimed; the grid 93 %).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from metrics.impact.arrays import Floats, Ints
from metrics.statistics import CONFIDENCE

_SIZES, _MEANS = 24, 15
_NARROWINGS = 4
_UNLIKELY = 1e-5
_SMALLEST, _LARGEST = 0.0, 12.0  # the logarithm of α + β: from rates anywhere to rates that hardly vary
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Population:
    """How rates vary between people: a beta distribution with parameters α and β, mean α ÷ (α + β)."""

    alpha: float
    beta: float

    @property
    def mean(self) -> float:
        """The mean rate."""
        return self.alpha / (self.alpha + self.beta)


@dataclass(frozen=True, slots=True)
class ShrunkRates:
    """For each person the rate that is likely (`value`) and its interval; arrays in the order asked.

    `population` has the posterior means of α and β.
    """

    value: Floats
    low: Floats
    high: Floats
    population: Population


def beta_binomial_rates(successes: ArrayLike, n: ArrayLike, confidence: float = CONFIDENCE) -> ShrunkRates | None:
    """Each person's rate given everybody's, from `successes` out of `n` (two arrays of equal length).

    The prior is flat in the mean and in 1 ÷ √(α + β), that is (α + β)^(−5/2), over α + β from 1 on. None where nobody
    has any draw. Raises ValueError where successes don't lie between 0 and n.
    """
    won, draws = _counts(successes, n)
    if not (draws > 0).any():
        return None
    pairs, place, times = np.unique(
        np.column_stack((won, draws - won)), axis=0, return_inverse=True, return_counts=True
    )
    alpha, beta, weight = _grid(pairs, times)
    after = alpha[:, None] + pairs[:, 0], beta[:, None] + pairs[:, 1]
    mean = after[0] / (after[0] + after[1])
    value = weight @ mean
    variance = weight @ (mean * (1 - mean) / (after[0] + after[1] + 1) + (mean - value) ** 2)
    low, high = (_quantile(after, weight, value, variance, (1 + sign * confidence) / 2) for sign in (-1, 1))
    population = Population(float(weight @ alpha), float(weight @ beta))
    return ShrunkRates(value[place], low[place], high[place], population)


def beta_binomial_most_likely(successes: ArrayLike, n: ArrayLike) -> Population:
    """The α and β under which the data is likeliest. Raises ValueError where successes don't lie between 0 and n.

    Where rates vary no more than chance makes them, α + β has no bound; it is then given as the largest tried, e^12.
    """
    from scipy.optimize import minimize

    won, draws = _counts(successes, n)
    pairs, times = np.unique(np.column_stack((won, draws - won)), axis=0, return_counts=True)
    mean = (won.sum() + 1) / (draws.sum() + 2)

    def unlikelihood(place: Floats) -> float:
        alpha, beta = _parameters(place[:1], np.minimum(place[1:], _LARGEST))
        return -float(_log_likelihood(alpha, beta, pairs, times)[0])

    start = np.array([np.log(mean / (1 - mean)), 2.0])
    best = minimize(unlikelihood, start, method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-12, "maxiter": 5000})
    alpha, beta = _parameters(best.x[:1], np.minimum(best.x[1:], _LARGEST))
    return Population(float(alpha[0]), float(beta[0]))


def _counts(successes: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    won, draws = np.asarray(successes, dtype=float), np.asarray(n, dtype=float)
    if won.shape != draws.shape or (won < 0).any() or (won > draws).any():
        raise ValueError("successes must lie between 0 and n, one for each")
    return won, draws


def _parameters(logit: Floats, log_size: Floats) -> tuple[Floats, Floats]:
    """α and β from the log-odds of the mean and the logarithm of α + β."""
    mean, size = 1 / (1 + np.exp(-logit)), np.exp(log_size)
    return mean * size, (1 - mean) * size


def _log_likelihood(alpha: Floats, beta: Floats, pairs: Floats, times: Ints) -> Floats:
    """Of the data under each α and β (grid,), up to a constant; `pairs` (won, lost) occurred so many `times`."""
    from scipy.special import betaln

    each = betaln(alpha[:, None] + pairs[:, 0], beta[:, None] + pairs[:, 1]) - betaln(alpha, beta)[:, None]
    return np.asarray(each @ times)


def _grid(pairs: Floats, times: Ints) -> tuple[Floats, Floats, Floats]:
    """α, β and their posterior weight on a grid: the logarithm of α + β, narrowed to what is likely, by the mean's
    log-odds around the pooled one.
    """
    low, high = _SMALLEST, _LARGEST
    for _ in range(_NARROWINGS):
        sizes = np.linspace(low, high, _SIZES)
        logit, width = _around_pooled(np.exp(sizes), pairs, times)
        alpha, beta = _parameters(logit.ravel(), np.repeat(sizes, _MEANS))
        # On this scale the prior (α + β)^(−5/2) becomes αβ(α + β)^(−5/2).
        log = _log_likelihood(alpha, beta, pairs, times) + np.log(alpha) + np.log(beta) - 2.5 * np.log(alpha + beta)
        log += np.repeat(np.log(width), _MEANS)
        weight = np.exp(log - log.max())
        likely = sizes[weight.reshape(_SIZES, _MEANS).max(axis=1) > _UNLIKELY]
        step = sizes[1] - sizes[0]
        low, high = max(_SMALLEST, likely[0] - step), min(_LARGEST, likely[-1] + step)
    heavy = weight > _UNLIKELY
    return alpha[heavy], beta[heavy], weight[heavy] / weight[heavy].sum()


def _around_pooled(size: Floats, pairs: Floats, times: Ints) -> tuple[Floats, Floats]:
    """For each α + β log-odds around those of the pooled rate (sizes, means), and the width of a standard error.

    Rates are pooled by what they are worth: n ÷ (1 + (n − 1) ÷ (α + β + 1)) draws.
    """
    draws = pairs.sum(axis=1)
    worth = times * draws / (1 + np.maximum(draws - 1, 0) / (size[:, None] + 1))
    rate = np.divide(pairs[:, 0], draws, out=np.zeros(len(draws)), where=draws > 0)
    total = worth.sum(axis=1)
    mean = (worth @ rate + 0.5) / (total + 1)
    width = 1 / np.sqrt(mean * (1 - mean) * total)
    return np.log(mean / (1 - mean))[:, None] + width[:, None] * np.linspace(-5, 5, _MEANS), width


def _quantile(
    after: tuple[Floats, Floats], weight: Floats, mean: Floats, variance: Floats, probability: float
) -> Floats:
    """The quantile of each one's mixture of beta distributions (grid, ones), by Newton's method.

    It begins at the beta distribution of the same mean and variance, which is nearly it.
    """
    from scipy.special import betainc, betaincinv, betaln

    size = mean * (1 - mean) / variance - 1
    quantile = betaincinv(mean * size, (1 - mean) * size, probability)
    scale = betaln(*after)
    for _ in range(_ROUNDS):
        quantile = np.clip(quantile, 1e-12, 1 - 1e-12)
        below = weight @ betainc(*after, quantile)
        density = weight @ np.exp((after[0] - 1) * np.log(quantile) + (after[1] - 1) * np.log1p(-quantile) - scale)
        step = (below - probability) / np.maximum(density, 1e-300)
        quantile = np.clip(quantile - step, quantile / 2, (1 + quantile) / 2)
    return np.asarray(quantile)
