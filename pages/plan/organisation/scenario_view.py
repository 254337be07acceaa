"""Scenarios: kept by name, up to three beside what is on screen, as files and as links."""

import json

import streamlit as st

from metrics.planning import KeptScenarios, OrganizationPlan, ScenarioComparison
from pages.parts.blocks import show
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
    kept = KeptScenarios(own_workspace())
    names = kept.names
    if current.sample:
        st.caption("Scenarios are kept in your own workspace, not in the sample's.")
    _keep(kept, plan)
    chosen = st.multiselect(
        f"Kept scenarios, up to {MOST_COMPARED} beside what is on screen", names, key=COMPARED, persist_state="session",
        max_selections=MOST_COMPARED, placeholder="choose" if names else "none kept yet",
    )  # fmt: skip
    compared = ScenarioComparison(
        {ON_SCREEN: plan} | {name: _opened(kept, name, plan) for name in chosen if name in names}
    )
    show(compared.blocks)
    for name in chosen:
        if name in names:
            _one(kept, name, compared.plans[name])
    _files(compared)


def _keep(kept: KeptScenarios, plan: OrganizationPlan) -> None:
    """A name and a button. What can't be kept is said."""

    def keep() -> None:
        with guarded():
            kept.keep(st.session_state[NAME], plan, who())
            st.toast("Kept. History can undo this.", icon=":material/check:")

    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Name of what is on screen", key=NAME, max_chars=kept.longest_name, width=320)
        st.button("Keep this scenario", on_click=keep, disabled=not name.strip(), icon=":material/save:")


def _opened(kept: KeptScenarios, name: str, plan: OrganizationPlan) -> OrganizationPlan:
    """A kept scenario on the same facts; what of it can't be used is said."""
    opened, complaints = kept.opened(name, plan)
    for complaint in complaints:
        st.warning(plain(f"{name}: {complaint}"))
    return opened


def _one(kept: KeptScenarios, name: str, plan: OrganizationPlan) -> None:
    """What can be done with a kept scenario."""

    def take_away() -> None:
        with guarded():
            kept.remove(name, who())
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
