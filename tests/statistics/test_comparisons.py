"""Many comparisons at once."""

import csv
import os
from pathlib import Path

import pytest

from metrics.statistics.comparisons import benjamini_hochberg, two_sided_probability


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
