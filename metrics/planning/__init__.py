"""Planning: what the rules recommend and what would change. Pure functions over numbers and the rules in TOML."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.planning.capacity.scenario_capacity import Sellers, capacity_inputs, capacity_results, sellers_of
    from metrics.planning.capacity.simulation import (
        Capacity,
        CapacityBar,
        CapacityInputs,
        CapacityRange,
        linear_ramp,
        simulated_capacity,
    )
    from metrics.planning.hire_value import value_of_hire
    from metrics.planning.organization.baseline import coming_quarters, usual_scenario
    from metrics.planning.organization.hiring import HiringInputs, HiringPlan, hiring_plan, yearly_pay
    from metrics.planning.organization.ratio_text import percent_text, ratio_text
    from metrics.planning.organization.recommendation import MOST_PEOPLE, Recommendation, TimeSplit, recommend
    from metrics.planning.organization.recommendation_block import (
        MARK_NOW,
        MARK_RECOMMENDED,
        MARKS_SHOWN,
        ScaleMark,
        hires_in_order,
        ratio_now,
        recommendation_sentences,
        recommendation_text,
        scale_marks,
    )
    from metrics.planning.organization.rule_numbers import rule_numbers
    from metrics.planning.organization.rules import organization_rules
    from metrics.planning.organization.saved_scenarios import (
        LONGEST_SCENARIO_NAME,
        load_scenario,
        remove_scenario,
        save_scenario,
        scenario_names,
        scenario_rows,
    )
    from metrics.planning.organization.scenario import ROLES, Scenario, scenario_inputs
    from metrics.planning.organization.scenario_text import (
        ScenarioChanges,
        moved_inputs,
        read_scenario,
        scenario_changes,
        scenario_words,
        sensible_scenario,
    )
    from metrics.planning.organization.seats import RoleSeats, RoleState

__all__ = [
    "LONGEST_SCENARIO_NAME",
    "MARKS_SHOWN",
    "MARK_NOW",
    "MARK_RECOMMENDED",
    "MOST_PEOPLE",
    "ROLES",
    "Capacity",
    "CapacityBar",
    "CapacityInputs",
    "CapacityRange",
    "HiringInputs",
    "HiringPlan",
    "Recommendation",
    "RoleSeats",
    "RoleState",
    "ScaleMark",
    "Scenario",
    "ScenarioChanges",
    "Sellers",
    "TimeSplit",
    "capacity_inputs",
    "capacity_results",
    "coming_quarters",
    "hires_in_order",
    "hiring_plan",
    "linear_ramp",
    "load_scenario",
    "moved_inputs",
    "organization_rules",
    "percent_text",
    "ratio_now",
    "ratio_text",
    "read_scenario",
    "recommend",
    "recommendation_sentences",
    "recommendation_text",
    "remove_scenario",
    "rule_numbers",
    "save_scenario",
    "scale_marks",
    "scenario_changes",
    "scenario_inputs",
    "scenario_names",
    "scenario_rows",
    "scenario_words",
    "sellers_of",
    "sensible_scenario",
    "simulated_capacity",
    "usual_scenario",
    "value_of_hire",
    "yearly_pay",
]
__getattr__ = lazy(__name__)
