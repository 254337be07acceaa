"""Planning: what the rules recommend and what would change. Pure functions over numbers and the rules in TOML."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.planning.capacity.capacity_block import capacity_blocks
    from metrics.planning.capacity.simulation import (
        CapacityInputs,
        CapacityRange,
        linear_ramp,
        simulated_capacity,
    )
    from metrics.planning.hire_value_block import value_blocks
    from metrics.planning.organization.baseline_change_block import baseline_change_blocks
    from metrics.planning.organization.headline_block import headline_blocks, opening_blocks
    from metrics.planning.organization.hiring_block import hiring_blocks
    from metrics.planning.organization.kept_scenarios import KeptScenarios
    from metrics.planning.organization.own_number_block import own_number_blocks
    from metrics.planning.organization.pictures import (
        OptionColumns,
        OwnNumbers,
        PlanBlock,
        RatioScale,
        ScaleMark,
        SeatBox,
        TeamChart,
        TimeBar,
    )
    from metrics.planning.organization.plan import OrganizationPlan
    from metrics.planning.organization.recommendation import MOST_PEOPLE, Recommendation, recommend
    from metrics.planning.organization.recommendation_block import (
        hires_in_order,
        printed_blocks,
        recommendation_blocks,
        recommendation_sentences,
    )
    from metrics.planning.organization.rule_numbers import rule_numbers
    from metrics.planning.organization.scenario import Scenario, scenario_inputs
    from metrics.planning.organization.team_block import team_blocks
    from metrics.planning.scenario_comparison import ScenarioComparison

__all__ = [
    "MOST_PEOPLE",
    "CapacityInputs",
    "CapacityRange",
    "KeptScenarios",
    "OptionColumns",
    "OrganizationPlan",
    "OwnNumbers",
    "PlanBlock",
    "RatioScale",
    "Recommendation",
    "ScaleMark",
    "Scenario",
    "ScenarioComparison",
    "SeatBox",
    "TeamChart",
    "TimeBar",
    "baseline_change_blocks",
    "capacity_blocks",
    "headline_blocks",
    "hires_in_order",
    "hiring_blocks",
    "linear_ramp",
    "opening_blocks",
    "own_number_blocks",
    "printed_blocks",
    "recommend",
    "recommendation_blocks",
    "recommendation_sentences",
    "rule_numbers",
    "scenario_inputs",
    "simulated_capacity",
    "team_blocks",
    "value_blocks",
]
__getattr__ = lazy(__name__)
