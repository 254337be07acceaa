"""Exports of hundreds of columns: the same answers as in a narrow file, without a statement that grows with them."""

from dataclasses import replace
from pathlib import Path

import pytest

from metrics.intake import inspect_file
from metrics.intake.confined_connection import connect
from metrics.intake.inspection import unreadable_cells
from metrics.intake.limits import Allowance
from metrics.intake.model import Example, TextTable
from metrics.intake.read.text_tables import read_text_table
from metrics.intake.recognize.column_texts import MOST_PLANNED, NARROW, SAMPLE_ROWS, Asked, ColumnTexts
from metrics.intake.recognize.profile import column_readings, profile_columns
from tests.intake.importing.preparing import prepared

WAYS = (
    lambda row: f"word {row % 7}",
    lambda row: f"{row % 28 + 1}/{row % 12 + 1}/2025",
    lambda row: f"2025-0{row % 9 + 1}-11 0{row % 9}:30",
    lambda row: f"{row},{row % 10}5",
    lambda row: f"$1,{row % 10}00.50",
    lambda row: str(row * 3),
    lambda row: "yes" if row % 2 else "no",
    lambda row: "",
    lambda row: "n/a" if row % 3 else str(row),
    lambda row: "soon" if row % 25 == 7 else f"{row}.5",
    lambda row: f"0{row}",
    lambda row: "9" * 23 if row == 4 else str(row),
    lambda row: "1,234",
    lambda row: f"{row % 12 + 1}/{row % 12 + 1}/25",
)


def wide_file(folder: Path, columns: int, rows: int) -> Path:
    """A file whose columns are written in all these ways in turn, behind an id."""
    path = folder / "wide.tsv"
    lines = ["\t".join(["Id", *(f"Field {number}" for number in range(columns - 1))])]
    for row in range(1, rows + 1):
        lines.append("\t".join([f"A{row}", *(WAYS[place % len(WAYS)](row) for place in range(columns - 1))]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def in_narrow_parts(table: TextTable) -> list[range]:
    """The positions of a table's columns, no more at a time than are asked where they lie."""
    columns = len(table.headers)
    return [range(start, min(start + NARROW, columns)) for start in range(0, columns, NARROW)]


def test_a_wide_file_is_profiled_as_its_columns_are_in_parts(tmp_path: Path) -> None:
    table = read_text_table(wide_file(tmp_path, 36, 60), tmp_path)
    wide = profile_columns(table)
    parts = [profile for part in in_narrow_parts(table) for profile in profile_columns(table, part)]
    assert len(wide) == 36
    assert [profile.name for profile in wide] == list(table.headers)
    assert {profile.type for profile in wide} == {"text", "date", "timestamp", "number", "integer", "boolean"}
    assert {profile.type for profile in wide if profile.nulls == 60} == {"text"}
    assert [replace(profile, sum=None) for profile in wide] == [replace(profile, sum=None) for profile in parts]
    sums = [(profile.sum, part.sum) for profile, part in zip(wide, parts, strict=True) if part.sum is not None]
    for total, of_part in sums:  # all are DOUBLE where one column's sum is beyond 10²³
        assert total == pytest.approx(of_part, rel=1e-15, abs=0)


def test_unreadable_cells_of_a_wide_file_are_shown_as_those_of_a_narrow_one(tmp_path: Path) -> None:
    table = read_text_table(wide_file(tmp_path, 155, 100), tmp_path)
    columns = profile_columns(table)
    wide = unreadable_cells(table, columns)
    bad = tuple(column for column in columns if column.unreadable)
    assert NARROW < len(bad) <= 2 * NARROW
    assert wide == unreadable_cells(table, bad[:NARROW]) + unreadable_cells(table, bad[NARROW:])
    assert wide[0].examples == (Example(8, "soon"), Example(33, "soon"), Example(58, "soon"))


def test_columns_that_begin_late_are_read_by_what_they_hold(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    columns = NARROW + 10
    empty, late = "," * (columns - 1), ",".join(["x", *["31/12/2025"] * (columns - 2)]) + ","
    header = ",".join(f"c{number}" for number in range(columns))
    path.write_text("\n".join([header, *[f"x{empty}"] * (SAMPLE_ROWS + 5), late]) + "\n", encoding="utf-8")
    table = read_text_table(path, tmp_path)
    readings = column_readings(table)
    assert [reading.type for reading in readings] == ["text", *["date"] * (columns - 2), "text"]
    assert readings[1].format.date_order == "dmy"


def test_many_rows_of_many_columns_are_taken_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = read_text_table(wide_file(tmp_path, 2 * MOST_PLANNED + 20, 30), tmp_path)
    whole = profile_columns(table)
    monkeypatch.setattr("metrics.intake.recognize.column_texts.MOST_CELLS", 30 * (MOST_PLANNED + 5))
    assert profile_columns(table) == whole


def test_columns_of_which_the_same_is_asked_are_asked_at_once(tmp_path: Path) -> None:
    table = read_text_table(wide_file(tmp_path, NARROW + 2, 5), tmp_path)
    with connect(table.files) as connection:
        asked = {
            place: lambda text, _: Asked(None, (f"min({text})", "count(*)")) for place in range(len(table.headers))
        }
        assert ColumnTexts(connection, table).aggregate(asked)[0] == ("A1", 5)


def test_500_columns_are_inspected_in_little_memory(tmp_path: Path) -> None:
    inspection = inspect_file(wide_file(tmp_path, 500, 200), allowance=Allowance(600, 1_000))
    assert (len(inspection.columns), inspection.rows) == (500, 200)


def test_a_wide_export_is_prepared_for_its_table(tmp_path: Path) -> None:
    custom = [f"Custom {number}" for number in range(300)]
    header = ["opportunity_id", "owner", "stage", "created_on", "closed_on", "amount", *custom]
    deals = [[f"D{row}", "ann@example.com", "Won", "2025-01-05", "2025-03-01", "100", *["7"] * 300] for row in range(5)]
    outcome = prepared(tmp_path, "\n".join(",".join(cells) for cells in [header, *deals]) + "\n", profile=True)
    assert (outcome.table, outcome.rows, len(outcome.profiles)) == ("opportunities", 5, 306)
