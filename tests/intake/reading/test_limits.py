"""Small files that would cost much: each is refused by a limit that its sentence names, and big honest ones pass."""

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from metrics.errors import UserError
from metrics.intake import inspect_file
from metrics.intake.limits import LARGEST_UNPACKED, MOST_BLANK_LINES, allowance_of, machine_megabytes, most_unpacked
from metrics.intake.read.survey import CHUNK, survey
from metrics.intake.read.text_tables import read_text_table
from metrics.intake.read.workbook_limits import require_small

MEGABYTE = 1_000_000
HEADER = b"opportunity_id,owner,stage,created_on,closed_on,amount\n"
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="Deals" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
}


def workbook(folder: Path, sheet: str, shared: list[str], before: str = "") -> Path:
    """A workbook of these shared texts and this sheet, with something before its root."""
    path = folder / "deals.xlsx"
    texts = "".join(f"<si><t>{text}</t></si>" for text in shared)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
        archive.writestr("xl/sharedStrings.xml", f'{before}<sst xmlns="{main}">{texts}</sst>')
        archive.writestr("xl/worksheets/sheet1.xml", before + SHEET.format(sheet))
    return path


def rows_of(shared: list[int], columns: int = 1) -> str:
    """A sheet's rows, the cells of each referring to one shared text."""
    rows = []
    for row, place in enumerate(shared, 1):
        cells = "".join(f'<c r="{chr(65 + column)}{row}" t="s"><v>{place}</v></c>' for column in range(columns))
        rows.append(f'<row r="{row}">{cells}</row>')
    return f"<sheetData>{''.join(rows)}</sheetData>"


def few_long_texts(folder: Path) -> Path:
    return workbook(folder, rows_of([0, *[1] * 40_000]), ["Id", "x" * 30_000])


def one_giant_text(folder: Path) -> Path:
    return workbook(folder, rows_of([0, 1, 1]), ["Id", "x" * 20 * MEGABYTE])


def text_without_end(folder: Path) -> Path:
    return workbook(folder, rows_of([0, 0]) + "<v>" + "x" * 20 * MEGABYTE, ["Id"])


def far_cell(folder: Path) -> Path:
    sheet = rows_of([0, 1]).replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    return workbook(folder, sheet, ["Id", "A1"])


def entities(folder: Path) -> Path:
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
    return workbook(folder, rows_of([0, 1]), ["Id", "&e9;"], f'<!DOCTYPE sst [<!ENTITY e0 "lol">{levels}]>')


def padded_workbook(folder: Path) -> Path:
    return workbook(folder, " " * 150 * MEGABYTE + rows_of([0, 1]), ["Id", "A1"])


def packed_line_breaks(folder: Path) -> Path:
    return packed(folder, HEADER + b"\n" * 150 * MEGABYTE)


def packed_equal_rows(folder: Path) -> Path:
    return packed(folder, HEADER + b"O1,ann@example.com,Won,2025-01-01,2025-02-01,100\n" * 2_500_000)


def fewer_line_breaks(folder: Path) -> Path:
    return packed(folder, HEADER + b"\n" * 30 * MEGABYTE)


def carriage_returns(folder: Path) -> Path:
    return packed(folder, HEADER + b"\r" * 30 * MEGABYTE)


def packed(folder: Path, content: bytes) -> Path:
    path = folder / "deals.csv.gz"
    path.write_bytes(gzip.compress(content, 1))
    return path


def packed_many_times(folder: Path) -> Path:
    content = HEADER * 2
    for _ in range(20):
        content = gzip.compress(content)
    return packed(folder, content)


def archives_in_archives(folder: Path) -> Path:
    content = HEADER * 2
    for _ in range(20):
        outer = io.BytesIO()
        with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inner.zip", content)
        content = outer.getvalue()
    path = folder / "deals.zip"
    path.write_bytes(content)
    return path


def enormous_cell(folder: Path) -> Path:
    path = folder / "deals.csv"
    path.write_bytes(HEADER + b'A1,"' + b"x\n" * 2 * MEGABYTE + b'",Won,2025-01-01,2025-02-01,1\n')
    return path


def enormous_line(folder: Path) -> Path:
    path = folder / "deals.csv"
    path.write_bytes(HEADER + b"A1," + b"x" * 4 * MEGABYTE + b",Won,2025-01-01,2025-02-01,1\n")
    return path


