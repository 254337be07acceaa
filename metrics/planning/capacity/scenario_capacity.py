"""What a scenario makes of a roster's sellers: the inputs of the capacity simulation, and all results by title."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.formatting import format_money
from metrics.planning.capacity.simulation import CapacityInputs, CapacityRange, linear_ramp, simulated_capacity
from metrics.planning.organization.hiring import hiring_plan, yearly_pay
from metrics.planning.organization.recommendation_block import ratio_now
from metrics.planning.organization.scenario import Scenario
from metrics.statistics import largest_remainder


@dataclass(frozen=True, slots=True)
class Sellers:
    """What a roster knows of its sellers: how many have been there for how many months, the part of the people in sales
    that they are, and the workspace's own ramp (empty where it has none).
    """

    tenures: tuple[int, ...] = ()
    share: float = 1.0
    ramp: tuple[float, ...] = ()


def sellers_of(scenario: Scenario, sellers: Sellers) -> int:
    """How many sellers a scenario has: as many as it says, else the roster's part of its people in sales."""
    return round(scenario.people_sales * sellers.share) if scenario.sellers is None else scenario.sellers


def capacity_inputs(scenario: Scenario, sellers: Sellers) -> CapacityInputs:
    """The inputs of the simulation: sellers who are there for as long as the roster's are in proportion (none known:
    all of them beyond the ramp), on the workspace's own ramp where the scenario says so and there is one.
    """
    tenures = sellers.tenures if sum(sellers.tenures) else (0, 1)
    own = scenario.ramp == "own" and bool(sellers.ramp)
    return CapacityInputs(
        tenures=tuple(largest_remainder(sellers_of(scenario, sellers), tenures)),
        ramp=sellers.ramp if own else linear_ramp(scenario.ramp_months),
        growth=_range(scenario, "growth", 100),
        seller_attrition=_range(scenario, "quits", 100),
        ramp_stretch=_range(scenario, "stretch", 100),
        attainment=_range(scenario, "attainment", 100),
        time_to_backfill=_range(scenario, "wait", 1),
        attainment_volatility=scenario.noise / 100,
    )


def capacity_results(scenario: Scenario, sellers: Sellers, currency: str) -> Mapping[str, str | int | float]:
    """What a scenario comes to, by title: a line each for a table that holds several of them."""
    recommendation = scenario.recommendation()
    costs = scenario.hiring(recommendation)
    plan = hiring_plan(costs, recommendation.numbers)
    simulated = simulated_capacity(capacity_inputs(scenario, sellers))
    years = plan.yearly_costs
    return {
        "Customer-facing people": recommendation.people,
        "Enablement people": recommendation.enablers,
        "Ratio": ratio_now(recommendation),
        "Stage": recommendation.stage.title if recommendation.stage else "none",
        "Recommended": recommendation.size,
        "Lacking": recommendation.gap,
        "Yearly pay of the recommended team": format_money(
            yearly_pay(recommendation.size, costs), currency, compact=True
        ),
        "Customer-facing people after eight quarters": plan.quarters[-1].people,
        "Hires over eight quarters": plan.hires,
        "Enablement people after eight quarters": plan.size,
        "Cost of the first year": format_money(years[0], currency, compact=True),
        "Cost of the second year": format_money(years[1], currency, compact=True),
        "Sellers": sellers_of(scenario, sellers),
        "Capacity over eight quarters, in full quotas": round(simulated.total_p50, 1),
        "Capacity, one in ten is lower": round(simulated.total_p10, 1),
        "Capacity, one in ten is higher": round(simulated.total_p90, 1),
    }


def _range(scenario: Scenario, name: str, whole: float) -> CapacityRange:
    low, likely, high = (getattr(scenario, each) / whole for each in (f"{name}_low", name, f"{name}_high"))
    return CapacityRange(low, likely, high)
