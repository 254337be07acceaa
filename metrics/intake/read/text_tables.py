"""A file becomes a table of texts: cells and the line each row begins on, nothing believed about their meaning.

A clean file is read where it lies by DuckDB (`fast`), any other row by row into Parquet (`careful`). Both give
the same rows; the fast way is taken only where that is proven for the file at hand.
"""

from dataclasses import replace
from pathlib import Path

from metrics.errors import UserError
from metrics.intake.confined_connection import literal
from metrics.intake.model import Decision, Problem, TextTable
from metrics.intake.read.careful import first_lines, first_records, read_carefully
from metrics.intake.read.decode import Encoding, decide_encoding
from metrics.intake.read.dialect import Dialect, detect_dialect
from metrics.intake.read.fast import read_fast
from metrics.intake.read.layout import BLANKS, MOST_COLUMNS, FileLayout, find_layout
from metrics.intake.read.rows import Stored
from metrics.intake.read.signature import recognize
from metrics.intake.read.survey import Survey, survey
from metrics.intake.read.unpack import is_packed, unpack
from metrics.intake.read.workbook import read_workbook


def read_text_table(
    path: Path, scratch: Path, *, encoding: str | None = None, sheet: str | None = None, allow_fast: bool = True
) -> TextTable:
    """The file's rows as texts, with what was decided to read them and what could not be read.

    `scratch` is an existing folder for this file alone; `encoding` overrides what the bytes say, `sheet` names
    the one of a workbook; `allow_fast=False` reads carefully even where the fast way would do. What a gzipped file
    holds lies in `scratch` until `remove_unpacked`. Raises UserError, in one sentence, for whatever is not a table.
    """
    if not path.is_file():
        raise UserError(f"{path.name}: there is no such file.")
    if path.stat().st_size == 0:
        raise UserError(f"{path.name} is empty: it has no bytes at all. Export it again.")
    if is_packed(path):
        content, packed = unpack(path, scratch)
        table = read_text_table(content, scratch, encoding=encoding, sheet=sheet, allow_fast=allow_fast)
        return replace(table, decisions=(packed, *table.decisions))
    if recognize(path) == "workbook":
        page = read_workbook(path, scratch, sheet)
        table = _stored_table(path, page.stored, page.layout, page.decisions)
        return table if sheet else replace(table, problems=(*table.problems, *_sheets_left(path, page.decisions)))
    if sheet is not None:
        raise UserError(f"{path.name} is no workbook: it has no sheet “{sheet}”.")
    seen = survey(path)
    decided = decide_encoding(path, seen, encoding)
    lines = first_lines(path, decided)
    if not any(line.strip(BLANKS) for line in lines):
        raise UserError(f"{path.name} holds nothing but blank lines. Export it again.")
    dialect = detect_dialect(lines)
    layout = _layout(path, decided, dialect)
    decisions = (decided.decision, *_line_ends(seen, decided), *dialect.decisions)
    scan = read_fast(path, seen, decided, dialect, layout) if allow_fast else None
    if scan is None:
        return _stored_table(path, read_carefully(path, scratch, decided, dialect, layout), layout, decisions)
    _refuse_without_rows(path, scan.rows)
    return TextTable(
        path, scan.relation, (path,), layout.headers, layout.header_line, scan.rows, True,
        (*decisions, *layout.decisions, *scan.decisions), (*_header_problems(path, layout), *scan.problems),
        unnumbered=scan.unnumbered, first_line=layout.first_line,
    )  # fmt: skip


def _layout(path: Path, encoding: Encoding, dialect: Dialect) -> FileLayout:
    records = first_records(path, encoding, dialect)
    if not any(any(cells) for _, cells in records):
        raise UserError(f"{path.name} has no row with anything in it. Export it again.")
    widest = max(len(cells) for _, cells in records)
    if widest > MOST_COLUMNS:
        raise UserError(
            f"{path.name} has {widest:,} columns, more than the {MOST_COLUMNS:,} that can be read: "
            "export only the columns that are needed, or one row per record if the table lies on its side."
        )
    return find_layout(records)


def _stored_table(path: Path, stored: Stored, layout: FileLayout, decisions: tuple[Decision, ...]) -> TextTable:
    _refuse_without_rows(path, stored.rows if stored.set_aside is None else max(stored.rows, 1))
    return TextTable(
        path, f"read_parquet({literal(str(stored.path))})", (stored.path,), layout.headers, layout.header_line,
        stored.rows, False, (*decisions, *layout.decisions, *stored.decisions),
        (*_header_problems(path, layout), *stored.problems), stored.set_aside,
    )  # fmt: skip


def _sheets_left(path: Path, decisions: tuple[Decision, ...]) -> tuple[Problem, ...]:
    """The sheets with tables that were not read, each by its name."""
    others = next((decision.alternatives for decision in decisions if decision.subject == "sheet"), ())
    return tuple(
        Problem(
            path.name, None, f"The workbook has another sheet with a table, “{name}”, which was not read.",
            f"Import it as well: choose the sheet, or say --sheet '{name}'.", "worth a look",
        )
        for name in others
    )  # fmt: skip


def _refuse_without_rows(path: Path, rows: int) -> None:
    if rows == 0:
        raise UserError(f"{path.name} has a header but no rows (0 rows). Export it again with its data.")


def _line_ends(seen: Survey, encoding: Encoding) -> tuple[Decision, ...]:
    if not encoding.codec.startswith("utf-8") and encoding.codec.startswith("utf"):
        return ()
    lone_feeds, lone_returns = seen.line_feeds - seen.pairs, seen.carriage_returns - seen.pairs
    counts = {"CRLF": seen.pairs, "LF": lone_feeds, "CR": lone_returns}
    used = {name: count for name, count in counts.items() if count}
    if not used:
        return ()
    most = max(used, key=lambda name: used[name])
    evidence = ", ".join(f"{count:,} × {name}" for name, count in used.items())
    return (Decision("line ends", most if len(used) == 1 else f"mixed, mostly {most}", evidence),)


def _header_problems(path: Path, layout: FileLayout) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            path.name, name, f"The header “{raw}” occurs more than once; this one is called “{name}” here.",
            "Rename it in the export if both columns are needed.", "worth a look",
        )
        for name, raw in zip(layout.headers, layout.raw_headers, strict=False)
        if raw and name != raw
    )  # fmt: skip
