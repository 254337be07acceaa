"""The order of day and month of a column whose dates don't tell it: another column of the same file may."""

from pathlib import Path

import pytest

from tests.intake.importing.preparing import prepared, rows

HEADERS = "Email,Course,Assigned Date,Due Date,Printed\n"


def row(assigned: str, due: str, printed: str = "") -> str:
    return f"a@x.com,Pitch,{assigned},{due},{printed}\n"


@pytest.mark.parametrize(
    ("due", "printed", "day"),
    [
        ("13/03/2026", "", "2026-02-01"),
        ("03/13/2026", "", "2026-01-02"),
        ("2026-03-13", "25/03/2026 10:00", "2026-02-01"),
        ("03/04/2026", "3/25/2026", "2026-01-02"),
    ],
)
def test_another_column_of_the_file_proves_the_order(tmp_path: Path, due: str, printed: str, day: str) -> None:
    """Also one that is no column of the table."""
    done = prepared(tmp_path, HEADERS + row("01/02/2026", due, printed), table="training")
    assert str(rows(done)[0]["assigned_on"]) == day
    (decision,) = [each for each in done.decisions if (each.subject, each.column) == ("date order", "Assigned Date")]
    assert "can only be read so" in decision.evidence


@pytest.mark.parametrize(
    ("due", "printed"),
    [("13/03/2026", "03/13/2026"), ("13.03.2026", ""), ("13-03-2026", ""), ("05/05/2026", ""), ("04/03/2026", "")],
)
def test_it_is_asked_where_columns_contradict_each_other_or_are_written_otherwise(
    tmp_path: Path, due: str, printed: str
) -> None:
    done = prepared(tmp_path, HEADERS + row("01/02/2026", due, printed), table="training")
    assert "Assigned Date" in [question.subject for question in done.undecided]


def test_what_somebody_says_of_the_column_itself_goes_before(tmp_path: Path) -> None:
    answer = {"date_orders": {"Assigned Date": "mdy"}, "table": "training"}
    (read,) = rows(prepared(tmp_path, HEADERS + row("01/02/2026", "13/03/2026"), **answer))
    assert str(read["assigned_on"]) == "2026-01-02"
