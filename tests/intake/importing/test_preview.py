"""What an import would change is told before it is stored, in blocks and as JSON, the worst first."""

import json
from pathlib import Path
from typing import Any

import pytest

from metrics.intake.choices import ImportChoices
from metrics.intake.import_preview import ImportPreview, preview_files
from metrics.intake.importing import import_files
from metrics.render.text import text_of
from metrics.store.workspace import Workspace
from tests.intake.importing.test_command import run

HEADER = "opportunity_id,stage,owner,created_on,closed_on,amount\n"
ROWS = [f"D{n},Closed Won,P{n},2025-01-0{n},2025-03-1{n},{n}00\n" for n in range(1, 7)]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A company with six deals."""
    workspace = Workspace(tmp_path / "workspace")
    import_files(workspace, [(file(tmp_path, HEADER + "".join(ROWS), "first.csv"), ImportChoices())], "Ann")
    return workspace


def file(folder: Path, text: str, name: str = "next.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def previewed(workspace: Workspace, text: str, **given: Any) -> ImportPreview:
    path = file(workspace.folder.parent, text)
    preview = preview_files(workspace, [(path, ImportChoices(**given))])
    assert workspace.latest().number == 1
    return preview


def changed(row: str, *replaced: tuple[str, str]) -> str:
    for before, after in replaced:
        row = row.replace(before, after)
    return row


def test_rows_and_cells_that_would_change_are_named_from_and_to(workspace: Workspace) -> None:
    later = (
        changed(ROWS[0], ("100", "150"), ("2025-03-11", "2025-04-01")) + ROWS[1] + "D7,Prospecting,P7,2025-04-01,,9\n"
    )
    words = text_of(previewed(workspace, HEADER + later).blocks)
    assert "1 row added, 1 replaced, 5 unchanged. From the file: 1 row that changes nothing." in words
    assert "D1: 11 Mar 2025 → 1 Apr 2025" in words
    assert "D1: 100.00 → 150.00" in words
    assert "Added, for example\n- D7: Prospecting, P7, 1 Apr 2025" in words


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [("2025-01", "2025-02", "created day"), ("Closed Won", "Closed Lost", "stage"), (",P", ",Q", "owner")],
)
def test_what_an_update_hardly_changes_is_said_first_where_it_would_in_many_rows(
    workspace: Workspace, before: str, after: str, word: str
) -> None:
    for number, warned in ((2, False), (3, True)):
        text = HEADER + "".join(changed(row, (before, after)) for row in ROWS[:number])
        # A closed deal keeps its owner: only open ones can change theirs.
        if word == "owner":
            text = text.replace("Closed Won", "Prospecting")
        preview = previewed(workspace, text)
        assert any(f"change the {word} of {number} of 6 stored rows" in each for each in preview.warnings) == warned
        if warned:
            assert text_of(preview.blocks).startswith("This would change the")


def test_a_file_of_the_same_bytes_says_when_it_was_imported(workspace: Workspace) -> None:
    preview = previewed(workspace, HEADER + "".join(ROWS))
    assert [(each.file, each.version) for each in preview.earlier] == [("next.csv", 1)]
    words = text_of(preview.blocks)
    assert words.startswith("next.csv was imported before, byte for byte: in version 1, on ")
    assert "0 rows added, 0 replaced, 6 unchanged. From the file: 6 rows that change nothing." in words
    workspace.undo("Ann")
    path = file(workspace.folder.parent, HEADER + "".join(ROWS))
    assert not preview_files(workspace, [(path, ImportChoices())]).earlier


def test_stages_said_with_the_file_tell_which_deals_keep_their_owner(workspace: Workspace) -> None:
    import_files(
        workspace, [(file(workspace.folder.parent, HEADER + "X1,Wygrana,P1,2025-01-01,,1\n"), ImportChoices())], "Ann"
    )
    later = file(workspace.folder.parent, HEADER + "X1,Wygrana,P2,2025-01-01,,1\n", "later.csv")
    for stages, columns in (({}, ["owner"]), ({"Wygrana": "won"}, ["kept__owner_now"])):
        (table,) = preview_files(workspace, [(later, ImportChoices(stages=stages))]).tables
        assert [column.name for column in table.columns] == columns


def test_the_command_prints_the_preview_and_stores_nothing(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = file(tmp_path, HEADER + changed(ROWS[0], ("100", "150")) + "D7,Won,P7,not a day,,9\n,Won,P8,,,1\n")
    command = ("import", later, "--workspace", workspace.folder, "--preview")
    status, out, err = run(capsys, *command)
    assert (status, err) == (0, "")
    assert "1 row added, 1 replaced, 5 unchanged. From the file: 1 row set aside." in out
    assert "next.csv → opportunities: 3 rows read, 2 used, 1 set aside" in out
    status, out, err = run(capsys, *command, "--json")
    document = json.loads(out)
    assert (status, err, workspace.latest().number) == (0, "", 1)
    (table,) = document["tables"]
    assert (table["added"], table["replaced"], table["unchanged"], table["set_aside"]) == (1, 1, 5, 1)
    amount = {"column": "amount", "header": None, "rows": 1, "overwritten": 1}
    assert amount | {"examples": [{"row": {"opportunity_id": "D1"}, "from": 100.0, "to": 150.0}]} in table["columns"]
    assert table["added_rows"][0]["opportunity_id"] == "D7"
    assert document["files"][0]["rows_set_aside"] == 1
    assert {"imported_before": [], "warnings": []}.items() <= document.items()


def test_a_preview_misses_the_columns_that_the_import_would_miss(workspace: Workspace, tmp_path: Path) -> None:
    hours = file(tmp_path, "person_id,on_date,kind\nP1,2025-03-01,call\n")
    preview = preview_files(workspace, [(hours, ImportChoices(table="activities"))])
    (report,) = import_files(workspace, [(hours, ImportChoices(table="activities"))], "Ann")
    assert preview.files == (report,)


def test_what_has_to_be_asked_is_asked_by_the_preview_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header, folder = "person_id,on_date,kind,hours\n", tmp_path / "w"
    run(capsys, "import", file(tmp_path, f"{header}A,2025-03-01,visit,2\n"), "--workspace", folder)
    later = file(tmp_path, f"{header}A,2025-03-01,visit,3\n", "later.csv")
    status, _, err = run(capsys, "import", later, "--workspace", folder, "--preview")
    assert (status, "--same-day replace" in err) == (1, True)
    status, out, _ = run(capsys, "import", later, "--workspace", folder, "--preview", "--same-day", "add")
    assert "1 row added (1 beside), 0 replaced, 1 unchanged." in out
    assert "Beside stored rows, for example\n- A: 1 Mar 2025, 3.00, visit" in out
    assert Workspace(folder).latest().number == 1
