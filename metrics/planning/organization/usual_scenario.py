"""What a scenario begins with: the numbers of its baseline where that has them, assumptions otherwise."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from metrics.planning.organization.hiring import QUARTERS
from metrics.planning.organization.scenario import Scenario, scenario_inputs
from metrics.query import first_of_next, first_of_period, period_label
from metrics.schema import Settings

if TYPE_CHECKING:
    from metrics.people import Baseline

Provenance = Literal["roster", "rule", "assumption"]
"""Where an input's usual value is from: the company's own files, the roster above all; a rule; or neither."""
ONE_DAY = timedelta(days=1)


def usual_scenario(baseline: "Baseline") -> Scenario:
    """What a scenario begins with. Low and high keep the distance to the likely value that they have among the
    assumptions.
    """
    usual = Scenario(ramp="own" if baseline.ramp else "months")
    if baseline.attained is not None:
        usual = _shifted(usual, "attainment", baseline.attained.share)
    staff = baseline.workforce
    if staff is None:
        return usual
    usual = usual.with_headcount(staff.people, staff.enablers)
    if staff.growth is not None:
        usual = _shifted(usual, "growth", staff.growth)
    return usual if staff.seller_attrition is None else _shifted(usual, "quits", staff.seller_attrition)


def _shifted(usual: Scenario, name: str, share: float) -> Scenario:
    """The scenario with a share as the likely value of one input, in per cent and within its bounds."""
    least, most = scenario_inputs()[name].low, scenario_inputs()[name].high
    likely = round(100 * share, 1)
    distance = likely - getattr(usual, name)
    values = {
        each: min(most, max(least, round(getattr(usual, each) + distance, 1)))
        for each in (f"{name}_low", f"{name}_high")
    }
    return replace(usual, **{name: min(most, max(least, likely)), **values})


def provenance_of(name: str, baseline: "Baseline") -> Provenance:
    """Where the usual value of an input is from."""
    staff = baseline.workforce
    from_files = {
        "people": staff is not None,
        "enablers": staff is not None,
        "growth": staff is not None and staff.growth is not None,
        "quits": staff is not None and staff.seller_attrition is not None,
        "attainment": baseline.attained is not None,
    }
    if scenario_inputs()[name].rule:
        return "rule"
    if name == "ramp":
        return "roster" if baseline.ramp else "assumption"
    return "roster" if from_files.get(name.partition("_")[0]) else "assumption"


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
