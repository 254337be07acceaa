"""The fake-date test, the event study, and the plain comparison that is shown struck through."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.simulated import CASES, company
from metrics.impact.event_study import event_study
from metrics.impact.imputation import Imputation, impute
from metrics.impact.panel import Observations, Panel, Rollout, build_panel
from metrics.impact.placebo_test import placebo_effect
from metrics.impact.unadjusted import unadjusted_comparison
from tests.impact import drawn


def flat(people: int = 40, months: int = 16, start: int = 10, drift: float = 0.0) -> Panel:
    """Half start in one month; their path bends away by `drift` a month from five months earlier on."""
    random = np.random.default_rng(3)
    unit, period = np.repeat(np.arange(people), months), np.tile(np.arange(months), people)
    reached = unit < people // 2
    outcome = 5 + 0.2 * unit + np.cos(period) + random.normal(0, 0.1, len(unit))
    outcome = outcome + drift * reached * np.maximum(period - start + 5, 0) + 0.7 * (reached & (period >= start))
    built = build_panel(
        Observations(unit, period, outcome, np.ones(len(unit))),
        Rollout(np.arange(people // 2), np.full(people // 2, start)),
        [str(month) for month in range(months)],
    )
    assert isinstance(built, Panel)
    return built


def test_groups_that_moved_together_pass_and_groups_that_drifted_apart_fail():
    assert placebo_effect(flat(), 6).passed is True
    drifted = placebo_effect(flat(drift=0.2), 6)
    assert drifted.passed is False
    # The three months before the start lie 0.4, 0.6 and 0.8 off, of the seven before them one 0.2.
    assert drifted.effect.value == pytest.approx(0.6 - 0.2 / 7, abs=0.05)


def test_without_six_months_from_before_it_is_not_tried_and_says_so():
    short = placebo_effect(flat(months=8, start=5), 6)
    assert (short.passed, short.imputation) == (None, None)
    assert short.reason == "It needs 6 months from before the start; there are 5."


def test_who_was_chosen_after_bad_months_is_found_out():
    panel = company(CASES["bottom"], 1).panel
    placebo = placebo_effect(panel, 6)
    assert placebo.passed is False
    assert placebo.effect.value < -0.05


def test_points_before_and_after_have_their_own_months():
    panel = flat()
    actual = impute(panel)
    events = event_study(panel, actual, placebo_effect(panel, 6).imputation)
    assert [point.label for point in events.before] == [-3, -2, -1]
    assert [point.label for point in events.after] == list(range(6))
    assert [point.effect.value for point in events.after] == pytest.approx([0.7] * 6, abs=0.1)
    assert events.apart > 0.05


def test_a_year_from_before_shows_six_months_of_it():
    panel = flat(months=18, start=13)
    events = event_study(panel, impute(panel), placebo_effect(panel, 6).imputation)
    assert [point.label for point in events.before] == [-6, -5, -4, -3, -2, -1]


def test_groups_that_drifted_apart_are_apart_together():
    panel = flat(drift=0.2)
    assert event_study(panel, impute(panel), placebo_effect(panel, 6).imputation).apart < 1e-6


def test_without_points_before_there_is_no_joint_test():
    panel = flat(months=8, start=5)
    events = event_study(panel, impute(panel), None)
    assert (events.before, events.apart) == ((), None)
    assert len(events.after) == 3


def test_more_points_than_people_have_no_joint_test():
    panel = flat(people=6, months=18, start=13)
    assert event_study(panel, impute(panel), placebo_effect(panel, 6).imputation).apart is None


def test_the_plain_comparison_is_a_difference_of_rates():
    panel = drawn.company(3, 40).panel()
    first = panel.treated_from.min()
    later = panel.period >= first
    own, other = panel.treated, later & ~panel.treated
    won = panel.outcome * panel.weight
    expected = won[own].sum() / panel.weight[own].sum() - won[other].sum() / panel.weight[other].sum()
    assert unadjusted_comparison(panel).effect.value == pytest.approx(expected)


def test_the_plain_comparison_finds_an_effect_where_better_people_volunteer():
    runs = [company(CASES["zero"], seed).panel for seed in range(20)]
    naive = [unadjusted_comparison(panel) for panel in runs]
    assert sum(comparison.effect.certain for comparison in naive) >= 17
    assert np.mean([comparison.effect.value for comparison in naive]) > 0.05
    assert np.mean([comparison.before.value for comparison in naive]) > 0.05
    honest = [impute(panel) for panel in runs]
    assert sum(isinstance(imputed, Imputation) and imputed.effect.certain for imputed in honest) <= 4


def test_the_plain_comparison_needs_both_sides():
    panel = flat()
    everybody = replace(panel, treated_from=np.zeros(40, dtype=np.int64))
    assert unadjusted_comparison(everybody) is None
