"""Scenarios: kept by name, up to three beside what is on screen, as files and as links."""

import json
from collections.abc import Mapping

import streamlit as st

from metrics.planning import (
    LONGEST_SCENARIO_NAME,
    Scenario,
    capacity_results,
    load_scenario,
    remove_scenario,
    save_scenario,
    scenario_names,
    scenario_rows,
    scenario_words,
)
from metrics.store import Workspace
from pages.parts.downloads import csv_button
from pages.parts.guard import guarded
from pages.parts.markup import TableCell, table
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, own_workspace, who
from pages.plan.organisation.ground import Ground
from pages.plan.organisation.inputs import put

MOST_COMPARED = 3
ON_SCREEN = "On screen"
NAME, COMPARED = "plan scenario name", "plan compared"


def scenario_view(current: Current, scenario: Scenario, ground: Ground) -> None:
    """Keep what is on screen; hold kept ones beside it; take them away as files."""
    own = own_workspace()
    kept = scenario_names(own.latest())
    if current.sample:
        st.caption("Scenarios are kept in your own workspace, not in the sample's.")
    _keep(own, scenario)
    chosen = st.multiselect(
        f"Kept scenarios, up to {MOST_COMPARED} beside what is on screen", kept, key=COMPARED, persist_state="session",
        max_selections=MOST_COMPARED, placeholder="choose" if kept else "none kept yet",
    )  # fmt: skip
    compared = {ON_SCREEN: scenario} | {name: _opened(own, name, ground) for name in chosen if name in kept}
    results = {name: capacity_results(each, ground.sellers, _currency(current)) for name, each in compared.items()}
    _beside(results)
    for name in chosen:
        if name in kept:
            _one(own, name, compared[name])
    _files(compared, results)


def _keep(own: Workspace, scenario: Scenario) -> None:
    """A name and a button. What can't be kept is said."""

    def keep() -> None:
        with guarded():
            save_scenario(own, st.session_state[NAME], scenario, who())
            st.toast("Kept. History can undo this.", icon=":material/check:")

    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Name of what is on screen", key=NAME, max_chars=LONGEST_SCENARIO_NAME, width=320)
        st.button("Keep this scenario", on_click=keep, disabled=not name.strip(), icon=":material/save:")


def _opened(own: Workspace, name: str, ground: Ground) -> Scenario:
    """A kept scenario; what of it can't be used is said."""
    read = load_scenario(own.latest(), name).scenario(ground.usual)
    for complaint in read.complaints:
        st.warning(plain(f"{name}: {complaint}"))
    return read.scenario


def _beside(results: Mapping[str, Mapping[str, object]]) -> None:
    titles = next(iter(results.values()))
    rows = [
        [TableCell(title), *(TableCell(_shown(values[title])) for values in results.values())] for title in titles
    ]  # fmt: skip
    table("Scenarios side by side", [TableCell("Result"), *(TableCell(name) for name in results)], rows, numbers=True)


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _one(own: Workspace, name: str, scenario: Scenario) -> None:
    """What can be done with a kept scenario."""

    def take_away() -> None:
        with guarded():
            remove_scenario(own, name, who())
            st.toast("Removed. History can undo this.", icon=":material/check:")

    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(name)}**", width=220)
        st.button("Show it", key=f"show {name}", on_click=put, args=(scenario,), icon=":material/visibility:")
        st.page_link(
            "pages/plan/organisation/page.py",
            label="Link to it",
            icon=":material/link:",
            query_params=scenario_words(scenario),
        )
        st.button("Remove it", key=f"remove {name}", on_click=take_away, icon=":material/delete:")


def _files(compared: Mapping[str, Scenario], results: Mapping[str, Mapping[str, object]]) -> None:
    """Everything compared as JSON and CSV, and the address that holds what is on screen."""
    document = {name: {"inputs": scenario_words(each), "results": results[name]} for name, each in compared.items()}
    with st.container(horizontal=True):
        st.download_button(
            "Scenarios (JSON)", json.dumps(document, ensure_ascii=False, indent=1), "scenarios.json",
            "application/json", key="scenarios_json", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        csv_button(
            "Scenarios (CSV)", lambda: scenario_rows(compared.items(), results), "scenarios.csv", "scenarios_csv"
        )
    st.caption("The address of this page holds every input on screen: mail it, and the other one sees the same.")


def _currency(current: Current) -> str:
    return current.snapshot.settings.currency
