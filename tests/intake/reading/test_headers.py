"""The header is told by its names and its place: no row that is too short or too long takes its part."""

from pathlib import Path

import pytest

from metrics.intake.model import TextTable
from metrics.intake.read.layout import find_layout
from metrics.intake.read.text_tables import read_text_table
from tests.intake.reading.test_layouts import rows

WORDS = ("Fern", "Moss", "Reed", "Sedge", "Thorn", "Vetch", "Yarrow")
HEADERS = {
    "known by name": ("Opportunity ID", "Stage", "Amount", "Close Date", "Owner", "Currency"),
    "unknown": ("Garden", "Plant", "Height", "Seen", "By", "Mood"),
}


def table(headers: tuple[str, ...], width: int, count: int) -> list[list[str]]:
    """Rows made of words, some of them twice, as a header is: only the place tells."""
    made = [
        [WORDS[(7 * row + place * place + row * place) % len(WORDS)] for place in range(width)] for row in range(count)
    ]
    return [list(headers[:width]), *made]


def spoiled(lines: list[list[str]], number: int, cells: int) -> list[list[str]]:
    """The same with one row given a cell too few or too many."""
    return [(row[:-1] if cells < 0 else [*row, "Weed"]) if place == number else row for place, row in enumerate(lines)]


def read(folder: Path, lines: list[list[str]], mark: str = ",") -> TextTable:
    path = folder / "file.csv"
    path.write_text("\n".join(mark.join(cells) for cells in lines) + "\n")
    return read_text_table(path, folder)


@pytest.mark.parametrize("cells", [-1, 1])
@pytest.mark.parametrize("width", [3, 4, 6])
@pytest.mark.parametrize("kind", HEADERS)
def test_no_row_with_a_cell_too_few_or_too_many_moves_the_header(kind: str, width: int, cells: int) -> None:
    for count in (5, 6, 9, 30, 120):
        lines = table(HEADERS[kind], width, count)
        for number in range(1, count + 1):
            records = list(enumerate(spoiled(lines, number, cells), 1))
            layout = find_layout(records)
            assert (layout.header_line, layout.headers) == (1, HEADERS[kind][:width]), (count, number)


@pytest.mark.parametrize("cells", [-1, 1])
@pytest.mark.parametrize("kind", HEADERS)
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_nor_does_it_lose_another_row(kind: str, cells: int, mark: str, tmp_path: Path) -> None:
    for count in (5, 47):
        lines = table(HEADERS[kind], 3, count)
        for number in (1, 2, count // 2, count - 1, count):
            seen = rows(read(tmp_path, spoiled(lines, number, cells), mark))
            assert [row[0] for row in seen] == [line for line in range(2, count + 2) if line != number + 1]


def test_a_title_of_the_same_extent_is_not_the_header(tmp_path: Path) -> None:
    lines = [["Deals of the north", "", ""], ["", "", ""], ["Deal ID", "Stage", "Amount"], ["D1", "Won", "5"]]
    seen = read(tmp_path, lines)
    assert (seen.header_line, seen.rows) == (3, 1)


def test_lines_above_without_a_blank_one_between_are_not_the_header(tmp_path: Path) -> None:
    lines = [["Report", "Deals"], ["By", "Ann"], ["On", "2025-01-03"], ["Team", "All"], ["Deal ID", "Stage", "Amount"]]
    seen = read(tmp_path, [*lines, ["D1", "Won", "5"], ["D2", "Won", "7"]])
    assert (seen.header_line, seen.rows) == (5, 2)


@pytest.mark.parametrize("width", [2, 3])
def test_a_second_table_below_is_said_and_not_read(width: int, tmp_path: Path) -> None:
    below = [["Owner", "Team", "Region"][:width], ["Ann", "West", "EMEA"][:width], ["Bo", "East", "EMEA"][:width]]
    lines = [["Deal ID", "Stage", "Amount"], *([f"D{number}", "Won", "5"] for number in range(6)), [""], *below]
    seen = read(tmp_path, lines)
    assert seen.rows == 6
    (problem,) = seen.problems
    assert problem.problem == "Another table begins below; its rows were not read."
    assert (problem.count, problem.examples[0].line) == (2, 9)


def test_the_longer_of_two_tables_is_read(tmp_path: Path) -> None:
    summary = [["Stage", "Amount"], ["Won", "10"], ["Lost", "4"], [""]]
    seen = read(tmp_path, [*summary, ["Deal ID", "Stage", "Amount"], *([f"D{n}", "Won", "5"] for n in range(6))])
    assert (seen.header_line, seen.rows) == (5, 6)


def test_a_blank_line_among_the_rows_begins_no_table(tmp_path: Path) -> None:
    lines = [["Garden", "Plant", "Seen"], ["A", "Fern", "May"], [""], *([f"G{n}", "Moss", "June"] for n in range(9))]
    seen = read(tmp_path, lines)
    assert (seen.header_line, seen.rows) == (1, 10)
