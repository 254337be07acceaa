"""What a plan makes of a roster's sellers: the inputs of the capacity simulation, and all results by title."""

from collections.abc import Mapping
from functools import lru_cache

from metrics.formatting import format_money
from metrics.planning.capacity.simulation import (
    Capacity,
    CapacityInputs,
    CapacityRange,
    linear_ramp,
    simulated_capacity,
)
from metrics.planning.organization.hiring import hiring_plan, yearly_pay
from metrics.planning.organization.plan import OrganizationPlan
from metrics.planning.organization.recommendation_block import ratio_now
from metrics.planning.organization.scenario import Scenario
from metrics.statistics import largest_remainder


def capacity_of(plan: OrganizationPlan) -> Capacity:
    """What its sellers can carry, in full quotas."""
    return _simulated(capacity_inputs(plan))


@lru_cache(maxsize=200)
def _simulated(inputs: CapacityInputs) -> Capacity:
    """The last ones asked for: a reader goes to and fro between a few of them."""
    return simulated_capacity(inputs)


def capacity_inputs(plan: OrganizationPlan) -> CapacityInputs:
    """The inputs of the simulation: sellers who are there for as long as the roster's are in proportion (none known:
    all of them beyond the ramp), on the workspace's own ramp where the scenario says so and there is one.
    """
    scenario, sellers = plan.scenario, plan.baseline.sellers
    tenures = sellers.tenures if sum(sellers.tenures) else (0, 1)
    own = scenario.ramp == "own" and bool(sellers.ramp)
    return CapacityInputs(
        tenures=tuple(largest_remainder(plan.sellers, tenures)),
        ramp=sellers.ramp if own else linear_ramp(scenario.ramp_months),
        growth=_range(scenario, "growth", 100),
        seller_attrition=_range(scenario, "quits", 100),
        ramp_stretch=_range(scenario, "stretch", 100),
        attainment=_range(scenario, "attainment", 100),
        time_to_backfill=_range(scenario, "wait", 1),
        attainment_volatility=scenario.noise / 100,
    )


def plan_results(plan: OrganizationPlan) -> Mapping[str, str | int | float]:
    """What a plan comes to, by title: a line each for a table that holds several of them."""
    recommendation, costs, currency = plan.recommendation, plan.costs, plan.currency
    hiring = hiring_plan(costs, recommendation.numbers)
    simulated = capacity_of(plan)
    years = hiring.yearly_costs
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
        "Customer-facing people after eight quarters": hiring.quarters[-1].people,
        "Hires over eight quarters": hiring.hires,
        "Enablement people after eight quarters": hiring.size,
        "Cost of the first year": format_money(years[0], currency, compact=True),
        "Cost of the second year": format_money(years[1], currency, compact=True),
        "Sellers": plan.sellers,
        "Capacity over eight quarters, in full quotas": round(simulated.total_p50, 1),
        "Capacity, one in ten is lower": round(simulated.total_p10, 1),
        "Capacity, one in ten is higher": round(simulated.total_p90, 1),
    }


def _range(scenario: Scenario, name: str, whole: float) -> CapacityRange:
    low, likely, high = (getattr(scenario, each) / whole for each in (f"{name}_low", name, f"{name}_high"))
    return CapacityRange(low, likely, high)
