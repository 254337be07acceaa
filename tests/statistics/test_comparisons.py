"""Many comparisons at once."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from metrics.statistics.comparisons import benjamini_hochberg, binomial_probability, two_sided_probability


def test_four_of_the_fifteen_of_benjamini_and_hochberg_1995_survive():
    folder = os.environ.get("COXSWAIN_REFERENCE")
    if not folder:
        pytest.skip("COXSWAIN_REFERENCE names no folder of published results")
    with (Path(folder) / "bh1995_pvalues.csv").open(encoding="utf-8", newline="") as file:
        probabilities = [float(row["p"]) for row in csv.DictReader(file)]
    assert sum(benjamini_hochberg(probabilities, rate=0.05)) == 4


def test_a_later_one_lifts_the_earlier_ones():
    assert benjamini_hochberg([0.06, 0.9, 0.055, 0.05], rate=0.1) == (True, False, True, True)
    assert benjamini_hochberg([], 0.1) == ()
    assert benjamini_hochberg([0.2, 0.3]) == (False, False)


def test_a_score_of_196_is_one_in_twenty():
    assert two_sided_probability(-1.959964) == pytest.approx(0.05, abs=1e-6)
    assert two_sided_probability(0) == 1


@pytest.mark.parametrize("target", [0.05, 0.4, 0.9])
def test_a_share_as_far_from_the_target_is_as_rare_as_both_tails_say(target):
    won = np.arange(13)
    few, many = stats.binom.cdf(won, 12, target), stats.binom.sf(won - 1, 12, target)
    expected = np.minimum(1, 2 * np.minimum(few, many))
    assert binomial_probability(won, np.full(13, 12), target) == pytest.approx(expected, rel=1e-6)


def test_draws_that_count_for_fewer_say_less_and_none_say_nothing():
    whole, half = binomial_probability([20, 10], [100, 50], 0.4)
    between = binomial_probability([20 / 1.5], [100 / 1.5], 0.4)[0]
    assert whole < between < half
    assert binomial_probability([0, 0, 5], [0, 5, 5], 0.0).tolist() == [1, 1, 0]
    assert binomial_probability([5], [5], 1.0).tolist() == [1]
