"""Real change or routine variation."""

import csv
import os
from pathlib import Path

import pytest

from metrics.statistics.process import MINIMUM_POINTS, RUN_LENGTH, natural_limits, xmr

STEADY = [10.0, 12.0, 9.0, 11.0, 10.0, 12.0, 9.0, 11.0]


def test_the_flow_rates_of_nist_have_their_published_limits():
    folder = os.environ.get("COXSWAIN_REFERENCE")
    if not folder:
        pytest.skip("COXSWAIN_REFERENCE names no folder of published results")
    with (Path(folder) / "nist_flowrate_xmr.csv").open(encoding="utf-8", newline="") as file:
        values = [float(row["flowrate"]) for row in csv.DictReader(file)]
    limits, moving_range = natural_limits(values)
    assert limits.mean == pytest.approx(50.81, abs=0.005)
    assert moving_range == pytest.approx(1.8778, abs=5e-5)
    assert limits.low == pytest.approx(45.8159, abs=5e-5)
    assert limits.high == pytest.approx(55.8041, abs=5e-5)
    assert xmr(values).signals == ()
    assert xmr(values).verdict.kind == "routine variation"


def test_a_value_outside_the_limits_is_a_real_change():
    limits = xmr([*STEADY[:7], 30.0])
    assert [(signal.position, signal.side) for signal in limits.signals] == [(7, "above")]
    assert limits.verdict.kind == "real change"
    assert limits.verdict.sentence == "A real change: above what routine variation explains."
    assert limits.verdict.standing == "unusually high"


def test_the_last_value_does_not_widen_the_limits_it_is_judged_by():
    values = [100, 102, 99, 101, 100, 102, 99]
    assert xmr([*values, 120]).limits[-1] == xmr([*values, 100]).limits[-1] == natural_limits(values)[0]
    assert natural_limits([*values, 107])[0].high > 107 > xmr([*values, 107]).limits[-1].high
    assert xmr([*values, 107]).verdict.kind == "real change"


def test_a_period_still_without_a_value_leaves_the_one_before_to_be_judged_by_its_past():
    assert xmr([*STEADY, 30.0, None]).limits[0] == xmr([*STEADY, 30.0]).limits[0]
    assert xmr([*STEADY, 30.0, None]).signals[0].position == 8


PUSH = [10, 11, 30, 11, 10, 31, 9, 10, 29, 10, 11, 30]
MONTHS = [0, 1, 2] * 5


def test_a_push_at_the_end_of_every_quarter_does_not_hide_a_change_in_between():
    values = [*PUSH, 22]
    assert xmr(values).verdict.kind == "routine variation"
    chart = xmr(values, cycle=MONTHS[:13])
    assert (chart.verdict.kind, chart.verdict.side) == ("real change", "above")
    assert chart.limits[0].mean == pytest.approx(10)
    assert chart.limits[2].mean == pytest.approx(30)
    assert chart.limits[2].high - chart.limits[2].low == pytest.approx(chart.limits[0].high - chart.limits[0].low)


def test_a_push_at_the_end_of_a_quarter_is_no_news():
    values = [*PUSH, 10, 11, 31]
    assert xmr(values, cycle=MONTHS).verdict.kind == "routine variation"
    assert xmr([*PUSH, 10, 11, 12], cycle=MONTHS).verdict.side == "below"


def test_one_unusual_month_does_not_become_what_its_place_in_the_quarter_usually_adds():
    chart = xmr([10, 11, 30, 11, 10, 31, 9, 10, 29, 90, 10], cycle=MONTHS[:11])
    assert chart.offsets[0] == pytest.approx(chart.offsets[1], abs=1)


def test_a_cycle_seen_less_than_three_times_is_not_known():
    values = [10, 11, 30, 11, 10, 31, 9, 10, 29]
    assert set(xmr(values, cycle=MONTHS[:9]).offsets) == {0.0}
    assert set(xmr([*values, 10], cycle=MONTHS[:10]).offsets) != {0.0}


def test_an_earlier_signal_does_not_make_the_last_value_a_real_change():
    limits = xmr([*STEADY[:4], 30.0, *STEADY, *STEADY])
    assert limits.signals[0].position == 4
    assert limits.verdict.kind == "routine variation"


def test_eight_in_succession_on_one_side_are_a_real_change():
    limits = xmr([10, 14, 10, 14, 10, 14, 10, 14, *[15, 16, 15, 16, 15, 16, 15, 16]])
    assert {signal.kind for signal in limits.signals} == {"run of eight"}
    assert limits.verdict.side == "above"
    assert limits.verdict.sentence == "A real change: above its average in 8 periods or more running."


def test_a_missing_value_ends_a_run_and_takes_no_range():
    steps = [10, 14, 10, 14, 10, 14, 10, 14]
    limits = xmr([*steps, 15, 16, 15, 16, None, 15, 16, 15, 16])
    assert limits.signals == ()
    assert natural_limits([1, 2, None, 40, 41, None, 80, 81])[1] == 1


def test_a_value_on_the_mean_ends_a_run():
    limits = xmr([11, 11, 11, 11, 10, 11, 11, 11, 11, 9, 9, 9, 9, 9, 10])
    assert all(signal.kind != "run of eight" for signal in limits.signals)


@pytest.mark.parametrize("n", range(1, MINIMUM_POINTS + 1))
def test_too_few_values_have_no_limits(n):
    limits = xmr(STEADY[:n])
    assert (limits.limits, limits.n) == ((), n)
    assert limits.verdict.kind == "too few points"
    assert f"{n} period" in limits.verdict.sentence


def test_missing_values_do_not_count_as_points():
    assert xmr([1, None, 2, None, 3, 4, 5, 6]).verdict.kind == "too few points"
    assert xmr([]).verdict.kind == "no value"
    assert xmr([*STEADY, None]).verdict.kind == "no value"
    assert xmr([None, None]).limits == ()


def test_values_never_in_succession_have_no_limits():
    limits = xmr([1, None, 2, None, 3, None, 4, None, 5, None, 6, None, 7])
    assert limits.limits == ()
    assert "in succession" in limits.verdict.sentence


def test_equal_values_are_routine_whatever_rounding_does():
    assert xmr([0.1 + 0.2] * 9).verdict.kind == "routine variation"
    assert xmr([0.1] * 7).signals == ()
    assert xmr([0.0] * 7).verdict.kind == "routine variation"


def test_a_limit_does_not_pass_a_bound():
    shares = [0.1, 0.9, 0.2, 0.8, 0.1, 0.9, 0.3]
    assert {(each.low, each.high) for each in xmr(shares, lowest=0, highest=1).limits} == {(0, 1)}
    assert xmr(shares).limits[0].low < 0


def test_the_run_that_is_watched_for_is_the_one_the_name_says():
    assert RUN_LENGTH == 8
