"""Before an import is stored: what a complete export would remove, and deals that are stored under other ids."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.intake.importing import publish
from metrics.store.workspace import Workspace
from tests.intake.importing.preparing import prepared
from tests.pages.conftest import import_button, plain_words, tables_of, uploaded, words

HEADER = "opportunity_id,stage,account_id,created_on,closed_on,amount\n"
ROWS = [f"D{n},Closed Won,A{n},2025-01-0{n},2025-03-1{n},{n}00\n" for n in range(1, 6)]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A company with five deals."""
    workspace = Workspace(tmp_path / "own")
    publish(workspace, workspace.latest(), [prepared(tmp_path, HEADER + "".join(ROWS), "first.csv")], "Ann")
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(workspace.folder))
    return workspace


def click_import(app: AppTest) -> None:
    import_button(app).click().run()


def test_a_complete_export_lists_what_it_would_remove_and_waits_for_a_yes(own: Workspace) -> None:
    app = uploaded(HEADER + "".join(ROWS[:1]))
    assert not app.checkbox
    app.toggle(key="complete_1").set_value(True).run()
    assert "4 stored rows of Opportunities are not in this file and will be removed" in words(app).replace("\\", "")
    assert "For example D2: Closed Won, A2, 2 Jan 2025 · D3: Closed Won" in words(app).replace("\\", "")
    assert any(button.proto.label == "All 4 rows" for button in app.get("download_button"))
    assert import_button(app).disabled
    assert own.latest().number == 1
    app.checkbox[0].check().run()
    click_import(app)
    assert not app.exception
    assert own.latest().tables["opportunities"].rows == 1


def test_a_complete_export_that_lacks_nothing_asks_nothing(own: Workspace) -> None:
    app = uploaded(HEADER + "".join(ROWS))
    app.toggle(key="complete_1").set_value(True).run()
    assert not app.checkbox
    assert "will be removed" not in words(app)
    assert not import_button(app).disabled


def test_deals_stored_under_other_ids_are_left_out_and_counted(own: Workspace) -> None:
    app = uploaded(
        HEADER + "".join(row.replace("D", "X", 1) for row in ROWS[:2]) + "N1,Closed Won,A9,2025-05-01,2025-06-01,9\n"
    )
    text = words(app).replace("\\", "")
    assert "2 deals of this file look like stored ones under other ids" in text
    assert "X1 (line 2) like D1: A1, 100.00, created 1 Jan 2025, closed 11 Mar 2025" in text
    assert import_button(app).disabled
    app.radio[0].set_value("Leave them out").run()
    assert "3 rows read = 1 used + 2 set aside" in words(app)
    click_import(app)
    assert not app.exception
    assert own.latest().tables["opportunities"].rows == 6
    assert own.history()[0].files[0].rows_set_aside == 2


def test_deals_that_only_look_alike_are_imported_anyway(own: Workspace) -> None:
    app = uploaded(HEADER + ROWS[0].replace("D", "X", 1))
    app.radio[0].set_value("Import them anyway").run()
    assert "1 row read = 1 used + 0 set aside" in words(app)
    click_import(app)
    assert own.latest().tables["opportunities"].rows == 6


def test_a_plain_import_is_asked_nothing(own: Workspace) -> None:
    app = uploaded(HEADER + ROWS[0].replace("100", "150") + "N1,Closed Won,A9,2025-05-01,2025-06-01,9\n")
    assert not app.radio
    assert not app.checkbox
    click_import(app)
    assert own.latest().tables["opportunities"].rows == 6


def test_what_stored_rows_would_become_is_shown_before_anything_is_stored(own: Workspace) -> None:
    app = uploaded(
        HEADER + "".join(ROWS[:2]).replace("2025-01", "2025-02") + "N1,Closed Won,A9,2025-05-01,2025-06-01,9\n"
    )
    assert "1 row added, 2 replaced, 3 unchanged." in plain_words(app)
    assert "change the created day of 2 of 5 stored rows of Opportunities" in plain_words(app)
    (table,) = [rows for caption, rows in tables_of(app).items() if caption == "Values that would change"]
    assert table == [
        {
            "Column": "created_on",
            "Stored rows": "2",
            "For example": "D1: 1 Jan 2025 → 1 Feb 2025 · D2: 2 Jan 2025 → 2 Feb 2025",
        }
    ]
    assert own.latest().number == 1
    click_import(app)
    change = own.history()[0].changes[0]
    assert (change.added, change.updated) == (1, 2)


def test_a_file_that_is_stored_already_says_so(own: Workspace) -> None:
    app = uploaded(HEADER + "".join(ROWS))
    assert "next.csv was imported before, byte for byte: in version 1" in plain_words(app)
    assert "0 rows added, 0 replaced, 5 unchanged." in plain_words(app)


def test_days_that_lie_ahead_wait_until_somebody_says_that_the_clock_is_right(own: Workspace) -> None:
    app = uploaded(HEADER + "".join(f"N{n},Prospecting,B{n},2999-01-0{n},2999-02-01,{n}\n" for n in range(1, 6)))
    assert "The clock of this machine says" in words(app)
    assert import_button(app).disabled
    assert own.latest().number == 1
    app.checkbox(key="clock_1").check().run()
    click_import(app)
    assert not app.exception
    assert own.latest().tables["opportunities"].rows == 10
