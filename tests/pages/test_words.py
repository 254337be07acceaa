"""Words are taught where a file is uploaded, and seen, edited and forgotten in Settings."""

from pathlib import Path

import pytest

from metrics.intake.importing import publish
from metrics.quality.settings_form import SettingsForm
from metrics.schema.settings import StageWord, WordMeaning
from metrics.store.workspace import Workspace
from tests.intake.importing.preparing import prepared
from tests.pages.conftest import opened, plain_words, uploaded
from tests.pages.test_agreements import click_import

DEALS = "opportunity_id,stage,closed_on,kind\n1,Ratified,2026-03-02,Land\n2,Won,2026-03-02,Land\n3,Won,2026-03-02,new\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with nothing in it."""
    workspace = Workspace(tmp_path / "own")
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(workspace.folder))
    return workspace


def test_unknown_words_are_asked_with_their_counts_and_remembered(own: Workspace) -> None:
    app = uploaded(DEALS)
    labels = [box.label.replace("\\", "") for box in app.selectbox if box.label.endswith("means")]
    assert labels == ["“Ratified” in stage (1 row) means", "“Land” in kind (2 rows) means"]
    app.selectbox(key="word_1_stage_Ratified").set_value("won").run()
    app.selectbox(key="word_1_kind_Land").set_value("expansion").run()
    assert app.selectbox(key="word_1_kind_Land").value == "expansion"
    assert "The text is not one of" not in plain_words(app)
    click_import(app)
    assert not app.exception
    settings = own.latest().settings
    assert settings.stage_words == (StageWord("Ratified", "won"),)
    assert settings.words == (WordMeaning("kind", "Land", "expansion"),)
    table = own.latest().tables["opportunities"]
    assert table.rows == 3
    own.undo("Ann")
    assert own.latest().settings.words == ()


def test_settings_show_what_was_taught_and_forget_what_is_taken_out(own: Workspace, tmp_path: Path) -> None:
    taught = (WordMeaning("kind", "Land", "new"), WordMeaning("role", "Facilitator", "host"))
    publish(own, own.latest(), [prepared(tmp_path, DEALS, words=taught)], "Ann")
    app = opened("settings")
    assert not app.exception
    assert "Other words." in plain_words(app)
    form = SettingsForm(own.latest().settings, None)
    assert [row["means"] for row in form.words] == ["kind: new", "role: host"]
    assert form.edited(form.stages, form.roles, form.words, None)["words"] == taught
    assert form.edited(form.stages, form.roles, form.words[1:], None)["words"] == taught[1:]
