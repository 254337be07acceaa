"""Settings warn of rows that may stand twice once days are counted in another time zone."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.intake.importing import publish
from metrics.store.workspace import Workspace
from tests.intake.importing.preparing import prepared
from tests.pages.conftest import opened


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A company that imported its deals."""
    workspace = Workspace(tmp_path / "own")
    deals = prepared(tmp_path, "opportunity_id,stage,closed_on\nD1,Closed Won,2025-02-03\n", "deals.csv")
    publish(workspace, workspace.latest(), [deals], "Ann")
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(workspace.folder))
    return workspace


def button(app: AppTest, start: str) -> object:
    return next(element for element in app.button if element.label.startswith(start))


def choose_zone(zone: str) -> AppTest:
    app = opened("settings")
    next(box for box in app.selectbox if "time zone" in box.label).select(zone)
    button(app, "Save").click().run()  # type: ignore[attr-defined]
    assert not app.exception
    return app


def test_another_time_zone_warns_only_where_rows_could_double(own: Workspace, tmp_path: Path) -> None:
    assert not choose_zone("Europe/Berlin").warning
    hours = prepared(tmp_path, "person_id,on_date,hours\nP1,2025-03-01,5\n", "hours.csv")
    publish(own, own.latest(), [hours], "Ann")
    (warning,) = choose_zone("America/New_York").warning
    assert "Files of Customer time were imported in another time zone" in warning.value
    assert own.latest().settings.time_zone == "America/New_York"
    assert not choose_zone("Europe/Berlin").warning  # the zone the hours were imported in


def test_other_settings_do_not_warn(own: Workspace, tmp_path: Path) -> None:
    hours = prepared(tmp_path, "person_id,on_date,hours\nP1,2025-03-01,5\n", "hours.csv")
    publish(own, own.latest(), [hours], "Ann")
    moved = replace(own.latest().settings, time_zone="Asia/Tokyo")
    own.publish([], action="Moved", who="Ann", settings=moved)
    app = opened("settings")
    app.text_input[0].input("EUR")
    button(app, "Save").click().run()  # type: ignore[attr-defined]
    assert not app.warning
