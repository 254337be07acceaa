"""Organization: how big enablement should be, who should be in it, what that costs, and the metrics beside it."""

import streamlit as st

from metrics.formatting import format_date
from metrics.planning import organization_rules, scenario_changes
from pages.parts import markup
from pages.parts.asking import data_through
from pages.parts.guard import fragment
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, current_workspace
from pages.plan.organisation.chosen_view import VIEWS, chosen_view
from pages.plan.organisation.ground import Ground, ground_of
from pages.plan.organisation.headcounts import people
from pages.plan.organisation.headline import headline
from pages.plan.organisation.impact_table import impact_table
from pages.plan.organisation.inputs import on_screen, read_address, write_address
from pages.plan.organisation.proved import proved_beside


@fragment
def organization(current: Current, ground: Ground) -> None:
    """Everything the inputs move."""
    scenario, complaints = on_screen(ground)
    if complaints:
        st.warning(plain(" ".join(complaints)))
    currency = current.snapshot.settings.currency
    recommendation = scenario.recommendation()
    costs = scenario.hiring(recommendation)
    changes = scenario_changes(scenario, ground.usual)
    people()
    headline(recommendation, costs, changes, currency, ground.nobody)
    chosen_view(current, scenario, recommendation, ground)
    write_address(scenario)


def show() -> None:
    """The page: title, caveat, where the numbers come from; the fragment, and beside it what no input moves."""
    st.title("Organisation", anchor=False)
    current = current_workspace()
    caveat = organization_rules().caveat
    through = format_date(data_through(current.snapshot))
    ground = ground_of(current.snapshot)
    st.caption(plain(f"{caveat.text} ({caveat.rule}) Data through {through}."))
    st.caption(plain(" ".join(ground.sources)))
    markup.styled()
    read_address(ground, VIEWS)
    left, right = st.columns([5, 3], gap="large")
    with left:
        organization(current, ground)
    with right:
        impact_table(current.snapshot, ground)
        proved_beside(current)


show()
