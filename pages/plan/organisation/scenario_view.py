"""Scenarios: kept by name, up to three beside what is on screen, as files and as links."""

import json

import streamlit as st

from metrics.planning import (
    LONGEST_SCENARIO_NAME,
    OrganizationPlan,
    Scenario,
    ScenarioComparison,
    load_scenario,
    remove_scenario,
    save_scenario,
    scenario_names,
)
from metrics.store import Workspace
from pages.blocks import show
from pages.parts.downloads import csv_button
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, own_workspace, who
from pages.plan.organisation.inputs import put

MOST_COMPARED = 3
ON_SCREEN = "On screen"
NAME, COMPARED = "plan scenario name", "plan compared"


def scenario_view(current: Current, plan: OrganizationPlan) -> None:
    """Keep what is on screen; hold kept ones beside it; take them away as files."""
    own = own_workspace()
    kept = scenario_names(own.latest())
    if current.sample:
        st.caption("Scenarios are kept in your own workspace, not in the sample's.")
    _keep(own, plan.scenario)
    chosen = st.multiselect(
        f"Kept scenarios, up to {MOST_COMPARED} beside what is on screen", kept, key=COMPARED, persist_state="session",
        max_selections=MOST_COMPARED, placeholder="choose" if kept else "none kept yet",
    )  # fmt: skip
    compared = ScenarioComparison(
        {ON_SCREEN: plan} | {name: _opened(own, name, plan) for name in chosen if name in kept}
    )
    show(compared.blocks)
    for name in chosen:
        if name in kept:
            _one(own, name, compared.plans[name])
    _files(compared)


def _keep(own: Workspace, scenario: Scenario) -> None:
    """A name and a button. What can't be kept is said."""

    def keep() -> None:
        with guarded():
            save_scenario(own, st.session_state[NAME], scenario, who())
            st.toast("Kept. History can undo this.", icon=":material/check:")

    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Name of what is on screen", key=NAME, max_chars=LONGEST_SCENARIO_NAME, width=320)
        st.button("Keep this scenario", on_click=keep, disabled=not name.strip(), icon=":material/save:")


def _opened(own: Workspace, name: str, plan: OrganizationPlan) -> OrganizationPlan:
    """A kept scenario on the same facts; what of it can't be used is said."""
    read = load_scenario(own.latest(), name).scenario(plan.usual)
    for complaint in read.complaints:
        st.warning(plain(f"{name}: {complaint}"))
    return OrganizationPlan(read.scenario, plan.baseline)


def _one(own: Workspace, name: str, plan: OrganizationPlan) -> None:
    """What can be done with a kept scenario."""

    def take_away() -> None:
        with guarded():
            remove_scenario(own, name, who())
            st.toast("Removed. History can undo this.", icon=":material/check:")

    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(name)}**", width=220)
        st.button("Show it", key=f"show {name}", on_click=put, args=(plan.scenario,), icon=":material/visibility:")
        st.page_link(
            "pages/plan/organisation/page.py",
            label="Link to it",
            icon=":material/link:",
            query_params=plan.address,
        )
        st.button("Remove it", key=f"remove {name}", on_click=take_away, icon=":material/delete:")


def _files(compared: ScenarioComparison) -> None:
    """Everything compared as JSON and CSV, and what the address holds."""
    with st.container(horizontal=True):
        st.download_button(
            "Scenarios (JSON)", json.dumps(compared.document, ensure_ascii=False, indent=1), "scenarios.json",
            "application/json", key="scenarios_json", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        csv_button("Scenarios (CSV)", lambda: compared.rows, "scenarios.csv", "scenarios_csv")
    st.caption(
        "The address of this page holds every number of your own and the version of the data that it starts from: mail "
        "it, and the other one sees the same."
    )