def very_many_columns(folder: Path) -> Path:
    path = folder / "deals.csv"
    cells = ",".join(f"c{number}" for number in range(100_000))
    path.write_text(f"{cells}\n{cells}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (
            few_long_texts,
            r"holds more than 100,000,000 bytes of text in one sheet, the limit for a workbook of [\d,]+ by",
        ),
        (one_giant_text, "has a cell of more than 1,000,000 characters, the most that is read: shorten it"),
        (text_without_end, "has a cell of more than 1,000,000 characters"),
        (far_cell, "has a sheet of 1,048,576 rows × 16,384 columns, more than 64,000,000 cells, the limit"),
        (entities, "declares entities of its own, .* save it again"),
        (padded_workbook, "unpacks to more than 100,000,000 bytes, the limit for a workbook of .* save the sheet"),
        (packed_line_breaks, "unpacks to more than 100,000,000 bytes, the limit for a gzipped file of .* unpack it"),
        (packed_equal_rows, "unpacks to more than 100,000,000 bytes, the limit for a gzipped file"),
        (fewer_line_breaks, "more than 2,000,000 blank lines, the most that are read past: remove them"),
        (carriage_returns, "more than 2,000,000 blank lines"),
        (packed_many_times, "compressed twice"),
        (archives_in_archives, "is a zip archive, not a table: unpack it"),
        (enormous_cell, "line 2: a cell has more than 1,000,000 characters, the most that is read"),
        (enormous_line, "a line of more than a million characters"),
        (very_many_columns, "more than the 2,000 that can be read: export only the columns that are needed"),
    ],
)
def test_a_small_file_that_would_cost_much_is_refused_by_a_limit_it_names(
    make: Callable[[Path], Path], says: str, tmp_path: Path
) -> None:
    path = make(tmp_path)
    assert path.stat().st_size < 5 * MEGABYTE
    with pytest.raises(UserError, match=says) as caught:
        read_text_table(path, tmp_path)
    assert str(caught.value).startswith(path.name)


def test_a_cell_that_never_ends_costs_its_own_row(tmp_path: Path) -> None:
    """Lines that an unpaired quote would swallow are read again as rows, each too short."""
    path = tmp_path / "deals.csv"
    row = b"A2,ann,Won,2025-01-01,2025-02-01,1\n"
    path.write_bytes(HEADER + row * 300 + b'A1,"' + b"x\n" * 600_000 + row)
    table = read_text_table(path, tmp_path)
    assert (table.rows, sum(problem.count for problem in table.problems)) == (301, 600_000)


def test_a_dimension_that_is_not_true_costs_nothing(tmp_path: Path) -> None:
    sheet = '<dimension ref="A1:XFD1048576"/>' + rows_of([0, 1, 1])
    inspection = inspect_file(workbook(tmp_path, sheet, ["Id", "A1"]))
    assert (inspection.rows, len(inspection.columns)) == (2, 1)


def test_formatted_cells_without_a_value_do_not_count(tmp_path: Path) -> None:
    sheet = rows_of([0, 1]).replace("</sheetData>", '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>')
    require_small(workbook(tmp_path, sheet, ["Id", "A1"]))


def test_a_text_that_stands_in_many_rows_is_read(tmp_path: Path) -> None:
    inspection = inspect_file(workbook(tmp_path, rows_of([0, *[1] * 30_000]), ["Id", "x" * 1_000]))
    assert inspection.rows == 30_000


def test_the_limits_grow_with_the_file_and_end() -> None:
    assert most_unpacked(1_000, LARGEST_UNPACKED) == 100 * MEGABYTE
    assert most_unpacked(10 * MEGABYTE, LARGEST_UNPACKED) == 500 * MEGABYTE
    assert most_unpacked(900 * MEGABYTE, LARGEST_UNPACKED) == LARGEST_UNPACKED


def test_a_big_export_may_take_more_than_a_small_one_and_never_the_machine(tmp_path: Path) -> None:
    small, big = tmp_path / "small.csv", tmp_path / "big.csv"
    small.write_bytes(HEADER)
    with big.open("wb") as file:
        file.truncate(300 * MEGABYTE)
    assert 60 <= allowance_of(small).seconds < allowance_of(big).seconds == 900
    assert allowance_of(small).megabytes <= allowance_of(big).megabytes <= min(6_000, 0.6 * machine_megabytes())


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_line_ends_are_counted_wherever_the_file_is_cut(end: bytes, tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    path.write_bytes(b"x" * (CHUNK - 1) + end * 5 + b"y" + end)
    seen = survey(path)
    assert (seen.lines, seen.pairs) == (6, 6 if end == b"\r\n" else 0)


def test_some_blank_lines_are_read_past(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_bytes(HEADER + b"\n" * 100_000 + b"A1,ann,Won,2025-01-01,2025-02-01,1\n")
    assert read_text_table(path, tmp_path).rows == 1
    assert MOST_BLANK_LINES > 100_000
