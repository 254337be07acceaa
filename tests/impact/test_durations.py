"""Restricted means and log-rank, with exposure from its date on."""

import numpy as np
import pytest

from metrics.impact.durations import (
    Spells,
    curve_of,
    known_until,
    log_rank,
    restricted_mean,
    restricted_mean_difference,
    restricted_mean_of,
    spells_from_day,
    spells_of,
)
from metrics.statistics.survival import kaplan_meier


def test_without_censoring_the_restricted_mean_is_the_plain_mean_of_capped_days():
    days = np.array([3.0, 5, 5, 8, 13, 21, 34])
    mean = restricted_mean(days, np.ones(7), 20)
    capped = np.minimum(days, 20)
    assert mean.value == pytest.approx(capped.mean())
    assert mean.variance == pytest.approx(capped.var() / 7)
    assert (mean.horizon, mean.n) == (20, 7)


def test_a_curve_worked_by_hand():
    # 10 (ended), 20 (lost), 30 (ended), 40 (under way): S = 3/4 from 10, 3/8 from 30; up to 40.
    mean = restricted_mean([10, 20, 30, 40], [1, 0, 1, 0], 40)
    assert mean.value == pytest.approx(10 + 20 * 0.75 + 10 * 0.375)
    after_10, after_30 = 20 * 0.75 + 10 * 0.375, 10 * 0.375
    assert mean.variance == pytest.approx(after_10**2 * 1 / (4 * 3) + after_30**2 * 1 / (2 * 1))


def test_a_horizon_nobody_was_followed_to_has_no_mean():
    assert restricted_mean([10, 20], [1, 0], 30) is None
    assert restricted_mean([10, 20], [1, 1], 30).value == 15
    assert restricted_mean([], [], 30) is None
    assert restricted_mean([40, 50], [0, 0], 30).value == 30


def test_differences_cover_the_truth():
    random, covered = np.random.default_rng(1), 0
    for _ in range(300):
        sides = []
        for mean in (50, 70):
            true, seen = random.exponential(mean, 60), random.uniform(60, 200, 60)
            sides.append(restricted_mean(np.minimum(true, seen), true <= seen, 60))
        truth = 50 * (1 - np.exp(-60 / 50)) - 70 * (1 - np.exp(-60 / 70))
        difference = restricted_mean_difference(*sides)
        covered += difference.low <= truth <= difference.high
    assert 275 <= covered <= 296


@pytest.mark.parametrize(("own", "others", "lost"), [(8, 150, 0.0), (8, 150, 0.2), (12, 30, 0.3), (8, 8, 0.0)])
def test_differences_of_few_people_cover_the_truth_too(own, others, lost):
    random, covered = np.random.default_rng(4), 0
    for _ in range(400):
        sides = []
        for n in (own, others):
            true = np.ceil(random.lognormal(np.log(84), 0.35, n))
            seen = np.where(random.random(n) < lost, random.integers(10, 160, n), 1000)
            sides.append((np.minimum(true, seen), true <= seen))
        horizon = min(140, *(known_until(kaplan_meier(days, ended, ~ended)) for days, ended in sides))
        difference = restricted_mean_difference(*(restricted_mean(*side, horizon) for side in sides))
        covered += difference.low <= 0 <= difference.high
    assert 0.92 <= covered / 400 <= 0.985


def test_one_who_got_there_gives_no_interval():
    single, several = (restricted_mean(days, ended, 20) for days, ended in (([5, 30], [1, 0]), ([5, 6, 7], [1, 1, 1])))
    difference = restricted_mean_difference(single, several)
    assert (difference.low, difference.high) == (None, None)
    assert difference.value == pytest.approx(12.5 - 6)
    assert "at least two" in difference.reason


def test_two_who_got_there_give_an_interval():
    two, several = (
        restricted_mean(days, ended, 20) for days, ended in (([5, 9, 30], [1, 1, 0]), ([5, 6, 7], [1, 1, 1]))
    )
    for sides in ((two, several), (several, two)):
        difference = restricted_mean_difference(*sides)
        assert difference.low < difference.value < difference.high


def test_means_at_different_horizons_are_not_compared():
    with pytest.raises(ValueError, match="horizon"):
        restricted_mean_difference(restricted_mean([5, 6], [1, 1], 9), restricted_mean([5, 6], [1, 1], 8))


