"""Medians from life tables."""

import numpy as np
import pytest

from metrics.statistics.quantiles import median_of_life_table
from tests.statistics.clusters import clustered_median


@pytest.mark.parametrize("n", [1, 2, 3, 4, 9, 10, 101, 200])
def test_the_median_is_that_of_the_written_out_days(n):
    days = np.random.default_rng(n).integers(0, 60, n)
    value, counts = np.unique(days, return_counts=True)
    assert median_of_life_table(value, counts).value == np.median(days)


def test_of_an_even_number_the_median_is_the_middle_of_two():
    assert median_of_life_table([10, 20], [1, 1]).value == 15
    assert median_of_life_table([10, 20], [2, 2]).value == 15
    assert median_of_life_table([10, 20], [2, 1]).value == 10


def test_days_that_never_occurred_change_nothing():
    assert median_of_life_table([5, 7, 9, 400], [1, 0, 1, 0]) == median_of_life_table([9, 5], [1, 1])


def test_an_empty_table_has_no_median():
    assert median_of_life_table([], []).reason == "Nothing was counted."


@pytest.mark.parametrize(("n", "lower"), [(6, 1), (10, 2), (20, 6), (25, 8), (50, 18), (100, 40)])
def test_the_interval_lies_at_the_tabled_ranks(n, lower):
    # Conover 1999, table of ranks for 95 % intervals of a median.
    estimate = median_of_life_table(range(1, n + 1), [1] * n)
    assert (estimate.low, estimate.high) == (lower, n + 1 - lower)


def test_five_days_have_a_median_but_no_interval():
    estimate = median_of_life_table([1, 2, 3, 4, 5], [1] * 5)
    assert (estimate.value, estimate.low) == (3, None)
    assert "Too few" in estimate.reason


def test_a_middle_of_equal_days_has_no_interval_of_no_width():
    estimate = median_of_life_table([4, 5, 6], [1, 40, 1])
    assert (estimate.value, estimate.low, estimate.high) == (5, None, None)
    assert "no variation" in estimate.reason


def test_a_design_effect_widens_the_interval_as_fewer_draws_would():
    days = range(1, 401)
    plain = median_of_life_table(days, [1] * 400)
    clustered = median_of_life_table(days, [1] * 400, design_effect=4)
    assert clustered.effective_n == 100
    assert (clustered.low, clustered.high) == (160, 241)
    assert plain.low > clustered.low


def test_sellers_who_differ_widen_the_interval_of_the_median():
    sellers = np.repeat(np.arange(20), 20)
    generator = np.random.default_rng(5)
    alike = generator.integers(20, 100, 400)
    differing = (20 + 4 * sellers + generator.integers(0, 10, 400)).astype(int)
    assert clustered_median(sellers, alike).effective_n > 150
    assert clustered_median(sellers, differing).effective_n < 30


def test_one_seller_has_a_median_but_no_interval():
    estimate = clustered_median(["a"] * 30, range(30))
    assert (estimate.value, estimate.low) == (14.5, None)


def test_one_deal_a_seller_is_the_plain_median():
    days = list(range(30))
    assert clustered_median(range(30), days) == median_of_life_table(days, [1] * 30)


def test_clustered_medians_cover_the_truth_about_95_times_in_100():
    generator = np.random.default_rng(3)
    runs, covered = 500, 0
    for _ in range(runs):
        pace = generator.normal(0, 0.35, 25)
        sellers = np.repeat(np.arange(25), 12)
        days = np.round(60 * np.exp(pace[sellers] + generator.normal(0, 0.6, 300)))
        estimate = clustered_median(sellers, days)
        covered += estimate.low <= 60 <= estimate.high
    assert 0.925 <= covered / runs <= 0.99
