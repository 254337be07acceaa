"""A table written in any dialect we claim is read back identical, and the fast way gives the careful way's rows."""

import csv
import io
import re
import tempfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import UserError
from metrics.intake.model import TextTable
from metrics.intake.read.layout import BLANKS
from metrics.intake.read.text_tables import read_text_table
from tests.examples import examples

Rows = list[list[str]]

ENDS = ("\n", "\r\n", "\r")
DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32")
LETTERS = st.text(st.sampled_from("abcXYZ019 ,;|\t'\"-.#=()äß漢é€%"), max_size=12)
CELLS = LETTERS | st.sampled_from(
    ["a\nb", 'say "hi"', "x,y;z", "", "O'Neil", "=1+1", "\\", 'end\\"', "12.5", "  pad  "]
)


def trimmed(cell: str) -> str | None:
    return cell.strip(BLANKS) or None


def stored(table: TextTable) -> list[tuple[object, ...]]:
    columns = ", ".join(f"c{position}" for position in range(len(table.headers)))
    return duckdb.sql(f"SELECT line, {columns} FROM {table.relation} ORDER BY line").fetchall()


def written(rows: Rows, delimiter: str, end: str, quoting: int) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return text.getvalue()


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    width = draw(st.integers(2, 5))
    header = [f"Column {letter}" for letter in "ABCDE"[:width]]
    row = st.lists(CELLS, min_size=width, max_size=width).filter(
        lambda cells: sum(bool(cell.strip(BLANKS)) for cell in cells) >= 2
    )
    rows = draw(st.lists(row, min_size=3, max_size=12))
    return [header, *rows]


@examples(1.5)
@given(tables(), st.sampled_from(DELIMITERS), st.sampled_from(ENDS), st.sampled_from(ENCODINGS), st.booleans())
def test_a_table_written_in_any_dialect_is_read_back_identical(
    rows: Rows, delimiter: str, end: str, encoding: str, all_quoted: bool
) -> None:
    # Python's writer leaves a line feed unquoted in a file whose lines end in carriage returns
    quoting = csv.QUOTE_ALL if all_quoted or end == "\r" else csv.QUOTE_MINIMAL
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_bytes(written(rows, delimiter, end, quoting).encode(encoding))
        table = read_text_table(path, Path(folder))
        assert [list(row[1:]) for row in stored(table)] == [[trimmed(cell) for cell in row] for row in rows[1:]]
        assert list(table.headers) == rows[0]
        assert table.rows == len(rows) - 1
        assert table.header_line == 1


@examples(1.5)
@given(tables(), st.sampled_from(DELIMITERS), st.sampled_from(ENDS[:2]), st.booleans(), st.booleans())
def test_the_fast_way_gives_the_careful_ways_rows(
    rows: Rows, delimiter: str, end: str, all_quoted: bool, marked: bool
) -> None:
    quoting = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_bytes(written(rows, delimiter, end, quoting).encode("utf-8-sig" if marked else "utf-8"))
        assert_same(path, Path(folder))


BROKEN = st.lists(
    st.sampled_from(
        ["a,b,c", "1,2,3", "1,2", "1,2,3,4", '"x,y",2,3', '"open,2,3', 'a"b,c,d', '"a"b,c,d', "", ",,", "  ,  ,",
         "Total,,6", "total 3 rows", '"","",""', "a,b,c", '"a\nb",2,3', "1,2,3,", "\t,1,2", "é,ü,\xa0", "sep=,"]
    ),
    min_size=1, max_size=14,
)  # fmt: skip


@examples(3)
@given(BROKEN, st.sampled_from(ENDS[:2]), st.booleans())
def test_both_ways_agree_on_ragged_files_too(lines: list[str], end: str, ended: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        text = end.join(["Name,Size,Kind", "x,1,y", "z,2,w", *lines]) + (end if ended else "")
        path.write_bytes(text.encode())
        assert_same(path, Path(folder))


def assert_same(path: Path, scratch: Path) -> None:
    try:
        fast = read_text_table(path, scratch)
    except UserError as refusal:
        with pytest.raises(UserError, match=re.escape(str(refusal))):
            read_text_table(path, scratch, allow_fast=False)
        return
    careful = read_text_table(path, scratch, allow_fast=False)
    assert not careful.fast
    assert stored(fast) == stored(careful)
    assert fast.rows == careful.rows == len(stored(careful))
    assert fast.headers == careful.headers
    assert fast.decisions == careful.decisions
    assert fast.problems == careful.problems


def test_a_clean_file_takes_the_fast_way(tmp_path: Path) -> None:
    path = tmp_path / "clean.csv"
    path.write_text("Name,Size\n" + "".join(f"n{number},{number}\n" for number in range(1000)))
    table = read_text_table(path, tmp_path)
    assert table.fast
    assert stored(table)[999] == (1001, "n999", "999")
