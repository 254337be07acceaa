"""History frees disk space on request, and says first what is lost by it."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.intake.importing import publish
from metrics.query.question import Period
from metrics.review.snapshots import freeze
from metrics.store.workspace import Workspace
from tests.intake.importing.preparing import prepared
from tests.pages.conftest import opened, words
from tests.readers import reader_of

DEALS = "opportunity_id,stage,closed_on\n{}1,Closed Won,2025-02-03\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A company that imported its deals twice, complete each time."""
    workspace = Workspace(tmp_path / "own")
    for name in ("A", "B"):
        file = prepared(tmp_path, DEALS.format(name), f"{name}.csv", complete=True)
        publish(workspace, workspace.latest(), [file], "Ann")
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(workspace.folder))
    return workspace


def with_space_open() -> AppTest:
    app = opened("history")
    app.session_state["space"] = True
    return app.run()


def button(app: AppTest, start: str) -> object:
    return next(element for element in app.button if element.label.startswith(start))


def test_nothing_is_deleted_while_every_version_is_kept(own: Workspace) -> None:
    app = with_space_open()
    assert "Nothing to delete" in words(app)
    assert not any(element.label.startswith("Delete") for element in app.button)


def test_a_frozen_quarter_whose_version_would_be_lost_is_named(own: Workspace) -> None:
    period = Period(date(2025, 1, 1), date(2025, 3, 31), "Q1 2025", True)
    freeze(own, reader_of(own.latest()), period, "Ann")
    app = with_space_open()
    assert "Frozen from" not in words(app)
    later = prepared(own.folder.parent, DEALS.format("C"), "C.csv", complete=True)
    publish(own, own.latest(), [later], "Ann")
    app = with_space_open()
    app.selectbox[0].select(4).run()
    assert "Frozen from a version that would be lost: Q1 2025." in words(app)


def test_what_would_be_lost_is_said_before_files_are_deleted_and_the_list_keeps_the_version(own: Workspace) -> None:
    app = with_space_open()
    app.selectbox[0].select(2).run()
    text = words(app)
    assert "Version 1 would stay in this list and could not be gone back to any more" in text
    assert "KB) would be deleted" in text or "bytes) would be deleted" in text
    assert button(app, "Delete").disabled  # type: ignore[attr-defined]
    app.checkbox[0].check().run()
    button(app, "Delete").click().run()  # type: ignore[attr-defined]
    assert not app.exception
    assert [own.can_be_opened(version) for version in own.history()] == [True, False]
    again = opened("history")
    assert "its files were deleted" in words(again)
    assert not any(element.label.startswith("Back to version") for element in again.button)
