"""Rows of texts on their way into Parquet: what is a row, what a remark after the data, what doesn't fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from metrics.intake.limits import require_few_blank_lines
from metrics.intake.model import Decision, Example, Problem
from metrics.intake.read.layout import FileLayout, Record, is_footer
from metrics.intake.recognize.header_words import is_header_by_name

_BATCH = 20_000
_BATCH_CHARACTERS = 50_000_000
_MOST_PENDING = 100
_SET_ASIDE_SCHEMA = pa.schema([("line", pa.int64()), ("problem", pa.string()), ("text", pa.string())])


@dataclass(frozen=True, slots=True)
class Stored:
    """Rows in the Parquet file `path` (`line`, `c0` …), and those set aside in one of their own, if any."""

    rows: int
    path: Path
    set_aside: Path | None
    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]


def store_rows(records: Iterable[Record], layout: FileLayout, scratch: Path, file: str, delimiter: str) -> Stored:
    """Writes the records from the layout's first row on into Parquet files below `scratch`, in batches."""
    with (
        _Rows(scratch / "rows.parquet", len(layout.headers)) as rows,
        _SetAside(file, scratch / "set_aside.parquet", delimiter) as set_aside,
    ):
        sorter = _Sorter(layout, rows, set_aside)
        for line, cells in records:
            if line >= layout.first_line:
                sorter.take(line, cells)
        sorter.finish()
    problems = (*set_aside.problems(), *sorter.problems(file))
    return Stored(rows.count, rows.path, set_aside.written, sorter.decisions(), problems)


def footer_decision(footers: Sequence[Record]) -> Decision:
    """What is said about lines after the data that were left out."""
    first_text = next((" ".join(filter(None, cells)) for _, cells in footers if any(cells)), "")
    count = len(footers)
    evidence = f"from line {footers[0][0]} on, beginning “{first_text[:80]}”: remarks or totals, not rows"
    return Decision("lines after the data", str(count), evidence)


def header_again(file: str, lines: Sequence[int], count: int) -> Problem:
    """What is said about the header standing again among the rows."""
    examples = tuple(Example(line, "the header") for line in lines[:3])
    return Problem(
        file, None, "The header line occurs again among the rows and was left out there.",
        "Nothing to do if several exports were put one below the other.", "worth a look", count, examples,
    )  # fmt: skip


def another_table(file: str, line: int, cells: Sequence[str], rows: int) -> Problem:
    """What is said about a second table below the first."""
    return Problem(
        file, None, "Another table begins below; its rows were not read.",
        "Save it as a file of its own if its rows are needed.", "worth a look", rows,
        (Example(line, ", ".join(filter(None, cells))[:200]),),
    )  # fmt: skip


class _Sorter:
    """Tells rows, repeated headers, remarks after the data and ragged rows apart, keeping the file's order.

    What may be a remark after the data waits in `pending` until an ordinary row shows that it is not.
    """

    def __init__(self, layout: FileLayout, rows: "_Rows", set_aside: "_SetAside") -> None:
        self.layout, self.rows, self.set_aside = layout, rows, set_aside
        self.pending: list[Record] = []
        self.footers: list[Record] = []
        self.again: list[int] = []
        self.blank = 0
        self.separated = False
        self.second: Record | None = None
        self.of_second = 0

    def take(self, line: int, cells: list[str]) -> None:
        width = len(self.layout.headers)
        if not any(cells):
            self.blank += 1
            self.separated = True
            require_few_blank_lines(self.set_aside.file, self.blank)
            return
        if self.second:
            self.of_second += 1
            return
        if self._begins_another(cells):
            self.second = (line, cells)
            return
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        again = tuple(cells) == self.layout.raw_headers
        ordinary = again or (len(cells) == width and not is_footer(cells, width))
        if not ordinary:
            self.pending.append((line, cells))
        if self.pending and (ordinary or len(self.pending) > _MOST_PENDING):
            self._release(self.pending)
            self.pending = []
        if again:
            self.again.append(line)
        elif ordinary:
            self.rows.add(line, cells)

    def _begins_another(self, cells: list[str]) -> bool:
        """Whether a record is the header of another table: known by its names, and apart from the rows above it."""
        apart, self.separated = self.separated, len(self.layout.headers) > 1 and sum(map(bool, cells)) < 2
        return apart and is_header_by_name(cells) and tuple(cells) != self.layout.raw_headers[: len(cells)]

    def _release(self, pending: list[Record]) -> None:
        width = len(self.layout.headers)
        for line, cells in pending:
            if len(cells) == width:
                self.rows.add(line, cells)
            else:
                self.set_aside.add(line, cells, width)

    def finish(self) -> None:
        end = len(self.pending)
        while end and is_footer(self.pending[end - 1][1], len(self.layout.headers)):
            end -= 1
        self._release(self.pending[:end])
        self.footers = self.pending[end:]

    def decisions(self) -> tuple[Decision, ...]:
        return (footer_decision(self.footers),) if self.footers else ()

    def problems(self, file: str) -> tuple[Problem, ...]:
        problems = [header_again(file, self.again, len(self.again))] if self.again else []
        if self.second:
            line, cells = self.second
            problems.append(another_table(file, line, cells, self.of_second))
        return tuple(problems)


