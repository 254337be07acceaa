"""What stands below the headline: the team, what it costs, what it could do, or the numbers behind it, as chosen."""

from collections.abc import Callable

import streamlit as st

from metrics.planning import Recommendation, Scenario, scenario_changes
from pages.parts.workspace_on_screen import Current
from pages.plan.organisation.capacity_view import capacity_view
from pages.plan.organisation.ground import Ground
from pages.plan.organisation.hiring_view import hiring_view
from pages.plan.organisation.inputs import VIEW
from pages.plan.organisation.numbers_view import numbers_view
from pages.plan.organisation.proved import proved
from pages.plan.organisation.scenario_view import scenario_view
from pages.plan.organisation.team_view import team_view
from pages.plan.organisation.trend_view import trend_view
from pages.plan.organisation.value_view import value_view

VIEWS = (
    "Team", "Hiring plan", "Ramp and capacity", "Metrics over time", "One more hire", "Scenarios", "Your numbers",
)  # fmt: skip


def chosen_view(current: Current, scenario: Scenario, recommendation: Recommendation, ground: Ground) -> None:
    """The choice, and what was chosen: nothing else is computed."""
    currency = current.snapshot.settings.currency
    costs = scenario.hiring(recommendation)
    views: dict[str, Callable[[], None]] = {
        "Team": lambda: team_view(recommendation),
        "Hiring plan": lambda: hiring_view(recommendation, costs, ground.quarters, currency),
        "Ramp and capacity": lambda: capacity_view(scenario, ground, currency),
        "Metrics over time": lambda: trend_view(current.snapshot, ground),
        "One more hire": lambda: value_view(scenario, proved(current), currency),
        "Scenarios": lambda: scenario_view(current, scenario, ground),
        "Your numbers": lambda: numbers_view(scenario_changes(scenario, ground.usual), ground.usual),
    }
    views[st.radio("Show", VIEWS, key=VIEW, persist_state="session", horizontal=True)]()
