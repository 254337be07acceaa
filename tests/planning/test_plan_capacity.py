"""From a plan to the simulation, and to a line in a comparison."""

from dataclasses import replace

import pytest

from metrics.people.baseline import Baseline
from metrics.planning.capacity.plan_capacity import capacity_inputs, plan_results
from metrics.planning.capacity.simulation import linear_ramp
from metrics.planning.organization.plan import OrganizationPlan
from metrics.planning.organization.scenario import Scenario
from tests.planning.baselines import NOTHING, of_sellers

SCENARIO = replace(Scenario(), people_sales=214, enablers_sales=4, sellers=100, growth=4.0, growth_high=6.0)


def on(scenario: Scenario, baseline: Baseline = NOTHING) -> OrganizationPlan:
    """A scenario as a plan on these facts, by default none."""
    return OrganizationPlan(scenario, baseline)


def test_sellers_are_as_long_there_as_the_rosters_are() -> None:
    inputs = capacity_inputs(on(SCENARIO, of_sellers((10, 0, 40), (0.1, 0.9))))
    assert inputs.tenures == (20, 0, 80)
    assert inputs.sellers == 100
    assert (inputs.growth.low, inputs.growth.likely, inputs.growth.high) == (0.0, 0.04, 0.06)
    assert inputs.time_to_backfill.likely == 2


def test_the_own_ramp_is_used_where_it_is_wanted_and_there_is_one() -> None:
    own = replace(SCENARIO, ramp="own")
    assert capacity_inputs(on(own, of_sellers((1,), (0.1, 0.9)))).ramp == (0.1, 0.9)
    assert capacity_inputs(on(own, of_sellers((1,)))).ramp == linear_ramp(6)
    assert capacity_inputs(on(SCENARIO, of_sellers((1,), (0.1, 0.9)))).ramp == linear_ramp(6)


def test_without_a_roster_all_sellers_are_beyond_the_ramp() -> None:
    assert capacity_inputs(on(SCENARIO)).tenures == (0, 100)


def test_results_are_comparable_line_by_line() -> None:
    now, bigger = (
        plan_results(on(scenario)) for scenario in (SCENARIO, replace(SCENARIO, people_sales=428, sellers=200))
    )
    assert now.keys() == bigger.keys()
    assert (now["Recommended"], bigger["Recommended"], now["Ratio"], now["Lacking"]) == (5, 9, "1:53.5", 1)
    capacity = "Capacity over eight quarters, in full quotas"
    assert bigger[capacity] == pytest.approx(2 * float(now[capacity]), rel=0.05)


def test_nobody_at_all_has_results_too() -> None:
    assert plan_results(on(Scenario()))["Stage"] == "none"


def test_sellers_move_with_the_people_in_sales_until_somebody_says_how_many_there_are() -> None:
    baseline = of_sellers((9, 9), in_sales=20)
    assert on(replace(SCENARIO, sellers=None), baseline).sellers == 193
    assert on(replace(SCENARIO, sellers=None, people_sales=428), baseline).sellers == 385
    assert on(SCENARIO, baseline).sellers == 100
