"""What stands below the headline: the team, what it costs, what it could do, or the numbers behind it, as chosen."""

from collections.abc import Callable

import streamlit as st

from metrics.planning import OrganizationPlan
from pages.parts.workspace_on_screen import Current
from pages.plan.organisation.capacity_view import capacity_view
from pages.plan.organisation.hiring_view import hiring_view
from pages.plan.organisation.inputs import VIEW
from pages.plan.organisation.numbers_view import numbers_view
from pages.plan.organisation.scenario_view import scenario_view
from pages.plan.organisation.team_view import team_view
from pages.plan.organisation.trend_view import trend_view
from pages.plan.organisation.value_view import value_view

VIEWS = (
    "Team", "Hiring plan", "Ramp and capacity", "Metrics over time", "One more hire", "Scenarios", "Your numbers",
)  # fmt: skip


def chosen_view(current: Current, plan: OrganizationPlan) -> None:
    """The choice, and what was chosen: nothing else is computed."""
    views: dict[str, Callable[[], None]] = {
        "Team": lambda: team_view(plan),
        "Hiring plan": lambda: hiring_view(plan),
        "Ramp and capacity": lambda: capacity_view(plan),
        "Metrics over time": lambda: trend_view(current, plan.baseline),
        "One more hire": lambda: value_view(plan, current),
        "Scenarios": lambda: scenario_view(current, plan),
        "Your numbers": lambda: numbers_view(plan),
    }
    views[st.radio("Show", VIEWS, key=VIEW, persist_state="session", horizontal=True)]()
