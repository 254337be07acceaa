"""Weeks, months, fiscal quarters and years: where they begin and end, what they are called, what came before."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from metrics.errors import UserError
from metrics.query.periods import (
    first_of_period,
    period_before,
    period_called,
    periods_between,
    periods_within,
    year_before,
)
from metrics.query.question import Grain, Period
from metrics.schema.settings import Settings

CALENDAR = Settings()
FROM_FEBRUARY = Settings(fiscal_year_start=2, week_start=7)


@pytest.mark.parametrize("settings", [CALENDAR, FROM_FEBRUARY, Settings(fiscal_year_start=12, week_start=4)])
@pytest.mark.parametrize(("grain", "least", "most"), [("week", 7, 7), ("month", 28, 31), ("quarter", 89, 92)])
def test_periods_follow_one_another_without_a_gap(settings: Settings, grain: Grain, least: int, most: int) -> None:
    """Each day between begins a period, or belongs to that of the day before."""
    spans = list(periods_between(date(2023, 11, 5), date(2025, 3, 3), grain, settings))
    assert spans[0][0] <= date(2023, 11, 5) <= spans[0][1]
    assert spans[-1][0] <= date(2025, 3, 3) <= spans[-1][1]
    for (first, last, _), (following, _, _) in pairwise(spans):
        assert following == last + timedelta(days=1)
        assert least <= (following - first).days <= most
    assert {first_of_period(first, grain, settings) for first, _, _ in spans} == {first for first, _, _ in spans}
    assert {first_of_period(last, grain, settings) for _, last, _ in spans} == {first for first, _, _ in spans}
    assert len({name for _, _, name in spans}) == len(spans)


@pytest.mark.parametrize(
    ("day", "grain", "settings", "first", "last", "name"),
    [
        (date(2024, 12, 31), "week", CALENDAR, date(2024, 12, 30), date(2025, 1, 5), "W01 2025"),
        (date(2024, 12, 31), "week", FROM_FEBRUARY, date(2024, 12, 29), date(2025, 1, 4), "Week of 2024-12-29"),
        (date(2024, 2, 29), "month", FROM_FEBRUARY, date(2024, 2, 1), date(2024, 2, 29), "Feb 2024"),
        (date(2024, 12, 5), "month", CALENDAR, date(2024, 12, 1), date(2024, 12, 31), "Dec 2024"),
        (date(2024, 12, 5), "quarter", CALENDAR, date(2024, 10, 1), date(2024, 12, 31), "Q4 2024"),
        (date(2024, 1, 31), "quarter", FROM_FEBRUARY, date(2023, 11, 1), date(2024, 1, 31), "Q4 FY2024"),
        (date(2024, 2, 1), "quarter", FROM_FEBRUARY, date(2024, 2, 1), date(2024, 4, 30), "Q1 FY2025"),
        (date(2024, 7, 1), "year", CALENDAR, date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2024, 1, 31), "year", FROM_FEBRUARY, date(2023, 2, 1), date(2024, 1, 31), "FY2024"),
    ],
)
def test_a_day_belongs_to_one_period_with_a_name(
    day: date, grain: Grain, settings: Settings, first: date, last: date, name: str
) -> None:
    assert list(periods_between(day, day, grain, settings)) == [(first, last, name)]
    assert period_called(name.lower(), settings) == Period(first, last, name, True)


def test_a_question_cuts_its_periods_and_what_it_cuts_or_the_data_lacks_is_not_complete() -> None:
    covered = (date(2025, 1, 15), date(2025, 5, 31))
    periods = [
        (period.start, period.end, period.complete) for period in periods_within(None, None, "month", covered, CALENDAR)
    ]
    assert periods[0] == (date(2025, 1, 1), date(2025, 1, 31), False)
    assert periods[1:] == [
        (date(2025, 2, 1), date(2025, 2, 28), True),
        (date(2025, 3, 1), date(2025, 3, 31), True),
        (date(2025, 4, 1), date(2025, 4, 30), True),
        (date(2025, 5, 1), date(2025, 5, 31), True),
    ]
    days = (date(2025, 3, 2), date(2025, 4, 29))
    cut = [(period.start, period.end, period.complete) for period in periods_within(*days, "month", covered, CALENDAR)]
    assert cut == [(date(2025, 3, 2), date(2025, 3, 31), False), (date(2025, 4, 1), date(2025, 4, 29), False)]


def test_one_end_asked_for_takes_the_other_from_the_data() -> None:
    covered = (date(2025, 1, 15), date(2025, 5, 31))
    assert periods_within(date(2025, 2, 1), None, "all", covered, CALENDAR)[0].end == date(2025, 5, 31)
    assert periods_within(None, date(2025, 2, 1), "all", covered, CALENDAR)[0].start == date(2025, 1, 15)
    assert [each.end for each in periods_within(None, date(2024, 2, 1), "all", covered, CALENDAR)] == [date(2024, 2, 1)]
    assert [each.start for each in periods_within(date(2026, 2, 1), None, "all", covered, CALENDAR)] == [
        date(2026, 2, 1)
    ]
    (one_day,) = periods_within(covered[1], covered[1], "all", covered, CALENDAR)
    assert (one_day.start, one_day.end, one_day.complete) == (covered[1], covered[1], True)
    with pytest.raises(UserError, match="swap the two days"):
        periods_within(date(2025, 2, 2), date(2025, 2, 1), "all", covered, CALENDAR)


@pytest.mark.parametrize(
    ("grain", "start", "end", "before", "settings"),
    [
        ("month", date(2024, 3, 1), date(2024, 3, 31), (date(2024, 2, 1), date(2024, 2, 29)), CALENDAR),
        ("quarter", date(2025, 2, 1), date(2025, 4, 30), (date(2024, 11, 1), date(2025, 1, 31)), FROM_FEBRUARY),
        ("year", date(2025, 1, 1), date(2025, 12, 31), (date(2024, 1, 1), date(2024, 12, 31)), CALENDAR),
        ("week", date(2025, 1, 6), date(2025, 1, 12), (date(2024, 12, 30), date(2025, 1, 5)), CALENDAR),
        ("month", date(2024, 3, 1), date(2024, 3, 10), (date(2024, 2, 20), date(2024, 2, 29)), CALENDAR),
        ("month", date(2024, 3, 22), date(2024, 3, 31), (date(2024, 3, 12), date(2024, 3, 21)), CALENDAR),
        ("all", date(2024, 3, 1), date(2024, 3, 31), (date(2024, 1, 30), date(2024, 2, 29)), CALENDAR),
    ],
)
def test_the_period_before_is_the_calendars_or_as_many_days(
    grain: Grain, start: date, end: date, before: tuple[date, date], settings: Settings
) -> None:
    assert period_before(Period(start, end, "", True), grain, settings) == before


@pytest.mark.parametrize(
    ("grain", "start", "end", "before"),
    [
        ("month", date(2025, 2, 1), date(2025, 2, 28), (date(2024, 2, 1), date(2024, 2, 29))),
        ("month", date(2024, 2, 1), date(2024, 2, 29), (date(2023, 2, 1), date(2023, 2, 28))),
        ("quarter", date(2024, 10, 1), date(2024, 12, 31), (date(2023, 10, 1), date(2023, 12, 31))),
        ("all", date(2024, 2, 29), date(2024, 3, 30), (date(2023, 2, 28), date(2023, 3, 30))),
        ("week", date(2025, 1, 6), date(2025, 1, 12), (date(2024, 1, 8), date(2024, 1, 14))),
    ],
)
def test_a_year_before_are_the_same_dates_and_for_weeks_the_same_weekdays(
    grain: Grain, start: date, end: date, before: tuple[date, date]
) -> None:
    assert year_before(Period(start, end, "", True), grain, CALENDAR) == before


@pytest.mark.parametrize(
    "name", ["soon", "Q5 2025", "Mar", "Mar 2025 2026", "Q1 Mar 2025", "Q1 2", "Q1 0001", "2025 9999", "9998", "0002"]
)
def test_what_is_no_period_is_refused_with_examples(name: str) -> None:
    with pytest.raises(UserError) as refusal:
        period_called(name, CALENDAR)
    assert str(refusal.value) == f"“{name}” is no period; write it like one of Q1 2025, Mar 2025, 2025."
