"""Organisation: how big enablement should be, who should be in it, what that costs, and the metrics beside it."""

from collections.abc import Callable

import streamlit as st

from metrics.formatting import format_date
from metrics.planning.organisation import MOST_PEOPLE
from metrics.planning.organisation_rules import organisation_rules
from metrics.planning.scenario import FUNCTIONS
from metrics.planning.scenario_words import changed
from metrics.planning.value import ProvedEffect
from pages.parts.guard import fragment
from pages.parts.plain import plain
from pages.parts.questions import data_through
from pages.parts.session import Current, current
from pages.plan.parts import markup
from pages.plan.parts.capacity_view import capacity_view
from pages.plan.parts.ground import Ground, ground_of
from pages.plan.parts.headline import headline, whose
from pages.plan.parts.hiring_view import hiring_view
from pages.plan.parts.impact_table import impact_table
from pages.plan.parts.inputs import headcount, number, on_screen, write_address
from pages.plan.parts.numbers_view import numbers_view
from pages.plan.parts.scenario_view import scenario_view
from pages.plan.parts.team_view import team_view
from pages.plan.parts.trend_view import trend_view
from pages.plan.parts.value_view import value_view

# As far as a slider goes: through all four stages. The field beside it goes further.
SLIDER_MOST = {"people": 2_500, "enablers": 100}
# The effects that stood up to the checks: none, until a programme's effect can be proved.
PROVED: tuple[ProvedEffect, ...] = ()


@fragment
def organisation(here: Current, ground: Ground) -> None:
    """Everything the inputs move."""
    scenario, complaints = on_screen(ground)
    if complaints:
        st.warning(plain(" ".join(complaints)))
    currency = here.snapshot.settings.currency
    found = scenario.recommendation()
    costs = scenario.hiring(found)
    left, right = st.columns([6, 5], gap="large")
    with left:
        people(ground)
        whose(changed(scenario, ground.usual), ground.said)
        headline(found, costs, currency)
    with right:
        impact_table(here.snapshot, ground)
    views: dict[str, Callable[[], None]] = {
        "Team": lambda: team_view(found),
        "Hiring plan": lambda: hiring_view(found, costs, ground.quarters, currency),
        "Ramp and capacity": lambda: capacity_view(scenario, ground, currency),
        "Metrics over time": lambda: trend_view(here.snapshot, ground),
        "One more hire": lambda: value_view(scenario, PROVED, currency),
        "Scenarios": lambda: scenario_view(here, scenario, ground),
        "Numbers": lambda: numbers_view(changed(scenario, ground.usual), ground.usual),
    }
    for tab, view in zip(st.tabs(list(views), key="plan view", on_change="rerun"), views.values(), strict=True):
        if tab.open:
            with tab:
                view()
    write_address(scenario)


def people(ground: Ground) -> None:
    """The two headcounts, and both by function."""
    for group, most in SLIDER_MOST.items():
        headcount(group, most, MOST_PEOPLE)
    with st.expander("By function", icon=":material/groups:"):
        for word, function in FUNCTIONS.items():
            one, other = st.columns(2)
            with one:
                number(f"people_{word}", label=f"{function.capitalize()}: customer-facing")
            with other:
                number(f"enablers_{word}", label=f"{function.capitalize()}: enablement")


def show() -> None:
    """The page: title, caveat, and the fragment."""
    st.title("Organisation", anchor=False)
    here = current()
    caveat = organisation_rules().caveat
    through = format_date(data_through(here.snapshot))
    st.caption(plain(f"{caveat.text} ({caveat.rule}) Data through {through}."))
    markup.styled()
    organisation(here, ground_of(here.snapshot))


show()
