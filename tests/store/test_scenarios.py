"""Scenarios kept in a workspace: by name, undoable, and never believed blindly."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from metrics.errors import UserError
from metrics.planning.organization.saved_scenarios import (
    SCENARIOS,
    load_scenario,
    remove_scenario,
    save_scenario,
    scenario_names,
)
from metrics.planning.organization.scenario import Scenario
from metrics.store.workspace import Workspace

GROWING = replace(
    Scenario(),
    people_sales=120,
    growth=7.5,
    growth_high=9.0,
    ranking=("sales", "product"),
)


def test_a_scenario_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "workspace")
    save_scenario(workspace, "  Twice   as big ", GROWING, "Ada")
    assert scenario_names(workspace.latest()) == ("Twice as big",)
    kept = load_scenario(workspace.latest(), "Twice as big")
    scenario = kept.scenario(Scenario())
    assert (scenario.scenario, scenario.complaints, kept.who) == (GROWING, (), "Ada")


def test_keeping_again_replaces_and_undo_brings_back(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "workspace")
    save_scenario(workspace, "Plan", GROWING, "Ada")
    save_scenario(workspace, "Plan", replace(GROWING, people_sales=9), "Bob")
    assert load_scenario(workspace.latest(), "Plan").scenario(Scenario()).scenario.people_sales == 9
    workspace.undo("Bob")
    assert load_scenario(workspace.latest(), "Plan").scenario(Scenario()).scenario.people_sales == 120
    remove_scenario(workspace, "Plan", "Bob")
    assert scenario_names(workspace.latest()) == ()
    workspace.undo("Bob")
    assert scenario_names(workspace.latest()) == ("Plan",)
    assert "Removed the scenario “Plan”" in {version.action for version in workspace.history()}


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\x00b"])
def test_a_name_nobody_could_choose_again_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="1 to 60"):
        save_scenario(Workspace(tmp_path / "workspace"), name, GROWING, "Ada")


@pytest.mark.parametrize(
    "content",
    [b"\xff", b"[]", b"{}", b'{"format": 1, "inputs": 3}', json.dumps({"format": 2, "inputs": {}}).encode()],
)
def test_a_document_that_is_no_scenario_is_said(tmp_path: Path, content: bytes) -> None:
    workspace = Workspace(tmp_path / "workspace")
    workspace.publish((), action="x", who="x", documents={SCENARIOS.document_name("Plan"): content})
    with pytest.raises(UserError, match="Plan"):
        load_scenario(workspace.latest(), "Plan")
    with pytest.raises(UserError, match="no scenario"):
        load_scenario(workspace.latest(), "Other")
