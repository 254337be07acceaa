"""Each sheet of a workbook is a file of its own: named where it is left, and in report, memory and history."""

import json
from pathlib import Path

import pytest

from metrics.commands import main
from metrics.errors import UserError
from metrics.intake import ImportChoices, import_files
from metrics.store import Workspace
from tests.intake.importing.preparing import prepared
from tests.intake.reading.test_workbooks import write_workbook

PEOPLE: list[list[str | float | tuple[float, int]]] = [
    ["Employee ID", "Name", "Role", "Team"], ["E1", "Anna", "Account Executive", "North"],
]  # fmt: skip
COURSES: list[list[str | float | tuple[float, int]]] = [
    ["Employee ID", "Course", "Completion Date", "Completion Status"], ["E1", "Basics", "2025-03-01", "Completed"],
]  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    write_workbook(path, {"Staff": PEOPLE, "Courses": COURSES, "Notes": [["Read me"]]})
    return path


def test_a_sheet_that_is_left_is_named(book: Path, tmp_path: Path) -> None:
    (report,) = import_files(Workspace(tmp_path / "w"), [(book, ImportChoices())], "a test")
    assert (report.file, report.table) == ("book.xlsx › Staff", "people")
    left = [problem for problem in report.problems if "another sheet" in problem.problem]
    assert [problem.problem.split("“")[1].split("”")[0] for problem in left] == ["Courses"]
    assert left[0].fix == "Import it as well: choose the sheet, or say --sheet 'Courses'."


def test_sheets_asked_for_are_files_of_their_own(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "import",
        str(book),
        "--sheet",
        "Staff",
        "--sheet",
        "Courses",
        "--workspace",
        str(tmp_path / "w"),
        "--json",
    ]
    assert main(words) == 0
    reports = json.loads(capsys.readouterr().out)
    assert [(each["file"], each["table"]) for each in reports] == [
        ("book.xlsx › Staff", "people"), ("book.xlsx › Courses", "training"),
    ]  # fmt: skip
    assert reports[0]["sha256"] != reports[1]["sha256"]
    version = Workspace(tmp_path / "w").latest()
    assert version.tables["training"].rows == 1
    history = Workspace(tmp_path / "w").history()
    assert [file.name for file in history[-1].files or history[0].files] == ["book.xlsx › Staff", "book.xlsx › Courses"]


def test_an_answer_about_a_sheet_is_remembered_for_its_headers(book: Path, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    import_files(workspace, [(book, ImportChoices(sheet="Courses", keep=("Course",)))], "a test")
    (report,) = import_files(workspace, [(book, ImportChoices(sheet="Courses"))], "a test")
    assert any(decision.evidence.startswith("confirmed before") for decision in report.decisions)


def test_a_sheet_that_is_not_there_is_refused(book: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has no sheet “Stock”"):
        import_files(Workspace(tmp_path / "w"), [(book, ImportChoices(sheet="Stock"))], "a test")
    with pytest.raises(UserError, match="is no workbook: it has no sheet “Stock”"):
        prepared(tmp_path, "Employee ID,Name\nE1,Anna\n", sheet="Stock")


def test_a_title_page_in_front_names_the_other_sheets_and_how_to_read_one(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_workbook(path, {"Cover": [["Quarterly report"], ["Sales"]], "Staff": PEOPLE})
    with pytest.raises(UserError, match="the sheet “Cover”; the workbook has “Staff”, too: say --sheet NAME"):
        import_files(Workspace(tmp_path / "w"), [(path, ImportChoices())], "a test")
    (report,) = import_files(Workspace(tmp_path / "w"), [(path, ImportChoices(sheet="Staff"))], "a test")
    assert report.table == "people"
