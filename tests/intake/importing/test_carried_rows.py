"""Deleted, test and template rows are set aside; people marked as gone get the last day they were there."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from metrics.intake.choices import ImportChoices
from metrics.intake.import_plan import ImportContext
from metrics.intake.importing import import_files
from metrics.intake.stage.carried_rows import IN_NO_PERIOD, StoredPeople
from metrics.store import Workspace
from tests.intake.importing.preparing import prepared, problems, rows

DEALS = "Deal ID,Stage,Amount,Close Date,{header}\nA1,Won,100,2026-03-01,{no}\nA2,Won,900,2026-03-02,{yes}\n"


@pytest.mark.parametrize(
    ("header", "no", "yes"),
    [
        ("IsDeleted", "0", "1"),
        ("is_deleted", "false", "true"),
        ("Gelöscht", "Nein", "Ja"),
        ("Удалено", "Нет", "Да"),
        ("Deleted At", "", "2026-04-01 10:00:00"),
        ("Deleted", "0000-00-00", "2026-04-01"),
        ("Is Test", "No", "Yes"),
        ("IS_RECURRING", "N", "Y"),
        ("Record Status", "Active", "Deleted"),
    ],
)
def test_rows_carried_along_are_set_aside_and_said(tmp_path: Path, header: str, no: str, yes: str) -> None:
    done = prepared(tmp_path, DEALS.format(header=header, no=no, yes=yes))
    assert [row["opportunity_id"] for row in rows(done)] == ["A1"]
    assert done.staged is not None
    assert done.staged.rows_set_aside == 1
    assert done.headers_besides == (() if header == "Record Status" else (header,))
    assert all(text.startswith("The row is ") for text in problems(done))


@pytest.mark.parametrize("column", ["Deleted", "Is Test"])
def test_a_column_of_other_words_sets_nothing_aside(tmp_path: Path, column: str) -> None:
    done = prepared(tmp_path, DEALS.format(header=column, no="by Anna", yes="by Ben"))
    assert len(rows(done)) == 2


PEOPLE = """Employee ID,Full Name,Job Title,Active,Last Login
E1,Anna Example,Account Executive,Yes,2026-05-30
E2,Ben Example,Account Executive,No,2026-02-14
E3,Cleo Example,Account Executive,No,
"""


def ends(folder: Path, text: str, **stored: date | None) -> dict[str, date | None]:
    context = ImportContext(stored_people=StoredPeople(stored, date(2026, 3, 31)))
    return {row["person_id"]: row.get("left_on") for row in rows(prepared(folder, text, context=context))}


def test_people_never_stored_as_active_left_on_their_newest_day_or_count_in_no_period(tmp_path: Path) -> None:
    assert ends(tmp_path, PEOPLE) == {"E1": None, "E2": date(2026, 2, 14), "E3": IN_NO_PERIOD}
    texts = problems(prepared(tmp_path, PEOPLE))
    assert sum("newest day in the file (“Last Login”)" in text for text in texts) == 1
    assert sum("count in no period" in text for text in texts) == 1


def test_people_stored_as_active_left_on_the_day_that_was(tmp_path: Path) -> None:
    assert ends(tmp_path, PEOPLE, E2=None, E3=None) == {"E1": None, "E2": date(2026, 3, 31), "E3": date(2026, 3, 31)}


def test_a_stored_last_day_stays(tmp_path: Path) -> None:
    stored = {"E1": date(2026, 1, 5), "E2": date(2025, 12, 1), "E3": IN_NO_PERIOD}
    assert ends(tmp_path, PEOPLE, **stored) == {"E1": date(2026, 1, 5), "E2": date(2025, 12, 1), "E3": IN_NO_PERIOD}


def test_whoever_is_back_is_no_longer_in_no_period(tmp_path: Path) -> None:
    assert ends(tmp_path, PEOPLE, E1=IN_NO_PERIOD)["E1"] is None


def test_a_last_day_in_the_file_is_believed(tmp_path: Path) -> None:
    text = PEOPLE.replace(",Last Login", ",Termination Date")
    assert ends(tmp_path, text, E2=None) == {"E1": date(2026, 5, 30), "E2": date(2026, 2, 14), "E3": IN_NO_PERIOD}


@pytest.mark.parametrize(
    ("header", "present", "gone"),
    [
        ("Status", "Active", "Terminated"),
        ("Employee Status", "On Leave", "Resigned"),
        ("Статус", "Работает", "Уволен"),
        ("在职状态", "在职", "已离职"),
        ("Suspended", "false", "true"),
        ("Ausgeschieden", "Nein", "Ja"),
        ("Account Enabled", "True", "False"),
    ],
)
def test_words_for_gone_in_other_systems(tmp_path: Path, header: str, present: str, gone: str) -> None:
    text = f"Employee ID,Full Name,Job Title,{header}\nE1,Anna,AE,{present}\nE2,Ben,AE,{gone}\n"
    assert ends(tmp_path, text) == {"E1": None, "E2": IN_NO_PERIOD}


def test_a_roster_of_people_who_are_all_there_brings_no_last_days(tmp_path: Path) -> None:
    done = prepared(tmp_path, "Employee ID,Full Name,Active\nE1,Anna,1\nE2,Ben,1\n")
    assert "left_on" not in done.columns


def test_who_was_stored_as_active_counts_until_then(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "workspace")
    deals = "Deal ID,Stage,Amount,Created On,Close Date\nA1,Won,100,2026-01-05,2026-03-31\n"
    files = {"people": PEOPLE.replace("No", "Yes"), "deals": deals, "later": PEOPLE.replace("2026-02-14", "2026-09-01")}
    for name, text in files.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(text)
        (report,) = import_files(workspace, [(path, ImportChoices())], "Anna")
    assert report.rows_used == 3
    people = workspace.latest().tables["people"]
    with duckdb.connect() as connection:
        stored = dict(connection.execute(f"SELECT person_id, left_on FROM {people.relation}").fetchall())
    assert stored == {"E1": None, "E2": date(2026, 3, 31), "E3": date(2026, 3, 31)}
