"""The Scorecard's sentences."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from metrics.insights.change_findings import describe_change, leading_beside_lagging, process_limits, what_changed
from metrics.query.question import Answer, AnswerRow, ComparedValue, Period, Question
from metrics.semantic.definition import Metric
from metrics.statistics.intervals import wilson

WIN_RATE = Metric(
    name="win_rate",
    title="Win rate: deals won of deals decided",
    summary="",
    definition="",
    example="",
    group="Win rate",
    kind="lagging",
    unit="share",
    better="higher",
    shape="event",
    measure="ratio",
    numerator="won",
    denominator="decided",
    interval="share clustered by seller",
    reads=MappingProxyType({"opportunities": ("stage",)}),
    population=None,
    rules=("B12",),
    sql="SELECT 1",
    order=1,
    path=Path("win_rate.sql"),
)
VELOCITY = Metric(
    **{name: getattr(WIN_RATE, name) for name in WIN_RATE.__slots__}
    | {"name": "deal_velocity", "title": "Deal velocity", "unit": "days", "better": "lower"}
)
REVENUE = Metric(
    **{name: getattr(WIN_RATE, name) for name in WIN_RATE.__slots__}
    | {"name": "revenue", "title": "New-business revenue", "unit": "money", "interval": "none"}
)
ATTENDANCE = Metric(
    **{name: getattr(WIN_RATE, name) for name in WIN_RATE.__slots__}
    | {"name": "attendance", "title": "Training attendance", "kind": "leading", "population": "customer-facing"}
)


def period(number: int, complete: bool = True) -> Period:
    year, quarter = 2023 + number // 4, number % 4
    start = date(year, quarter * 3 + 1, 1)
    return Period(start, date(year, quarter * 3 + 3, 28), f"Q{quarter + 1} {year}", complete)


def row(number, value, n=200, low=None, high=None, complete=True, segment=None, compared=None) -> AnswerRow:
    return AnswerRow(
        period(number, complete), segment or {}, value, n, low, high, {}, compared or {}, None if value else "no rows"
    )


def share_rows(won: list[int], n: int = 200, **more) -> list[AnswerRow]:
    estimates = [wilson(successes, n) for successes in won]
    return [row(at, each.value, n, each.low, each.high, **more) for at, each in enumerate(estimates)]


def answer(metric: Metric, rows) -> Answer:
    return Answer(Question(metric.name, grain="quarter"), tuple(rows), (), (), "", "", date(2026, 6, 30))


STEADY = [80, 84, 78, 82, 80, 84, 78, 82]


def test_a_change_inside_the_limits_is_routine_variation():
    (finding,) = describe_change(WIN_RATE, answer(WIN_RATE, share_rows(STEADY)))
    assert finding.strength == "routine variation"
    assert finding.direction == "good"
    assert finding.sentence == (
        "Win rate rose from 39.0 % to 41.0 % in Q4 2024 (+2.0 pts, likely −7.5 pts to +11.5 pts, n = 200). "
        "Routine variation: within what the earlier periods lead one to expect."
    )


def test_a_value_outside_the_limits_is_a_real_change():
    (finding,) = describe_change(WIN_RATE, answer(WIN_RATE, share_rows([*STEADY, 30])))
    assert (finding.strength, finding.direction) == ("real change", "bad")
    assert finding.sentence.endswith("A real change: below what routine variation explains.")
    assert "fell from 41.0 % to 15.0 %" in finding.sentence


def test_a_fall_to_a_level_still_unusually_high_is_not_for_the_worse():
    steady = [100, 102, 99, 101, 100, 102, 99, 101, 100, 102, 99]
    rows = [row(at, float(value)) for at, value in enumerate([*steady, 400, 300])]
    (finding,) = describe_change(REVENUE, answer(REVENUE, rows))
    assert (finding.strength, finding.direction) == ("real change", "good")
    assert finding.sentence == (
        "New-business revenue fell from $400 to $300 in Q1 2026 (−$100, n = 200). "
        "Even so it is unusually high, which routine variation does not explain."
    )
    balance = leading_beside_lagging([(REVENUE, answer(REVENUE, rows))])
    assert "new-business revenue for the better" in balance.sentence


def test_a_period_held_against_one_that_is_not_complete_is_no_change():
    compared = {"previous": ComparedValue(300.0, None, 3, reason="The earlier period is not complete.")}
    rows = [*(row(at, 900.0) for at in range(8)), row(8, 1800.0, compared=compared)]
    assert describe_change(REVENUE, answer(REVENUE, rows)) == ()


def test_months_are_judged_by_their_place_in_the_quarter_and_the_sentence_says_so():
    values = [10, 11, 30, 11, 10, 31, 9, 10, 29, 10, 11, 30, 22]
    rows = []
    for at, value in enumerate(values):
        start = date(2025 + at // 12, at % 12 + 1, 1)
        month = Period(start, start.replace(day=28), f"month {at}", True)
        rows.append(AnswerRow(month, {}, value * 1e3, 200, None, None, {}, {}))
    monthly = Answer(Question("revenue", grain="month"), tuple(rows), (), (), "", "", date(2026, 1, 31))
    (finding,) = describe_change(REVENUE, monthly)
    assert (finding.strength, finding.direction) == ("real change", "good")
    assert finding.sentence.endswith(
        "Even so it is unusually high, which routine variation does not explain. "
        "Each month was held against the same month of earlier quarters."
    )
    (finding,) = describe_change(REVENUE, replace(monthly, question=Question("revenue", grain="week")))
    assert finding.strength == "routine variation"


def test_two_periods_are_too_few_for_more_than_a_comparison():
    (finding,) = describe_change(WIN_RATE, answer(WIN_RATE, share_rows([80, 82])))
    assert finding.strength == "too few periods"
    assert "too few to tell a real change" in finding.sentence


def test_fewer_days_are_good_where_lower_is_better():
    rows = [row(0, 60.0, low=55.0, high=65.0), row(1, 50.0, low=46.0, high=55.0)]
    (finding,) = describe_change(VELOCITY, answer(VELOCITY, rows))
    assert finding.direction == "good"
    assert finding.sentence.startswith("Deal velocity fell from 60 days to 50 days in Q2 2023 (−10 days, likely ")


def test_a_partial_period_is_never_the_latest():
    rows = [*share_rows(STEADY), row(8, 0.02, n=50, low=0.0, high=0.1, complete=False)]
    (finding,) = describe_change(WIN_RATE, answer(WIN_RATE, rows))
    assert finding.period == period(7)


def test_no_value_before_or_now_has_no_finding():
    assert describe_change(WIN_RATE, answer(WIN_RATE, [])) == ()
    assert describe_change(WIN_RATE, answer(WIN_RATE, [row(0, 0.5)])) == ()
    assert describe_change(WIN_RATE, answer(WIN_RATE, [row(0, None), row(1, 0.5)])) == ()
    assert describe_change(WIN_RATE, answer(WIN_RATE, [row(0, 0.5), row(1, None)])) == ()


def test_a_segment_that_ended_earlier_is_not_reported_as_the_latest():
    rows = [*share_rows(STEADY), *share_rows(STEADY[:4], segment={"team": "Closed down"})]
    assert [finding.segment for finding in describe_change(WIN_RATE, answer(WIN_RATE, rows))] == [{}]


def test_the_answers_own_comparison_and_plan_are_used():
    compared = {
        "previous": ComparedValue(0.40, 0.01, 180, -0.02, 0.04),
        "plan": ComparedValue(0.45, -0.04),
    }
    rows = [*share_rows(STEADY[:-1]), row(7, 0.41, compared=compared)]
    (finding,) = describe_change(WIN_RATE, answer(WIN_RATE, rows))
    assert "rose from 40.0 % to 41.0 %" in finding.sentence
    assert "likely −2.0 pts to +4.0 pts" in finding.sentence
    assert "Against the plan of 45.0 %: −4.0 pts." in finding.sentence
    assert finding.plan_gap == -0.04


def test_the_biggest_change_for_its_error_comes_first_and_names_its_segment():
    teams = {"Atlas": [*STEADY, 30], "Borealis": [*STEADY, 84], "Cygnus": [*STEADY, 100]}
    rows = [each for team, won in teams.items() for each in share_rows(won, segment={"team": team})]
    changes = what_changed([(WIN_RATE, answer(WIN_RATE, rows))])
    assert [finding.segment["team"] for finding in changes.findings[:2]] == ["Atlas", "Cygnus"]
    assert changes.findings[0].sentence.startswith("Win rate (team Atlas) fell")
    assert changes.checked == 3
    assert changes.sentence == "3 changes were checked; 2 are more than routine variation."


def test_few_deals_are_not_ranked_but_few_people_are():
    deals = share_rows([4, 9], n=10)
    assert what_changed([(WIN_RATE, answer(WIN_RATE, deals))]).checked == 0
    assert what_changed([(ATTENDANCE, answer(ATTENDANCE, deals))]).checked == 1


def test_few_deals_in_the_period_before_are_not_ranked_either():
    rows = [share_rows([4], n=10)[0], share_rows([1, 90], n=200)[1]]
    assert what_changed([(WIN_RATE, answer(WIN_RATE, rows))]).checked == 0


def test_sums_without_an_interval_are_measured_by_their_moving_ranges():
    rows = [row(at, value) for at, value in enumerate([1e6, 1.1e6, 0.9e6, 1e6, 1.1e6, 0.9e6, 1e6, 1.9e6])]
    changes = what_changed([(REVENUE, answer(REVENUE, rows))])
    assert changes.findings[0].score == pytest.approx(
        0.9e6 / (2**0.5 * changes.findings[0].limits.moving_range / 1.128)
    )
    assert "rose from $1.00M to $1.90M" in changes.findings[0].sentence
    assert "likely" not in changes.findings[0].sentence


def test_sums_over_two_periods_have_no_measure_of_error_and_no_rank():
    assert what_changed([(REVENUE, answer(REVENUE, [row(0, 1e6), row(1, 9e6)]))]).checked == 0


def test_with_few_periods_only_what_survives_all_comparisons_is_more_than_chance():
    many = [each for at in range(30) for each in share_rows([80, 88], segment={"team": f"T{at}"})]
    clear = share_rows([60, 140], segment={"team": "Clear"})
    changes = what_changed([(WIN_RATE, answer(WIN_RATE, [*many, *clear]))])
    assert changes.findings[0].segment == {"team": "Clear"}
    assert changes.findings[0].strength == "more than chance"
    assert "more than chance alone" in changes.findings[0].sentence
    assert changes.sentence == "31 changes were checked; 1 is more than routine variation."
    assert {finding.strength for finding in changes.findings[1:]} <= {"too few periods"}


def test_a_signal_on_few_people_that_its_own_interval_explains_is_not_called_real():
    (finding,) = describe_change(ATTENDANCE, answer(ATTENDANCE, share_rows([2, 2, 2, 2, 2, 2, 2, 4], n=6)))
    assert finding.limits.verdict.kind == "real change"
    assert finding.strength == "unsure"
    assert "too few rows to be sure" in finding.sentence


def test_a_signal_that_hardly_moved_since_the_period_before_is_not_what_changed():
    rows = share_rows([60] * 8 + [100, 101])
    assert describe_change(WIN_RATE, answer(WIN_RATE, rows))[0].score < 1
    assert what_changed([(WIN_RATE, answer(WIN_RATE, rows))]).findings == ()


def test_nothing_to_compare_says_so():
    assert what_changed([]).sentence == "There are no two complete periods with enough behind them to compare."


def test_leading_stands_beside_lagging():
    balance = leading_beside_lagging(
        [
            (ATTENDANCE, answer(ATTENDANCE, share_rows([*STEADY, 150]))),
            (WIN_RATE, answer(WIN_RATE, share_rows(STEADY))),
        ]
    )
    assert [finding.metric for finding in balance.leading] == ["attendance"]
    assert [finding.metric for finding in balance.lagging] == ["win_rate"]
    assert balance.sentence == (
        "Of 1 leading metric 1 moved beyond routine variation: training attendance for the better. "
        "Of 1 lagging metric none moved beyond routine variation. "
        "That two move together does not show that one moves the other."
    )


def test_no_sentence_names_a_cause():
    rows = [*share_rows([*STEADY, 30]), *share_rows([*STEADY, 150], segment={"region": "EMEA"})]
    pairs = [(WIN_RATE, answer(WIN_RATE, rows))]
    texts = " ".join(finding.sentence for finding in what_changed(pairs).findings).lower()
    assert not any(word in texts for word in ("because", "caused", "due to", "thanks to", "led to", "drove"))


def test_limits_leave_out_partial_periods_and_keep_to_what_a_share_can_be():
    rows = [*share_rows([2, 30, 2, 30, 2, 30, 2]), row(7, 0.9, complete=False)]
    limits = process_limits(WIN_RATE, rows, "quarter")
    assert limits.n == 7
    assert {each.low for each in limits.limits} == {0.0}


def test_row_order_never_matters():
    rows = share_rows([*STEADY, 30])
    assert describe_change(WIN_RATE, answer(WIN_RATE, rows)) == describe_change(WIN_RATE, answer(WIN_RATE, rows[::-1]))
