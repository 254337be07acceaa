"""Shares, ratios and differences: published figures, edges, and coverage by simulation."""

import numpy as np
import pytest

from metrics.statistics.intervals import (
    ClusterSums,
    Estimate,
    clustered_mean_of_money,
    clustered_ratio,
    clustered_share,
    difference,
    wilson,
)


def sums_of(x, n) -> ClusterSums:
    x, n = np.asarray(x, dtype=float), np.asarray(n, dtype=float)
    return ClusterSums(len(x), x.sum(), n.sum(), (x * x).sum(), (x * n).sum(), (n * n).sum())


@pytest.mark.parametrize(("successes", "n", "low", "high"), [(15, 148, 0.0624, 0.1605), (81, 263, 0.2553, 0.3662)])
def test_wilson_gives_the_figures_of_newcombe_1998(successes, n, low, high):
    estimate = wilson(successes, n)
    assert (round(estimate.low, 4), round(estimate.high, 4)) == (low, high)


def test_wilson_of_all_or_none_is_not_a_point():
    assert wilson(10, 10).low == pytest.approx(0.7225, abs=1e-4)
    assert wilson(10, 10).high == 1.0
    assert wilson(0, 10).low == 0.0
    assert wilson(0, 10).high == pytest.approx(0.2775, abs=1e-4)


def test_nothing_to_divide_by_has_no_value():
    assert wilson(0, 0).value is None
    assert clustered_share(sums_of([], [])).value is None
    assert clustered_ratio(sums_of([0, 0], [0, 0])).reason == "There is nothing to divide by."


def test_more_successes_than_draws_are_refused():
    with pytest.raises(ValueError, match="between 0 and n"):
        wilson(11, 10)


def test_one_seller_has_a_share_but_no_interval():
    estimate = clustered_share(sums_of([3], [10]))
    assert (estimate.value, estimate.low, estimate.high) == (0.3, None, None)
    assert estimate.reason == "Only one seller: an interval needs at least two."


def test_one_row_a_seller_is_plain_wilson():
    assert clustered_share(sums_of([1, 0, 0, 1, 1], [1] * 5)) == wilson(3, 5)


def test_the_variance_is_that_of_the_linearised_ratio():
    won, closed = np.array([3, 5, 2, 9]), np.array([10, 8, 7, 12])
    share = won.sum() / closed.sum()
    expected = 4 / 3 * ((won - share * closed) ** 2).sum() / closed.sum() ** 2
    assert clustered_ratio(sums_of(won, closed)).standard_error ** 2 == pytest.approx(expected)


def test_sellers_who_differ_make_rows_worth_less():
    differing = clustered_share(sums_of([20, 0, 20, 0, 10, 10], [20] * 6))
    alike = clustered_share(sums_of([10, 11, 9, 10, 10, 10], [20] * 6))
    assert differing.effective_n < 10
    assert alike.effective_n == 120
    assert differing.high - differing.low > 2 * (alike.high - alike.low)


def test_all_won_keeps_an_interval_wider_than_independent_draws_would():
    estimate = clustered_share(sums_of([10, 12, 8], [10, 12, 8]))
    assert estimate.value == estimate.high == 1.0
    assert 0 < estimate.low < wilson(30, 30).low


def test_a_ratio_without_variation_has_no_interval_rather_than_a_point():
    estimate = clustered_ratio(sums_of([10.1, 20.2, 30.3], [1, 2, 3]))
    assert estimate.low is None
    assert "no variation" in estimate.reason


def test_a_bound_of_the_ratio_is_kept():
    estimate = clustered_ratio(sums_of([0, 9], [1, 2]), lowest=0)
    assert estimate.low == 0
    assert clustered_ratio(sums_of([0, 9], [1, 2])).low < 0


def test_sums_of_disjoint_sellers_add():
    assert sums_of([1, 2], [3, 4]) + sums_of([5], [6]) == sums_of([1, 2, 5], [3, 4, 6])


