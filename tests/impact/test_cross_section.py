"""The adjusted difference of one period, its errors and its overlap."""

import numpy as np
import pytest

from metrics.impact.cross_section import Adjusted, adjusted_difference, regression
from metrics.impact.panel import CannotBeJudged


def people(seed: int, count: int = 300, effect: float = 2.0, apart: float = 1.0):
    """Those with a higher first covariate are likelier to be treated, and do better anyway; effects differ by it."""
    random = np.random.default_rng(seed)
    table = random.normal(size=(count, 2))
    group = random.random(count) < 1 / (1 + np.exp(-apart * table[:, 0]))
    outcome = 1 + 3 * table[:, 0] - table[:, 1] + group * (effect + table[:, 0]) + random.normal(size=count)
    return outcome, group, table


def by_hand(outcome, group, table):
    """Predict for the treated from a regression on the others, and average the differences."""
    design = np.column_stack((np.ones(len(outcome)), table))
    solved = np.linalg.lstsq(design[~group], outcome[~group], rcond=None)[0]
    return float(np.mean(outcome[group] - design[group] @ solved))


def test_it_is_the_mean_of_observed_less_predicted():
    outcome, group, table = people(1)
    difference = adjusted_difference(outcome, group, table, ["past", "tenure"])
    assert difference.effect.value == pytest.approx(by_hand(outcome, group, table))
    assert difference.plain.value == pytest.approx(outcome[group].mean() - outcome[~group].mean())
    assert (difference.treated, difference.comparison) == (group.sum(), (~group).sum())


def test_standard_errors_are_hc3_which_is_leaving_out_one_at_a_time():
    # MacKinnon and White (1985): HC3 is Σ (θ₋i − θ)(θ₋i − θ)', about.
    outcome, group, table = people(2, 60)
    design = np.column_stack((np.ones(60), group, table))
    solved, errors = regression(outcome, design)
    without = np.array(
        [np.linalg.lstsq(np.delete(design, row, 0), np.delete(outcome, row), rcond=None)[0] for row in range(60)]
    )
    assert errors == pytest.approx(np.sqrt(((without - solved) ** 2).sum(axis=0)), rel=1e-9)


def test_intervals_cover_and_the_plain_difference_does_not():
    covered = plain = 0
    for seed in range(200):
        outcome, group, table = people(seed, 150)
        # The effect on those treated is 2 plus their mean of the first covariate.
        truth = 2 + table[group, 0].mean()
        difference = adjusted_difference(outcome, group, table, ["past", "tenure"])
        covered += difference.effect.low <= truth <= difference.effect.high
        plain += difference.plain.low <= truth <= difference.plain.high
    assert 180 <= covered <= 199
    assert plain < 40


def test_weights_count_as_repeated_people():
    outcome, group, table = people(3, 80)
    times = np.random.default_rng(0).integers(1, 4, 80)
    rows = np.repeat(np.arange(80), times)
    weighted = adjusted_difference(outcome, group, table, ["past", "tenure"], weight=times)
    repeated = adjusted_difference(outcome[rows], group[rows], table[rows], ["past", "tenure"])
    assert weighted.effect.value == pytest.approx(repeated.effect.value)


def test_a_covariate_said_twice_changes_nothing():
    outcome, group, table = people(4)
    once = adjusted_difference(outcome, group, table, ["past", "tenure"])
    twice = adjusted_difference(outcome, group, np.column_stack((table, 3 - 2 * table[:, 0])), ["a", "b", "c"])
    assert twice.effect.value == pytest.approx(once.effect.value)
    assert twice.effect.standard_error == pytest.approx(once.effect.standard_error, rel=1e-6)


def test_people_unlike_all_others_show_in_the_overlap():
    near = adjusted_difference(*people(5), ["past", "tenure"]).overlap
    far = adjusted_difference(*people(5, apart=6.0), ["past", "tenure"]).overlap
    assert near.alone < 0.05 < far.alone
    assert far.worth < near.worth / 2
    names, sizes = zip(*far.differences, strict=True)
    assert names == ("past", "tenure")
    assert sizes[0] > 1 > abs(sizes[1])


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"outcome": np.append(np.arange(9.0), np.nan)}, "not a number"),
        ({"covariates": np.full((10, 1), np.inf)}, "not a number"),
        ({"weight": np.zeros(10)}, "not a number"),
        ({"treated": np.zeros(10)}, "too few people"),
        ({"treated": np.arange(10) < 1}, "too few people"),
        ({"outcome": np.full(10, 7.0)}, "never varies"),
        ({"covariates": (np.arange(10) < 5)[:, None].astype(float)}, "nobody left to compare"),
    ],
)
def test_what_cannot_be_judged_says_why(change, kind):
    usual = {"outcome": np.arange(10.0) % 4, "treated": np.arange(10) < 5, "covariates": np.arange(10.0)[:, None] % 3}
    refusal = adjusted_difference(**usual | change, names=["past"])
    assert isinstance(refusal, CannotBeJudged)
    assert refusal.kind == kind


def test_sides_that_covariates_part_altogether_are_finite_and_alone():
    outcome, group, table = people(6, 40)
    table[:, 0] = group * 10.0 + table[:, 1] ** 2
    difference = adjusted_difference(outcome, group, table, ["past", "tenure"])
    assert isinstance(difference, Adjusted)
    assert difference.overlap.alone > 0.9


def test_arrays_that_do_not_fit_are_the_callers_fault():
    with pytest.raises(ValueError, match="same length"):
        adjusted_difference(np.arange(5.0), np.arange(4) < 2, np.zeros((5, 1)), ["past"])
