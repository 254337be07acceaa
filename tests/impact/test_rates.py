"""Shrunk rates and funnel limits."""

import numpy as np
import pytest
from scipy import stats
from scipy.special import betainc

from metrics.impact.funnel_plot import ALARM, funnel_plot_of, limits
from metrics.impact.shrinkage import beta_binomial_most_likely, beta_binomial_rates


def drawn(seed: int, people: int, size: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    n = random.integers(3, 60, people)
    true = random.beta(0.3 * size, 0.7 * size, people)
    return random.binomial(n, true), n, true


@pytest.mark.parametrize(("people", "size"), [(20, 8), (100, 20), (50, 3)])
def test_the_grid_gives_what_a_fine_one_gives(people, size):
    won, n, _ = drawn(1, people, size)
    logit, log_size = np.meshgrid(np.linspace(-3, 1.5, 361), np.linspace(0, 12, 361), indexing="ij")
    alpha = (np.exp(log_size) / (1 + np.exp(-logit))).ravel()
    beta = np.exp(log_size).ravel() - alpha
    likelihood = np.zeros(len(alpha))
    for success, draws in zip(won, n, strict=True):
        likelihood += stats.betabinom.logpmf(success, draws, alpha, beta)
    log = likelihood + np.log(alpha) + np.log(beta) - 2.5 * np.log(alpha + beta)
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    rates = beta_binomial_rates(won, n)
    fine = [float(weight @ ((alpha + s) / (alpha + beta + d))) for s, d in zip(won, n, strict=True)]
    assert rates.value == pytest.approx(fine, abs=2e-4)
    for low, s, d in list(zip(rates.low, won, n, strict=True))[:5]:
        assert float(weight @ betainc(alpha + s, beta + d - s, low)) == pytest.approx(0.025, abs=5e-4)


def test_intervals_cover_about_as_often_as_they_say():
    covered = []
    for seed in range(40):
        won, n, true = drawn(seed, 25, 15)
        rates = beta_binomial_rates(won, n)
        covered.append(np.mean((rates.low <= true) & (true <= rates.high)))
    assert 0.925 <= np.mean(covered) <= 0.975


def test_few_draws_shrink_most():
    rates = beta_binomial_rates([9, 90, 50, 30, 20, 60], [12, 120, 120, 120, 120, 120])
    mean = rates.population.mean
    assert mean < rates.value[0] < rates.value[1] < 0.75
    assert rates.high[0] - rates.low[0] > rates.high[1] - rates.low[1]


@pytest.mark.parametrize("won", [[0, 0, 0], [50, 50, 50], [0, 25, 50], [25, 25, 25]])
def test_extreme_rates_have_intervals_within_0_and_1(won):
    rates = beta_binomial_rates(won, [50, 50, 50])
    assert np.all((rates.low >= 0) & (rates.low <= rates.value) & (rates.value <= rates.high) & (rates.high <= 1))
    assert np.all(rates.high - rates.low > 1e-4)


def test_who_has_no_draw_gets_the_population():
    rates = beta_binomial_rates([0, 20, 30, 25], [0, 60, 60, 60])
    assert rates.value[0] == pytest.approx(25 / 60, abs=0.05)
    assert rates.high[0] - rates.low[0] > rates.high[1] - rates.low[1]


def test_the_order_of_people_does_not_matter():
    won, n, _ = drawn(4, 30, 10)
    forth, other = beta_binomial_rates(won, n), beta_binomial_rates(won[::-1], n[::-1])
    assert forth.low == pytest.approx(other.low[::-1])


def test_nobody_has_no_rate():
    assert beta_binomial_rates([], []) is None
    assert beta_binomial_rates([0, 0], [0, 0]) is None
    for function in (beta_binomial_rates, beta_binomial_most_likely, funnel_plot_of):
        with pytest.raises(ValueError, match="between 0 and n"):
            function([3], [2])


def test_the_likeliest_parameters_are_those_drawn_from():
    won, n, _ = drawn(2, 4000, 12)
    likeliest = beta_binomial_most_likely(won, n)
    assert likeliest.mean == pytest.approx(0.3, abs=0.01)
    assert likeliest.alpha + likeliest.beta == pytest.approx(12, rel=0.15)


@pytest.mark.parametrize("target", [0.05, 0.3, 0.8])
def test_funnel_limits_leave_out_what_they_say(target):
    n = np.arange(1, 300)
    outside = limits(n, target, 0.95)
    most, least = np.floor(outside.high * n + 1e-9), np.ceil(outside.low * n - 1e-9) - 1
    inside = stats.binom.cdf(most, n, target) - stats.binom.cdf(least, n, target)
    assert np.mean(inside[100:]) == pytest.approx(0.95, abs=0.02)
    assert np.all((outside.low <= target) & (target <= outside.high))


def test_limits_narrow_with_n_and_are_open_without_any():
    bounds = limits([0, 10, 100, 1000, 100_000], 0.3, ALARM)
    assert (bounds.low[0], bounds.high[0]) == (0, 1)
    assert np.all(np.diff(bounds.high - bounds.low) < 0)
    assert bounds.high[-1] - bounds.low[-1] == pytest.approx(2 * 3.09 * np.sqrt(0.21 / 100_000), rel=0.01)


def test_only_who_stands_out_stands_out():
    funnel = funnel_plot_of([*[30, 34, 26, 31] * 6, 70, 5, 0], [*[100] * 26, 0], target=0.3)
    assert funnel.standing == (*["within"] * 24, "above", "below", "within")


@pytest.mark.parametrize("target", [0.1, 0.5, 0.9])
def test_nobody_is_outside_who_chance_brings_there_often_enough(target):
    """20 of 20 at 90 % happens one time in nine: whoever stands outside has less than one chance in a thousand."""
    for n in (1, 5, 20, 60, 200):
        won = np.arange(n + 1)
        funnel = funnel_plot_of(won, np.full(n + 1, n), target)
        edge = limits(np.full(n + 1, n), target, ALARM)
        above, below = won / n > edge.high, won / n < edge.low
        assert np.array_equal(above, stats.binom.sf(won - 1, n, target) < 0.001)
        assert np.array_equal(below, stats.binom.cdf(won, n, target) < 0.001)
        assert all(standing == "within" for standing in np.array(funnel.standing)[~(above | below)])


def test_alarms_by_chance_are_rare():
    random = np.random.default_rng(5)
    n = random.integers(20, 80, 400)
    funnel = funnel_plot_of(random.binomial(n, 0.3), n)
    assert funnel.spread == pytest.approx(1.0, abs=0.1)
    assert sum(standing != "within" for standing in funnel.standing) <= 5


def test_people_who_all_differ_widen_the_limits():
    won, n, _ = drawn(6, 400, 15)
    wide = funnel_plot_of(won, n)
    assert wide.spread > 1.2
    assert sum(standing != "within" for standing in wide.standing) < 0.05 * 400


def test_nothing_counted_has_no_funnel():
    assert funnel_plot_of([0, 0], [0, 0]) is None
    assert funnel_plot_of([], []) is None
    assert funnel_plot_of([0, 0, 0], [10, 20, 30]).standing == ("within",) * 3
