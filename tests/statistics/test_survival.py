"""Kaplan–Meier from life tables."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from metrics.statistics.quantiles import median_of_life_table
from metrics.statistics.survival import kaplan_meier, kaplan_meier_entering, median_survival, survival_quantile


def lung(sex: str | None = None) -> tuple[list[float], list[int], list[int]]:
    """The life table of the lung cancer study that R and lifelines ship."""
    folder = os.environ.get("COXSWAIN_REFERENCE")
    if not folder:
        pytest.skip("COXSWAIN_REFERENCE names no folder of published results")
    with (Path(folder) / "lifelines_lung.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if sex in (None, row["sex"])]
    died = [int(float(row["status"])) for row in rows]
    return [float(row["time"]) for row in rows], died, [1 - ended for ended in died]


@pytest.mark.parametrize(
    ("sex", "median", "low", "high"), [(None, 310, 285, 363), ("1", 270, 212, 310), ("2", 426, 348, 550)]
)
def test_the_lung_study_has_its_published_intervals_by_the_convention_they_were_published_in(sex, median, low, high):
    # R prints the interval of the log scale; ours is of the log-log scale, which holds for few people, too.
    curve = kaplan_meier(*lung(sex))
    error = np.sqrt(np.cumsum(curve.ended / (curve.at_risk * np.maximum(curve.at_risk - curve.ended, 1))))
    below, above = (curve.remaining * np.exp(sign * 1.959964 * error) for sign in (-1, 1))
    ends = [float(curve.days[np.flatnonzero(band <= 0.5)[0]]) for band in (below, above)]
    assert (survival_quantile(curve).value, *ends) == (median, low, high)


def test_the_lung_study_has_its_published_interval_of_the_log_log_scale():
    # As Stata's stci prints it, whose convention is the log-log scale.
    estimate = median_survival(*lung())
    assert (estimate.value, estimate.low, estimate.high) == (310, 284, 361)


def test_the_curve_is_the_textbook_product():
    # Freireich 1963, 6-MP arm, as worked in Kalbfleisch and Prentice: S(6) = .857, S(7) = .807, S(10) = .753 …
    ended = {6: 3, 7: 1, 10: 1, 13: 1, 16: 1, 22: 1, 23: 1}
    lost = {6: 1, 9: 1, 10: 1, 11: 1, 17: 1, 19: 1, 20: 1, 25: 1, 32: 2, 34: 1, 35: 1}
    days = sorted({*ended, *lost})
    curve = kaplan_meier(days, [ended.get(day, 0) for day in days], [lost.get(day, 0) for day in days])
    assert [round(float(left), 3) for left in curve.remaining] == [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448]
    assert survival_quantile(curve).value == 23
    assert (curve.n, curve.events, curve.last_day) == (21, 9, 35)


@pytest.mark.parametrize("n", [1, 2, 7, 8, 40])
def test_without_censoring_the_median_is_the_plain_one(n):
    days, counts = np.unique(np.random.default_rng(n).integers(1, 90, n), return_counts=True)
    assert (
        median_survival(days, counts, np.zeros(len(days), dtype=int)).value == median_of_life_table(days, counts).value
    )


def test_a_median_that_is_not_reached_is_none_with_the_reason():
    estimate = median_survival([10, 30, 60], [1, 1, 0], [0, 0, 8])
    assert (estimate.value, estimate.high, estimate.n) == (None, None, 10)
    assert estimate.reason == "Not reached: 20% had finished by day 60, 50% are needed."


def test_nobody_finished_is_not_reached():
    estimate = median_survival([10, 60], [0, 0], [3, 4])
    assert estimate.value is None
    assert estimate.reason.startswith("Not reached: 0%")


def test_an_upper_end_that_is_not_reached_is_open_and_said_so():
    estimate = median_survival([10, 20, 30, 40], [2, 2, 2, 0], [0, 0, 0, 4])
    assert estimate.value == 30
    assert estimate.high is None
    assert "upper end" in estimate.reason


@pytest.mark.parametrize("n", [1, 5])
def test_who_all_finish_on_one_day_give_no_false_certainty(n):
    estimate = median_survival([85], [n], [0])
    assert (estimate.value, estimate.low, estimate.high) == (85, None, None)
    assert "Too few" in estimate.reason


def test_the_last_one_through_does_not_close_the_interval():
    estimate = median_survival([10, 20], [1, 1], [0, 0])
    assert (estimate.value, estimate.low, estimate.high) == (15, 10, None)


def test_nobody_followed_has_no_curve():
    assert kaplan_meier([], [], []) is None
    assert median_survival([5], [0], [0]).reason == "Nobody was followed."


def test_those_under_way_make_the_typical_time_longer_not_shorter():
    days, ended = [30, 60, 90], [5, 5, 5]
    assert median_survival(days, ended, [0, 0, 0]).value == 60
    assert median_survival(days, ended, [0, 10, 0]).value == 90


@pytest.mark.parametrize("people", [8, 14, 60])
def test_medians_with_censoring_cover_the_truth_about_95_times_in_100(people):
    generator = np.random.default_rng(17)
    median = 80 * np.log(2) ** 0.5
    runs, covered = 500, 0
    for _ in range(runs):
        true, limit = np.round(generator.weibull(2, people) * 80), np.round(generator.uniform(30, 200, people))
        ended = (true <= limit).astype(int)
        estimate = median_survival(np.minimum(true, limit), ended, 1 - ended)
        covered += (estimate.low is None or estimate.low <= median) and (
            estimate.high is None or estimate.high >= median
        )
    assert 0.925 <= covered / runs <= 0.985


def test_who_comes_in_late_is_at_risk_only_from_then_on():
    # 5: one of 2 ends (the third comes in on that day, the fourth later); 8: one of 3; 9: one of 2.
    curve = kaplan_meier_entering([-1, -1, 5, 6], [5, 9, 8, 12], [1, 1, 1, 0])
    assert curve.at_risk.tolist() == [2, 3, 2]
    assert curve.remaining == pytest.approx([1 / 2, 1 / 3, 1 / 6])
    assert (curve.n, curve.events, curve.last_day) == (4, 3, 12)
    assert kaplan_meier_entering([], [], []) is None


def test_without_late_comers_it_is_the_plain_curve():
    random = np.random.default_rng(2)
    days, ended = random.integers(0, 40, 200), random.random(200) < 0.7
    plain, entering = kaplan_meier(days, ended, ~ended), kaplan_meier_entering(np.full(200, -1), days, ended)
    for name in ("days", "at_risk", "ended", "remaining", "low", "high"):
        assert getattr(plain, name) == pytest.approx(getattr(entering, name)), name
    assert (plain.n, plain.events, plain.last_day) == (entering.n, entering.events, entering.last_day)


def test_where_nobody_is_left_the_upper_band_stays_where_it_was():
    curve = kaplan_meier_entering([-1, -1, 5, 9, 9], [5, 8, 8, 12, 20], [1, 1, 1, 1, 1])
    assert curve.remaining.tolist()[-3:] == [0, 0, 0]
    assert len(set(curve.high.tolist()[-4:])) == 1
    assert curve.high[-1] > 0
