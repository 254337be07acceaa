"""Weeks, months, fiscal quarters and years: computed here once, so that no engine truncates a date its own way."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from metrics.errors import UserError
from metrics.query.question import Grain, Period
from metrics.schema import Settings

ONE_DAY = timedelta(days=1)
YEARS = range(1900, 2201)
"""The years of periods that are called by name: others are slips of the keyboard."""
MOST_PERIODS = 4000
YEARS_ASKED = range(2, 9991)
"""The years of questions: nearer to the ends of the calendar there are no days before and after a period."""
NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
GRAINS: tuple[Grain, ...] = ("quarter", "month", "year", "week")
MONTHS: dict[Grain, int] = {"month": 1, "quarter": 3, "year": 12}


def first_of_period(day: date, grain: Grain, settings: Settings) -> date:
    """The first day of the week, month, fiscal quarter or fiscal year that holds `day`."""
    if grain == "week":
        return day - timedelta(days=(day.isoweekday() - settings.week_start) % 7)
    span = MONTHS[grain]
    behind = (day.month - settings.fiscal_year_start) % span
    return _add_months(day.replace(day=1), -behind)


def first_of_next(first: date, grain: Grain) -> date:
    """The first day of the period after the one that begins on `first`."""
    return first + timedelta(days=7) if grain == "week" else _add_months(first, MONTHS[grain])


def period_label(first: date, grain: Grain, settings: Settings) -> str:
    """What people call the period: “W53 2020”, “Mar 2025”, “Q3 FY2025” (named after the year it ends in), “2025”."""
    if grain == "week":
        iso = first.isocalendar()
        return f"W{iso.week:02d} {iso.year}" if settings.week_start == 1 else f"Week of {first.isoformat()}"
    if grain == "month":
        return f"{NAMES[first.month - 1]} {first.year}"
    fiscal = settings.fiscal_year_start != 1
    year = first.year + (fiscal and first.month >= settings.fiscal_year_start)
    name = f"FY{year}" if fiscal else str(year)
    if grain == "year":
        return name
    return f"Q{(first.month - settings.fiscal_year_start) % 12 // 3 + 1} {name}"


def periods_between(start: date, end: date, grain: Grain, settings: Settings) -> Iterator[tuple[date, date, str]]:
    """First day, last day (included) and label of every whole period that touches `start` to `end`.

    Raises UserError where that would be thousands of periods, or there are none.
    """
    if grain == "all":
        yield start, end, "All"
        return
    if start.year not in YEARS_ASKED or end.year not in YEARS_ASKED:
        raise UserError(
            f"From {start} to {end} reaches too near to an end of the calendar: ask for days of the years "
            f"{YEARS_ASKED[0]} to {YEARS_ASKED[-1]}, or leave a day out to ask for all there is."
        )
    first = first_of_period(start, grain, settings)
    for _ in range(MOST_PERIODS):
        if first > end:
            return
        following = first_of_next(first, grain)
        yield first, following - ONE_DAY, period_label(first, grain, settings)
        first = following
    raise UserError(
        f"From {start} to {end} there are more than {MOST_PERIODS} periods of one {grain}; ask for fewer days or a "
        "coarser grain."
    )


def periods_within(
    asked_start: date | None,
    asked_end: date | None,
    grain: Grain,
    covered: tuple[date, date],
    settings: Settings,
) -> tuple[Period, ...]:
    """The periods of a question, cut to the days asked for, each saying whether it is complete.

    A period is complete when the data covers it at both ends (`covered`, both days included) and the question
    didn't cut it.
    """
    start = asked_start or min(covered[0], asked_end or covered[0])
    end = asked_end or max(covered[1], start)
    if end < start:
        raise UserError(f"The question ends ({end}) before it starts ({start}); swap the two days.")
    periods = []
    for first, last, name in periods_between(start, end, grain, settings):
        low = max(first, asked_start) if asked_start else first
        high = min(last, asked_end) if asked_end else last
        whole = (low, high) == (first, last) and low >= covered[0] and high <= covered[1]
        periods.append(Period(low, high, name, whole))
    return tuple(periods)


def period_called(name: str, settings: Settings) -> Period:
    """The week, month, quarter or year that people call so: “Q1 2025”, “2025-Q1”, “mar 2025”, “FY2026”.

    The data is not asked, so the period counts as complete. Raises UserError for a name that is none.
    """
    words = _words(name)
    years = [int(digits) for word in words if (digits := word.removeprefix("fy")).isdecimal() and len(digits) == 4]
    if len(years) == 1 and years[0] in YEARS:
        around = date(years[0] - 1, 1, 1), date(years[0] + 1, 12, 31)
        for grain in GRAINS:
            for first, last, called in periods_between(*around, grain, settings):
                if _words(called) == words:
                    return Period(first, last, called, True)
    examples = (
        period_label(first_of_period(date(2025, 3, 1), grain, settings), grain, settings) for grain in GRAINS[:3]
    )
    raise UserError(f"“{name}” is no period; write it like one of {', '.join(examples)}.")


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"q\d|w\d+|fy\d+|[a-z]+|\d+", name.casefold()))


def year_before(period: Period, grain: Grain, settings: Settings) -> tuple[date, date]:
    """The same period a year earlier: 52 weeks for weeks, the same dates otherwise (29 February gives the 28th)."""
    if grain == "week":
        return period.start - timedelta(days=364), period.end - timedelta(days=364)
    end = period.end + ONE_DAY
    return _add_months(period.start, -12), _add_months(end, -12) - ONE_DAY


def period_before(period: Period, grain: Grain, settings: Settings) -> tuple[date, date]:
    """The period just before: the calendar's, or as many days where the question has no grain or cut the period."""
    if grain != "all":
        first = first_of_period(period.start, grain, settings)
        if (first, first_of_next(first, grain) - ONE_DAY) == (period.start, period.end):
            return first_of_period(first - ONE_DAY, grain, settings), first - ONE_DAY
    return period.start - (period.end + ONE_DAY - period.start), period.start - ONE_DAY


def _add_months(day: date, months: int) -> date:
    """`day` some months later, on the last day of a month too short for it."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(years, month + 1, 1)
    following = date(years + (month == 11), (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - ONE_DAY)