def test_exposure_counts_from_its_day_on():
    cut = spells_of([10, 20, 30, 40, 50], [1, 1, 0, 1, 1], [np.nan, 5, 0, 40, 60])
    rows = sorted(zip(cut.start, cut.stop, cut.ended, cut.group, strict=True))
    assert rows == [
        (0, 5, False, False), (0, 10, True, False), (0, 30, False, True), (0, 40, True, False),
        (0, 50, True, False), (5, 20, True, True),
    ]  # fmt: skip
    assert (cut.stop - cut.start).sum() == 150
    assert cut.ended.sum() == 4


def test_log_rank_by_hand():
    # 5: one of 3 + 3 ends, exposed; 8: one of 2 + 3, other; 9: one of 2 + 2, other.
    followed = Spells(
        np.zeros(6), np.array([5.0, 12, 12, 8, 9, 12]), np.array([1, 0, 0, 1, 1, 0], bool), np.arange(6) < 3
    )
    comparison = log_rank(followed)
    expected = 3 / 6 + 2 / 5 + 2 / 4
    variance = 1 / 4 + 6 / 25 + 1 / 4
    assert (comparison.observed, comparison.expected) == (1, pytest.approx(expected))
    assert comparison.chi_squared == pytest.approx((1 - expected) ** 2 / variance)


def test_log_rank_without_two_groups_or_ends_is_none():
    alone = Spells(np.zeros(3), np.array([1.0, 2, 3]), np.ones(3, bool), np.ones(3, bool))
    assert log_rank(alone) is None
    assert log_rank(Spells(alone.start, alone.stop, np.zeros(3, bool), np.arange(3) < 1)) is None


def leavers(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Nobody is helped by the training that reaches people at some day, if they are still there."""
    random = np.random.default_rng(seed)
    true, trained = random.exponential(200, 400), random.uniform(0, 400, 400)
    days, ended = np.minimum(true, 365), true <= 365
    return days, ended, np.where(trained < days, trained, np.nan)


def test_exposure_from_its_date_finds_no_effect_where_the_flag_finds_a_huge_one():
    days, ended, trained = leavers(1)
    cut = spells_of(days, ended, trained)
    flag = Spells(np.zeros(400), days, ended.astype(bool), ~np.isnan(trained))
    assert log_rank(cut).probability > 0.05
    assert log_rank(flag).probability < 1e-9


def test_log_rank_raises_false_alarms_about_five_times_in_a_hundred():
    alarms = sum(log_rank(spells_of(*leavers(seed))).probability < 0.05 for seed in range(200))
    assert 2 <= alarms <= 20


def test_days_are_not_negative():
    with pytest.raises(ValueError, match="must not be negative"):
        spells_of([-1], [1], [0])


def test_a_comparison_may_begin_on_a_later_day():
    cut = spells_of([10, 20, 30, 40, 50], [1, 1, 0, 1, 1], [np.nan, 5, 0, 40, 60])
    later = spells_from_day(cut, 15)
    rows = sorted(zip(later.start, later.stop, later.ended, later.group, strict=True))
    assert rows == [
        (15, 20, True, True), (15, 30, False, True), (15, 40, True, False), (15, 50, True, False),
    ]  # fmt: skip
    assert curve_of(later, exposed=True).remaining.tolist() == [0.5]
    assert restricted_mean_of(curve_of(later, exposed=True), 30).value == 20 + 10 * 0.5
    assert restricted_mean_of(curve_of(later, exposed=True), 31) is None
    assert curve_of(spells_from_day(cut, 50), exposed=True) is None


def test_late_exposure_gives_no_difference_where_there_is_none():
    random, covered, alarms = np.random.default_rng(8), 0, 0
    for _ in range(200):
        days = np.ceil(random.exponential(60, 120))
        reached = np.where(random.random(120) < 0.5, random.integers(0, 40, 120), np.nan)
        followed = spells_from_day(spells_of(days, np.ones(120), reached), 20)
        own, others = (restricted_mean_of(curve_of(followed, exposed=side), 80) for side in (True, False))
        difference = restricted_mean_difference(own, others)
        covered += difference.low <= 0 <= difference.high
        alarms += log_rank(followed).probability < 0.05
    assert covered >= 180
    assert alarms <= 20


def test_a_curve_that_ran_empty_says_nothing_of_who_came_later():
    # Both who were there had ended on day 8, before the third came in on day 10.
    curve = curve_of(
        Spells(np.array([-1.0, -1, 10]), np.array([5.0, 8, 30]), np.ones(3, bool), np.ones(3, bool)), exposed=True
    )
    assert known_until(curve) == 8
    assert restricted_mean_of(curve, 9) is None
    assert known_until(curve_of(spells_of([5, 8], [1, 1], [0, 0]), exposed=True)) == np.inf
