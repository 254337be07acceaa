"""What a file holds, before anything is imported: the document behind `inspect`."""

import tempfile
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from metrics.errors import UserError
from metrics.intake.confined_connection import connect, literal
from metrics.intake.limits import Allowance, allowance_of
from metrics.intake.model import ColumnProfile, Decision, Example, Problem, TextTable
from metrics.intake.read.text_tables import read_text_table
from metrics.intake.recognize.column_texts import Asked, Asking, ColumnTexts
from metrics.intake.recognize.profile import profile_columns, value_expression
from metrics.intake.recognize.reading_evidence import NO_VALUE_WORDS
from metrics.intake.sandbox import Progress, run_limited
from metrics.temporary import temporary_place

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Inspection:
    """What reading one file found: its form, its columns, what was decided about it and what is wrong with it."""

    file: str
    encoding: str
    delimiter: str | None
    quote: str | None
    header_line: int
    rows: int
    rows_set_aside: int
    columns: tuple[ColumnProfile, ...]
    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]

    def to_document(self) -> dict[str, Any]:
        """The inspection as plain values that JSON can hold."""
        document = asdict(self)
        document["columns"] = [
            {key: value for key, value in asdict(column).items() if key != "position"} for column in self.columns
        ]
        return document


def inspect_file(
    path: Path, *, encoding: str | None = None, allowance: Allowance | None = None,
    on_progress: Progress | None = None,
) -> Inspection:  # fmt: skip
    """Reads the file in a worker process and profiles every column, within what a file of its size may take. Raises
    UserError."""
    if not path.is_file():
        raise UserError(f"{path.name}: there is no such file.")
    allowed = allowance or allowance_of(path)
    inspection: Inspection = run_limited(
        "metrics.intake.inspection:inspect_here", (path.absolute(), encoding),
        seconds=allowed.seconds, megabytes=allowed.megabytes, on_progress=on_progress, doing=f"Reading {path.name}",
    )  # fmt: skip
    return inspection


def inspect_here(request: tuple[Path, str | None], report: Progress) -> Inspection:
    """Reads and profiles a file in this process. `request` is its path and an encoding, None to find it out."""
    path, encoding = request
    with tempfile.TemporaryDirectory(dir=temporary_place()) as folder:
        report(0.0, f"Reading {path.name}")
        table = read_text_table(path, Path(folder), encoding=encoding)
        report(0.4, f"Looking at {table.rows:,} rows in {len(table.headers):,} columns")
        columns = profile_columns(table)
        problems = table.problems + unreadable_cells(table, columns)
    decided = {decision.subject: decision.value for decision in reversed(table.decisions)}
    marks = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
    delimiter = decided.get("delimiter")
    of_columns = tuple(decision for column in columns for decision in column.decisions)
    return Inspection(
        path.name, decided["encoding"], marks.get(delimiter, delimiter) if delimiter else None, decided.get("quote"),
        table.header_line, table.rows, _set_aside(problems), columns, table.decisions + of_columns, problems,
    )  # fmt: skip


def _set_aside(problems: tuple[Problem, ...]) -> int:
    return sum(problem.count for problem in problems if problem.severity == "sets the row aside")


def unreadable_cells(table: TextTable, columns: tuple[ColumnProfile, ...]) -> tuple[Problem, ...]:
    """The cells that are filled but not of their column's type, with three examples a column."""
    bad = [column for column in columns if column.unreadable]
    if not bad:
        return ()
    asked: dict[int, Asking] = {column.position: partial(_unreadable, column) for column in bad}
    with connect(table.files) as connection:
        cells = ColumnTexts(connection, table).first_cells(asked, EXAMPLES)
    fix = "Correct it in the export; otherwise it counts as empty."
    return tuple(
        Problem(
            table.source.name, column.name, f"The cell can't be read as a {column.type}.", fix, "worth a look",
            column.unreadable, tuple(Example(line, text[:200]) for line, text in cells[column.position]),
        )
        for column in bad
    )  # fmt: skip


def _unreadable(column: ColumnProfile, text: str, _derived: str) -> Asked:
    """Whether a text is there, stands for a value and can't be read as the column is."""
    words = ", ".join(map(literal, sorted(NO_VALUE_WORDS)))
    fails = f"{value_expression(text, column)} IS NULL AND lower({text}) NOT IN ({words})"
    return Asked(None, (f"{text} IS NOT NULL AND {fails}",))