class _Rows:
    """Writes rows of texts into a Parquet file: `line`, `c0` … ; an empty text becomes NULL."""

    def __init__(self, path: Path, width: int) -> None:
        self.path, self.width, self.count, self.characters = path, width, 0, 0
        self.lines: list[int] = []
        self.cells: list[list[str]] = []
        fields = [("line", pa.int64()), *((f"c{position}", pa.string()) for position in range(width))]
        self.schema = pa.schema(fields)
        self.writer = pq.ParquetWriter(path, self.schema, compression="zstd", compression_level=1)

    def __enter__(self) -> "_Rows":
        return self

    def __exit__(self, *error: object) -> None:
        self._flush()
        self.writer.close()

    def add(self, line: int, cells: list[str]) -> None:
        self.lines.append(line)
        self.cells.append(cells)
        self.characters += sum(map(len, cells))
        if len(self.lines) >= _BATCH or self.characters > _BATCH_CHARACTERS:
            self._flush()

    def _flush(self) -> None:
        columns = zip(*self.cells, strict=True) if self.cells else ([] for _ in range(self.width))
        arrays = [pa.array(self.lines, pa.int64())]
        arrays += [pa.array([cell or None for cell in column], pa.string()) for column in columns]
        self.writer.write_table(pa.table(arrays, schema=self.schema))
        self.count += len(self.lines)
        self.lines, self.cells, self.characters = [], [], 0


@dataclass
class _SetAside:
    """Collects rows whose cells don't fit the header, and writes them to a Parquet file if there are any."""

    file: str
    path: Path
    delimiter: str
    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[Example]] = field(default_factory=dict)
    waiting: list[tuple[int, str, str]] = field(default_factory=list)
    writer: pq.ParquetWriter | None = None

    def __enter__(self) -> "_SetAside":
        return self

    def __exit__(self, *error: object) -> None:
        if self.waiting:
            self._flush()
        if self.writer is not None:
            self.writer.close()

    def add(self, line: int, cells: list[str], width: int) -> None:
        kind = "more" if len(cells) > width else "fewer"
        problem = f"The row has {kind} cells than the header."
        text = self.delimiter.join(cells)
        self.counts[problem] = self.counts.get(problem, 0) + 1
        examples = self.examples.setdefault(problem, [])
        if len(examples) < 3:
            examples.append(Example(line, f"{len(cells)} instead of {width} cells: {text[:200]}"))
        self.waiting.append((line, problem, text))
        if len(self.waiting) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        if self.writer is None:
            self.writer = pq.ParquetWriter(self.path, _SET_ASIDE_SCHEMA)
        rows = [dict(zip(_SET_ASIDE_SCHEMA.names, row, strict=True)) for row in self.waiting]
        self.writer.write_table(pa.Table.from_pylist(rows, schema=_SET_ASIDE_SCHEMA))
        self.waiting = []

    @property
    def written(self) -> Path | None:
        return self.path if self.counts else None

    def problems(self) -> tuple[Problem, ...]:
        fix = "Put cells that hold the delimiter or a line break in quotes, or export the file again."
        return tuple(
            Problem(self.file, None, problem, fix, "sets the row aside", count, tuple(self.examples[problem]))
            for problem, count in self.counts.items()
        )
