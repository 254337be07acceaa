"""Organisation: how big enablement should be, who should be in it, what that costs, and the metrics beside it."""

from collections.abc import Callable

import streamlit as st

from metrics.formatting import format_date
from metrics.planning import MOST_PEOPLE, organization_rules, scenario_changes
from metrics.schema import CUSTOMER_FACING
from pages.parts import markup
from pages.parts.asking import data_through
from pages.parts.guard import fragment
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, current
from pages.plan.organisation.capacity_view import capacity_view
from pages.plan.organisation.ground import Ground, ground_of
from pages.plan.organisation.headline import headline
from pages.plan.organisation.hiring_view import hiring_view
from pages.plan.organisation.impact_table import impact_table
from pages.plan.organisation.inputs import VIEW, exact, number, on_screen, read_address, slider, write_address
from pages.plan.organisation.numbers_view import numbers_view
from pages.plan.organisation.proved import proved, proved_beside
from pages.plan.organisation.scenario_view import scenario_view
from pages.plan.organisation.team_view import team_view
from pages.plan.organisation.trend_view import trend_view
from pages.plan.organisation.value_view import value_view

# As far as a slider goes: through all four stages. The field beside it goes further.
SLIDER_MOST = {"people": 2_500, "enablers": 100}
VIEWS = (
    "Team", "Hiring plan", "Ramp and capacity", "Metrics over time", "One more hire", "Scenarios", "Your numbers",
)  # fmt: skip


@fragment
def organisation(here: Current, ground: Ground) -> None:
    """Everything the inputs move."""
    scenario, complaints = on_screen(ground)
    if complaints:
        st.warning(plain(" ".join(complaints)))
    currency = here.snapshot.settings.currency
    found = scenario.recommendation()
    costs = scenario.hiring(found)
    changes = scenario_changes(scenario, ground.usual)
    people()
    headline(found, costs, changes, currency, ground.nobody)
    views: dict[str, Callable[[], None]] = {
        "Team": lambda: team_view(found),
        "Hiring plan": lambda: hiring_view(found, costs, ground.quarters, currency),
        "Ramp and capacity": lambda: capacity_view(scenario, ground, currency),
        "Metrics over time": lambda: trend_view(here.snapshot, ground),
        "One more hire": lambda: value_view(scenario, proved(here), currency),
        "Scenarios": lambda: scenario_view(here, scenario, ground),
        "Your numbers": lambda: numbers_view(changes, ground.usual),
    }
    views[st.radio("Show", VIEWS, key=VIEW, persist_state="session", horizontal=True)]()
    write_address(scenario)


def people() -> None:
    """The two headcounts as sliders, and both as exact numbers, all together and by function."""
    for group, most in SLIDER_MOST.items():
        slider(group, most)
    with st.expander("Exact, by function", icon=":material/groups:", key="plan functions", on_change="rerun") as opened:
        if not opened.open:
            return
        for column, group in zip(st.columns(2), SLIDER_MOST, strict=True):
            with column:
                exact(group, MOST_PEOPLE)
        for word, function in CUSTOMER_FACING.items():
            one, other = st.columns(2)
            with one:
                number(f"people_{word}", label=f"{function.capitalize()}: customer-facing")
            with other:
                number(f"enablers_{word}", label=f"{function.capitalize()}: enablement")


def show() -> None:
    """The page: title, caveat, where the numbers come from; the fragment, and beside it what no input moves."""
    st.title("Organisation", anchor=False)
    here = current()
    caveat = organization_rules().caveat
    through = format_date(data_through(here.snapshot))
    ground = ground_of(here.snapshot)
    st.caption(plain(f"{caveat.text} ({caveat.rule}) Data through {through}."))
    st.caption(plain(" ".join(ground.said)))
    markup.styled()
    read_address(ground, VIEWS)
    left, right = st.columns([5, 3], gap="large")
    with left:
        organisation(here, ground)
    with right:
        impact_table(here.snapshot, ground)
        proved_beside(here)


show()
