"""The careful way to read a text file: any encoding, any line ends, ragged rows, remarks below the data."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from metrics.intake.decode import Encoding
from metrics.intake.dialect import LONGEST_CELL, Dialect
from metrics.intake.layout import BLANKS, Layout, Record, is_conflict_mark, is_footer
from metrics.intake.lines import Lines
from metrics.intake.model import Decision, Example, Problem, Refusal

_BATCH = 20_000
_SAMPLE_RECORDS = 200
_SAMPLE_CHARACTERS = 1 << 18
_MOST_PENDING = 100
_SET_ASIDE_SCHEMA = pa.schema([("line", pa.int64()), ("problem", pa.string()), ("text", pa.string())])


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the careful way made of a file: `rows` in the Parquet file `rows_path`, the rest set aside."""

    rows: int
    rows_path: Path
    set_aside_path: Path | None
    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]


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
    csv.field_size_limit(LONGEST_CELL)
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
                raise Refusal(f"{path.name}, line {before + 1}: the row can't be read ({problem}).") from None
            cells = []
        if width is not None and len(source.taken) > 1 and len(cells) != width:
            source.put_back(source.taken[1:])
            cells = [source.taken[0].rstrip("\r\n")]
        if dialect.wrapped and len(cells) == 1:
            cells = next(csv.reader(cells, delimiter=dialect.delimiter, quotechar=dialect.quote), [])
        yield before + 1, [cell.strip(BLANKS) for cell in cells]


def first_records(path: Path, encoding: Encoding, dialect: Dialect) -> list[Record]:
    """The first records of a file, to find its layout in."""
    with Lines(path, encoding.codec, encoding.strict) as source:
        return list(islice(records(path, source, dialect), _SAMPLE_RECORDS))


def read_carefully(path: Path, scratch: Path, encoding: Encoding, dialect: Dialect, layout: Layout) -> Parsed:
    """Reads the file row by row into Parquet files below `scratch`, in batches. Raises Refusal."""
    with (
        Lines(path, encoding.codec, encoding.strict) as source,
        _Rows(scratch / "rows.parquet", len(layout.headers)) as rows,
        _SetAside(path.name, scratch / "set_aside.parquet", dialect.delimiter) as set_aside,
    ):
        sorter = _Sorter(layout, rows, set_aside)
        for line, cells in records(path, source, dialect, len(layout.headers)):
            if line < layout.first_line:
                continue
            if cells and is_conflict_mark(cells[0]):
                raise conflict(path, line)
            sorter.take(line, cells)
        sorter.finish()
        problems = (*set_aside.problems(), *sorter.problems(path.name), *_damage(path.name, source))
    return Parsed(rows.count, rows.path, set_aside.written, sorter.decisions(), problems)


def conflict(path: Path, line: int) -> Refusal:
    """The refusal of a file that holds both sides of a merge conflict."""
    return Refusal(
        f"{path.name}, line {line}: the file holds an unresolved merge conflict (<<<<<<<, =======, >>>>>>>), so the "
        "same rows may stand there twice. Choose one side and save it."
    )


def footer_decision(footers: Sequence[Record]) -> Decision:
    """What is said about lines after the data that were left out."""
    said = next((" ".join(filter(None, cells)) for _, cells in footers if any(cells)), "")
    count = len(footers)
    evidence = f"from line {footers[0][0]} on, beginning “{said[:80]}”: remarks or totals, not rows"
    return Decision("lines after the data", str(count), evidence)


def header_again(file: str, lines: Sequence[int], count: int) -> Problem:
    """What is said about the header standing again among the rows."""
    examples = tuple(Example(line, "the header") for line in lines[:3])
    return Problem(
        file, None, "The header line occurs again among the rows and was left out there.",
        "Nothing to do if several exports were put one below the other.", "worth a look", count, examples,
    )  # fmt: skip


def _damage(file: str, source: Lines) -> Iterator[Problem]:
    if source.nuls:
        yield Problem(
            file, None, "The line holds NUL characters, which were left out.", "Export the file again if cells look cut.",
            "worth a look", len(source.nuls), tuple(Example(line, "NUL") for line in source.nuls[:3]),
        )  # fmt: skip
    if source.damaged:
        yield Problem(
            file, None, "The line holds characters that could not be decoded.",
            "Choose the file's encoding yourself, or export it again as UTF-8.",
            "worth a look", len(source.damaged), tuple(Example(line, "\ufffd") for line in source.damaged[:3]),
        )  # fmt: skip


class _Sorter:
    """Tells rows, repeated headers, remarks after the data and ragged rows apart, keeping the file's order.

    What may be a remark after the data waits in `pending` until an ordinary row shows that it is not.
    """

    def __init__(self, layout: Layout, rows: "_Rows", set_aside: "_SetAside") -> None:
        self.layout, self.rows, self.set_aside = layout, rows, set_aside
        self.pending: list[Record] = []
        self.footers: list[Record] = []
        self.again: list[int] = []
        self.blank = 0

    def take(self, line: int, cells: list[str]) -> None:
        width = len(self.layout.headers)
        if not any(cells):
            self.blank += 1
            return
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        if tuple(cells) == self.layout.raw_headers:
            self.again.append(line)
            return
        ordinary = len(cells) == width and not is_footer(cells, width)
        if not ordinary:
            self.pending.append((line, cells))
        if self.pending and (ordinary or len(self.pending) > _MOST_PENDING):
            self._release(self.pending)
            self.pending = []
        if ordinary:
            self.rows.add(line, cells)

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
        return (header_again(file, self.again, len(self.again)),) if self.again else ()


class _Rows:
    """Writes rows of texts into a Parquet file: `line`, `c0` … ; an empty text becomes NULL."""

    def __init__(self, path: Path, width: int) -> None:
        self.path, self.width, self.count = path, width, 0
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
        if len(self.lines) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        columns = zip(*self.cells, strict=True) if self.cells else ([] for _ in range(self.width))
        arrays = [pa.array(self.lines, pa.int64())]
        arrays += [pa.array([cell or None for cell in column], pa.string()) for column in columns]
        self.writer.write_table(pa.table(arrays, schema=self.schema))
        self.count += len(self.lines)
        self.lines, self.cells = [], []


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