def test_the_difference_of_two_wilson_shares_is_newcombes_example():
    # Newcombe 1998b, method 10, example (a): 56/70 − 48/80.
    change = difference(wilson(56, 70), wilson(48, 80))
    assert change.value == pytest.approx(0.2)
    assert (round(change.low, 4), round(change.high, 4)) == (0.0524, 0.3339)


def test_a_difference_needs_both_values_and_both_intervals():
    assert difference(Estimate(None, reason="no deals"), wilson(1, 2)).reason == "no deals"
    half_known = difference(wilson(1, 2), Estimate(0.25, reason="one seller"))
    assert (half_known.value, half_known.low, half_known.reason) == (0.25, None, "one seller")


@pytest.mark.parametrize(("sellers", "win_rate"), [(12, 0.3), (25, 0.3), (25, 0.85)])
def test_clustered_shares_cover_the_truth_about_95_times_in_100(sellers, win_rate):
    generator = np.random.default_rng(20260101)
    runs, covered = 1000, 0
    for _ in range(runs):
        talent = generator.beta(win_rate * 12, (1 - win_rate) * 12, sellers)
        closed = generator.poisson(15, sellers) + 1
        estimate = clustered_share(sums_of(generator.binomial(closed, talent), closed))
        covered += estimate.low <= win_rate <= estimate.high
    # Monte Carlo error of 1,000 runs is ±1.4 points at 95 %.
    assert 0.93 <= covered / runs <= 0.975


def test_independent_rows_treated_as_independent_would_cover_too_rarely():
    generator = np.random.default_rng(7)
    covered = 0
    for _ in range(500):
        talent = generator.beta(3.6, 8.4, 20)
        won = generator.binomial(20, talent).sum()
        estimate = wilson(won, 400)
        covered += estimate.low <= 0.3 <= estimate.high
    assert covered / 500 < 0.85


def test_clustered_ratios_cover_the_truth_about_95_times_in_100():
    generator = np.random.default_rng(11)
    runs, covered = 1000, 0
    for _ in range(runs):
        weeks = generator.integers(4, 14, 30)
        hours = weeks * generator.gamma(9, 1, 30)
        estimate = clustered_ratio(sums_of(hours, weeks))
        covered += estimate.low <= 9 <= estimate.high
    assert 0.925 <= covered / runs <= 0.97


@pytest.mark.parametrize("spread", [0.5, 1.0, 1.5], ids="sigma-{}".format)
@pytest.mark.parametrize(("sellers", "deals"), [(40, 12), (40, 20), (80, 10), (160, 3), (160, 10)])
def test_means_of_skewed_money_cover_the_truth_where_they_have_a_range(sellers, deals, spread):
    """Amounts are lognormal. `docs/evidence.md` has the shares of 4,000 samples each."""
    generator = np.random.default_rng(13)
    runs, covered = 500, 0
    for _ in range(runs):
        counts = np.full(sellers, deals)
        amounts = generator.lognormal(0, spread, (sellers, deals)).sum(axis=1)
        estimate = clustered_mean_of_money(sums_of(amounts, counts))
        covered += estimate.low <= np.exp(spread**2 / 2) <= estimate.high
    assert 0.90 <= covered / runs <= 0.98


@pytest.mark.parametrize(("sellers", "deals"), [(39, 20), (40, 11), (400, 1)])
def test_a_mean_of_money_of_fewer_has_no_range_and_says_why(sellers, deals):
    estimate = clustered_mean_of_money(sums_of(np.arange(1.0, sellers + 1), np.full(sellers, deals)))
    assert (estimate.low, estimate.high) == (None, None)
    assert estimate.standard_error > 0
    assert "takes 40 sellers with 480 deals" in estimate.reason


def test_a_range_of_money_reaches_further_up_than_down_and_stays_above_zero():
    estimate = clustered_mean_of_money(sums_of(np.arange(1.0, 61.0) ** 3, np.full(60, 10)))
    assert 0 < estimate.low < estimate.value < estimate.high
    assert estimate.high - estimate.value > estimate.value - estimate.low
