"""What plans begin with: the roster's numbers where it has them, assumptions otherwise."""

from dataclasses import replace
from datetime import date, timedelta

from metrics.people import Workforce
from metrics.planning.organization.hiring import QUARTERS
from metrics.planning.organization.scenario import Scenario
from metrics.query import first_of_next, first_of_period, period_label
from metrics.schema import Settings

ONE_DAY = timedelta(days=1)


def usual_scenario(workforce: Workforce | None, attainment: float | None = None, own_ramp: bool = False) -> Scenario:
    """What a scenario begins with: the roster's numbers where it has them, assumptions otherwise.

    `attainment` is a share of the quota; `own_ramp` whether the workspace has a curve of its own. Low and high keep the
    distance to the likely value that they have among the assumptions.
    """
    usual = Scenario(ramp="own" if own_ramp else "months")
    if attainment is not None:
        usual = _shifted(usual, "attainment", round(100 * attainment, 1), 0, 1000)
    if workforce is None:
        return usual
    usual = usual.with_headcount(workforce.people, workforce.enablers)
    if workforce.growth is not None:
        usual = _shifted(usual, "growth", round(100 * workforce.growth, 1), -50, 100)
    if workforce.seller_attrition is None:
        return usual
    return _shifted(usual, "quits", round(100 * workforce.seller_attrition, 1), 0, 100)


def _shifted(usual: Scenario, name: str, likely: float, least: float, most: float) -> Scenario:
    distance = likely - getattr(usual, name)
    values = {
        each: min(most, max(least, round(getattr(usual, each) + distance, 1)))
        for each in (f"{name}_low", f"{name}_high")
    }
    return replace(usual, **{name: min(most, max(least, likely)), **values})


def coming_quarters(day: date | None, settings: Settings) -> tuple[str, ...]:
    """The names of the eight quarters after the day the data ends; numbers where no data says which day it is."""
    if day is None:
        return tuple(f"Quarter {number}" for number in range(1, QUARTERS + 1))
    starts = [first_of_period(day + ONE_DAY, "quarter", settings)]
    if starts[0] <= day:  # the one that has begun is no longer coming
        starts = [first_of_next(starts[0], "quarter")]
    while len(starts) < QUARTERS:
        starts.append(first_of_next(starts[-1], "quarter"))
    return tuple(period_label(start, "quarter", settings) for start in starts)
