"""A sheet of a workbook is read like a text file: dates as dates, other sheets named."""

import zipfile
from pathlib import Path

import duckdb
import pytest

from metrics.errors import UserError
from metrics.intake.inspection import inspect_file
from metrics.intake.read.text_tables import read_text_table
from metrics.intake.recognize.profile import profile_columns

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

Cell = str | float | tuple[float, int]
"""A text, a number, or a number with the style of a date (1) or of a moment (2)."""


def write_workbook(path: Path, sheets: dict[str, list[list[Cell]]], hidden: str | None = None) -> None:
    names = list(sheets)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.worksheet+xml"/>'
        for number in range(1, len(names) + 1)
    )
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}" '
        f'state="{"hidden" if name == hidden else "visible"}"/>'
        for number, name in enumerate(names, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(names) + 1)
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            f'spreadsheetml.sheet.main+xml"/>{types}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{related}<Relationship Id="rIdS" Type="{OFFICE}/styles" '
            'Target="styles.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/>'
            "</cellXfs></styleSheet>",
        )
        for number, rows in enumerate(sheets.values(), 1):
            lines = ((line, "".join(map(cell, row))) for line, row in enumerate(rows, 1) if row)
            body = "".join(f'<row r="{line}">{cells}</row>' for line, cells in lines)
            page = f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'
            archive.writestr(f"xl/worksheets/sheet{number}.xml", page)


def cell(value: Cell) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    number, style = value if isinstance(value, tuple) else (value, 0)
    return f'<c s="{style}"><v>{number!r}</v></c>'


DEALS: list[list[Cell]] = [
    ["Deal", "Amount", "Closed", "Seen"],
    ["A", 1200.1, (45292, 1), (45292.5, 2)],
    ["B", 0.2, (45657, 1), (45657.25, 2)],
]


def test_dates_come_as_dates_and_numbers_as_people_see_them(tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    write_workbook(path, {"Deals": DEALS})
    table = read_text_table(path, tmp_path)
    assert duckdb.sql(f"SELECT * FROM {table.relation}").fetchall() == [
        (2, "A", "1200.1", "2024-01-01", "2024-01-01 12:00:00"),
        (3, "B", "0.2", "2024-12-31", "2024-12-31 06:00:00"),
    ]
    columns = {column.name: column for column in profile_columns(table)}
    assert columns["Amount"].sum == 1200.3
    assert (columns["Closed"].type, columns["Closed"].max) == ("date", "2024-12-31")
    assert columns["Seen"].type == "timestamp"


def test_the_first_visible_sheet_with_a_table_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    write_workbook(path, {"Secret": DEALS, "Empty": [["Note"]], "Deals": DEALS, "More": DEALS}, hidden="Secret")
    table = read_text_table(path, tmp_path)
    sheet = next(decision for decision in table.decisions if decision.subject == "sheet")
    assert (sheet.value, sheet.alternatives) == ("Deals", ("More",))
    assert read_text_table(path, tmp_path, sheet="More").rows == 2
    with pytest.raises(UserError, match="no sheet “Lost”"):
        read_text_table(path, tmp_path, sheet="Lost")


def test_a_title_above_the_table_keeps_the_lines_right(tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    write_workbook(path, {"Deals": [["Deals of the year"], [], *DEALS]})
    table = read_text_table(path, tmp_path)
    assert table.header_line == 3
    assert duckdb.sql(f"SELECT line FROM {table.relation}").fetchall() == [(4,), (5,)]


def test_a_workbook_without_rows_and_a_damaged_one_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    write_workbook(path, {"Deals": [["Deal", "Amount"]]})
    with pytest.raises(UserError, match="0 rows"):
        read_text_table(path, tmp_path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(UserError, match="damaged"):
        read_text_table(path, tmp_path)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("damage", ["cut", "other bytes", "another text", "nothing", "gone"])
def test_a_damaged_part_of_a_workbook_is_refused(tmp_path: Path, part: str, damage: str) -> None:
    """Some parts are read long after the workbook was opened."""
    path, damaged = tmp_path / "deals.xlsx", tmp_path / "damaged.xlsx"
    write_workbook(path, {"Deals": DEALS})
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(damaged, "w") as copy:
        assert part in whole.namelist()
        for name in whole.namelist():
            content = whole.read(name)
            if name == part:
                changed = {"cut": content[: len(content) // 2], "other bytes": b"\xff\x00<" * 99, "nothing": b"",
                           "another text": b"<worksheet><sheetData><row><c t='s'><v>99</v></c></row>"}  # fmt: skip
                if damage == "gone":
                    continue
                content = changed[damage]
            copy.writestr(name, content)
    with pytest.raises(UserError, match=r"damaged\.xlsx") as refused:
        inspect_file(damaged)
    assert "unforeseen" not in str(refused.value)
    assert "unexpectedly" not in str(refused.value)
