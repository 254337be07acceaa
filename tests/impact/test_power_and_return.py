"""What could have been seen, and what it was worth."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.simulated import CASES, company
from metrics.impact.detectable_effect import facts_needed, minimum_detectable_effect, placebo_standard_error
from metrics.impact.effect import Effect, t_effect
from metrics.impact.imputation import impute
from metrics.impact.panel import CannotBeJudged
from metrics.impact.return_simulation import Assumptions, simulated_return


@pytest.mark.parametrize(
    ("freedom", "errors"), [(None, 2.8016), (1_000, 2.8043), (30, 2.8961), (11, 3.0765), (5, 3.4901), (2, 5.3634)]
)
def test_the_detectable_effect_counts_the_degrees_of_freedom(freedom: float | None, errors: float) -> None:
    # t.975 + t.8 from tables of Student's t: 2.2010 + 0.8755 with eleven, 2.5706 + 0.9195 with five.
    assert minimum_detectable_effect(0.025, freedom) == pytest.approx(0.025 * errors, rel=1e-4)


def test_pretending_expects_the_standard_error_that_is_then_found():
    panels = [company(CASES["zero"], seed).panel for seed in range(10)]
    error = impute(panels[0]).effect.standard_error
    assert placebo_standard_error(panels[:1]) == pytest.approx(error)
    assert placebo_standard_error(panels) == pytest.approx(
        np.sqrt(np.mean([impute(panel).effect.standard_error ** 2 for panel in panels]))
    )
    assert placebo_standard_error([*panels, CannotBeJudged("one person", "there is only one.")]) is None


def test_an_effect_worth_nothing_takes_no_number_of_facts():
    with pytest.raises(ValueError, match="positive"):
        facts_needed(0.05, 0, 100)


def test_halving_the_detectable_effect_takes_four_times_the_facts():
    assert facts_needed(0.08, 0.04, 500) == 2000
    assert facts_needed(0.03, 0.04, 500) == 500


def test_the_return_is_the_effect_in_money():
    sure = t_effect(0.04, 1e-18, np.inf)
    returned = simulated_return(sure, Assumptions(deals=1000, won_value=20_000, margin=0.5, cost=100_000))
    assert returned.expected == pytest.approx(300_000)
    assert (returned.low, returned.median, returned.high) == pytest.approx((300_000,) * 3, rel=1e-5)
    assert returned.paid_back == 1


def test_the_return_is_no_surer_than_the_effect():
    effect = t_effect(0.04, 0.02**2, 30)
    returned = simulated_return(effect, Assumptions(deals=1000, won_value=20_000, margin=0.5, cost=100_000))
    assert returned.low == pytest.approx(effect.low * 1e7 - 1e5, rel=0.01)
    assert returned.high == pytest.approx(effect.high * 1e7 - 1e5, rel=0.01)
    # It pays back where the effect exceeds 0.01: t = (0.01 − 0.04) ÷ 0.02 = −1.5.
    assert returned.paid_back == pytest.approx(0.928, abs=0.002)
    assert len(returned.quantiles) == 101
    assert np.all(np.diff(returned.quantiles) >= 0)
    assert returned.quantiles[0] < returned.low < returned.quantiles[50] < returned.high < returned.quantiles[-1]


def test_an_unsure_value_widens_the_return_and_leaves_its_middle():
    effect = t_effect(0.04, 0.005**2, 30)
    assumed = Assumptions(deals=1000, won_value=20_000, margin=0.5, cost=0)
    sure, unsure = simulated_return(effect, assumed), simulated_return(effect, replace(assumed, won_value_error=6_000))
    assert unsure.high - unsure.low > 1.5 * (sure.high - sure.low)
    assert unsure.median == pytest.approx(sure.median, rel=0.02)


def test_a_mean_value_below_nothing_counts_as_nothing():
    effect = t_effect(1.0, 1e-18, np.inf)
    returned = simulated_return(effect, Assumptions(deals=1, won_value=1, won_value_error=3, margin=1, cost=0))
    assert (returned.low, returned.median) == pytest.approx((0, 1), abs=0.05)
    # It pays back where the value exceeds 0: z > −1 ÷ 3.
    assert returned.paid_back == pytest.approx(0.631, abs=0.02)


def test_an_effect_without_an_error_has_no_return():
    assert simulated_return(Effect(0.04), Assumptions(10, 10, 0.5, 1)) is None


@pytest.mark.parametrize("wrong", [{"margin": 1.2}, {"margin": -0.1}, {"cost": -1}, {"deals": -1}, {"won_value": -5}])
def test_senseless_assumptions_are_refused(wrong):
    with pytest.raises(ValueError, match=r"margin|negative"):
        simulated_return(t_effect(0.04, 1e-4, 30), replace(Assumptions(10, 10, 0.5, 1), **wrong))
