"""From a scenario to the simulation, and to a line in a comparison."""

from dataclasses import replace

import pytest

from metrics.planning.capacity.scenario_capacity import Sellers, capacity_inputs, capacity_results, sellers_of
from metrics.planning.capacity.simulation import linear_ramp
from metrics.planning.organization.scenario import Scenario

SCENARIO = replace(Scenario(), people_sales=214, enablers_sales=4, sellers=100, growth=4.0, growth_high=6.0)


def test_sellers_are_as_long_there_as_the_rosters_are() -> None:
    inputs = capacity_inputs(SCENARIO, Sellers((10, 0, 40), 1.0, (0.1, 0.9)))
    assert inputs.tenures == (20, 0, 80)
    assert inputs.sellers == 100
    assert (inputs.growth.low, inputs.growth.likely, inputs.growth.high) == (0.0, 0.04, 0.06)
    assert inputs.time_to_backfill.likely == 2


def test_the_own_ramp_is_used_where_it_is_wanted_and_there_is_one() -> None:
    own = replace(SCENARIO, ramp="own")
    assert capacity_inputs(own, Sellers((1,), 1.0, (0.1, 0.9))).ramp == (0.1, 0.9)
    assert capacity_inputs(own, Sellers((1,))).ramp == linear_ramp(6)
    assert capacity_inputs(SCENARIO, Sellers((1,), 1.0, (0.1, 0.9))).ramp == linear_ramp(6)


def test_without_a_roster_all_sellers_are_beyond_the_ramp() -> None:
    assert capacity_inputs(SCENARIO, Sellers()).tenures == (0, 100)


def test_results_are_comparable_line_by_line() -> None:
    now, bigger = (
        capacity_results(scenario, Sellers(), "USD")
        for scenario in (SCENARIO, replace(SCENARIO, people_sales=428, sellers=200))
    )
    assert now.keys() == bigger.keys()
    assert (now["Recommended"], bigger["Recommended"], now["Ratio"], now["Lacking"]) == (5, 9, "1:53.5", 1)
    capacity = "Capacity over eight quarters, in full quotas"
    assert bigger[capacity] == pytest.approx(2 * float(now[capacity]), rel=0.05)


def test_nobody_at_all_has_results_too() -> None:
    assert capacity_results(Scenario(), Sellers(), "EUR")["Stage"] == "none"


def test_sellers_move_with_the_people_in_sales_until_somebody_says_how_many_there_are() -> None:
    sellers = Sellers((5, 5), 0.9)
    assert sellers_of(replace(SCENARIO, sellers=None), sellers) == 193
    assert sellers_of(replace(SCENARIO, sellers=None, people_sales=428), sellers) == 385
    assert sellers_of(SCENARIO, sellers) == 100
