"""The careful way to read a text file: any encoding, any line ends, ragged rows, remarks below the data."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from metrics.errors import UserError
from metrics.intake.limits import LONGEST_TEXT
from metrics.intake.model import Example, Problem
from metrics.intake.read.decode import Encoding
from metrics.intake.read.dialect import Dialect
from metrics.intake.read.layout import BLANKS, FileLayout, Record, is_conflict_mark
from metrics.intake.read.lines import Lines
from metrics.intake.read.rows import Stored, store_rows

_SAMPLE_RECORDS = 200
_SAMPLE_CHARACTERS = 1 << 18


def first_lines(path: Path, encoding: Encoding) -> list[str]:
    """The first lines of a file, enough to see its dialect and layout, never half a line."""
    lines: list[str] = []
    size = 0
    with Lines(path, encoding.codec, encoding.strict) as source:
        for line in source:
            source.begin()
            lines.append(line)
            size += len(line)
            if size > _SAMPLE_CHARACTERS or len(lines) >= 2_000:
                break
    return lines


def records(path: Path, source: Lines, dialect: Dialect, width: int | None = None) -> Iterator[Record]:
    """The records of a file with the physical line each begins on, cells stripped of blanks.

    With `width`, a record over several lines that doesn't have that many cells gives its first line up as a
    record and the others are read again: an unpaired quote costs its own row only.
    """
    csv.field_size_limit(LONGEST_TEXT)
    reader = csv.reader(source, delimiter=dialect.delimiter, quotechar=dialect.quote, escapechar=dialect.escape)
    for _ in range(dialect.first_line - 1):
        next(source, None)
    while True:
        source.begin()
        before = source.number
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            if len(source.taken) < 2 or width is None:
                raise UserError(f"{path.name}, line {before + 1}: {_unreadable(problem)}") from None
            cells = []
        if width is not None and len(source.taken) > 1 and len(cells) != width:
            source.put_back(source.taken[1:])
            cells = [source.taken[0].rstrip("\r\n")]
        if dialect.wrapped and len(cells) == 1:
            cells = next(csv.reader(cells, delimiter=dialect.delimiter, quotechar=dialect.quote), [])
        yield before + 1, [cell.strip(BLANKS) for cell in cells]


def _unreadable(problem: csv.Error) -> str:
    if "field limit" in str(problem):
        return (
            f"a cell has more than {LONGEST_TEXT:,} characters, the most that is read: a quote may be missing there; "
            "put it in, or leave the column out of the export."
        )
    return f"the row can't be read ({problem})."


def first_records(path: Path, encoding: Encoding, dialect: Dialect) -> list[Record]:
    """The first records of a file, to find its layout in."""
    with Lines(path, encoding.codec, encoding.strict) as source:
        return list(islice(records(path, source, dialect), _SAMPLE_RECORDS))


def read_carefully(path: Path, scratch: Path, encoding: Encoding, dialect: Dialect, layout: FileLayout) -> Stored:
    """Reads the file row by row into Parquet files below `scratch`, in batches. Raises UserError."""
    with Lines(path, encoding.codec, encoding.strict) as source:
        rows = _without_conflicts(path, records(path, source, dialect, len(layout.headers)))
        stored = store_rows(rows, layout, scratch, path.name, dialect.delimiter)
        return replace(stored, problems=(*stored.problems, *_damage(path.name, source)))


def _without_conflicts(path: Path, rows: Iterator[Record]) -> Iterator[Record]:
    """The records. Raises UserError at a line that version control left where two people changed a file."""
    for line, cells in rows:
        if cells and is_conflict_mark(cells[0]):
            raise UserError(
                f"{path.name}, line {line}: the file holds an unresolved merge conflict (<<<<<<<, =======, >>>>>>>), "
                "so the same rows may stand there twice. Choose one side and save it."
            )
        yield line, cells


def _damage(file: str, source: Lines) -> Iterator[Problem]:
    if source.nuls:
        yield Problem(
            file, None, "The line holds NUL characters, which were left out.",
            "Export the file again if cells look cut.",
            "worth a look", len(source.nuls), tuple(Example(line, "NUL") for line in source.nuls[:3]),
        )  # fmt: skip
    if source.damaged:
        yield Problem(
            file, None, "The line holds characters that could not be decoded.",
            "Choose the file's encoding yourself, or export it again as UTF-8.",
            "worth a look", len(source.damaged), tuple(Example(line, "\ufffd") for line in source.damaged[:3]),
        )  # fmt: skip
