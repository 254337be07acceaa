"""A file becomes a table of texts: cells and the line each row begins on, nothing believed about their meaning.

A clean file is read where it lies by DuckDB (`fast`), any other row by row into Parquet (`careful`). Both give
the same rows; the fast way is taken only where that is proven for the file at hand.
"""

from pathlib import Path

from metrics.intake.careful import first_lines, first_records, read_carefully
from metrics.intake.decode import Encoding, decide_encoding
from metrics.intake.dialect import Dialect, detect_dialect
from metrics.intake.fast import read_fast
from metrics.intake.layout import MOST_COLUMNS, Layout, find_layout
from metrics.intake.model import Decision, Problem, Refusal, TextTable
from metrics.intake.signature import recognise
from metrics.intake.survey import Survey, survey
from metrics.intake.workbook import read_workbook


def read_text_table(path: Path, scratch: Path, *, encoding: str | None = None, allow_fast: bool = True) -> TextTable:
    """The file's rows as texts, with what was decided to read them and what could not be read.

    `scratch` is an existing folder for this file alone; `encoding` overrides what the bytes say;
    `allow_fast=False` reads carefully even where the fast way would do. Raises Refusal, in one sentence,
    for whatever is not a table.
    """
    if not path.is_file():
        raise Refusal(f"{path.name}: there is no such file.")
    seen = survey_or_refuse(path)
    if seen is None:
        return read_workbook(path, scratch)
    decided = decide_encoding(path, seen, encoding)
    lines = first_lines(path, decided)
    if not any(line.strip() for line in lines):
        raise Refusal(f"{path.name} holds nothing but blank lines. Export it again.")
    dialect = detect_dialect(lines)
    layout = _layout(path, decided, dialect)
    return _read(path, scratch, seen, decided, dialect, layout, allow_fast)


def survey_or_refuse(path: Path) -> Survey | None:
    """The survey of a text file, None for a workbook. Raises Refusal for an empty file or what is no table."""
    if path.stat().st_size == 0:
        raise Refusal(f"{path.name} is empty: it has no bytes at all. Export it again.")
    return survey(path) if recognise(path) == "text" else None


def _layout(path: Path, encoding: Encoding, dialect: Dialect) -> Layout:
    records = first_records(path, encoding, dialect)
    if not any(any(cells) for _, cells in records):
        raise Refusal(f"{path.name} has no row with anything in it. Export it again.")
    widest = max(len(cells) for _, cells in records)
    if widest > MOST_COLUMNS:
        raise Refusal(
            f"{path.name} has {widest:,} columns, more than the {MOST_COLUMNS:,} that can be read: "
            "export only the columns that are needed, or one row per record if the table lies on its side."
        )
    return find_layout(records)


def _read(
    path: Path, scratch: Path, seen: Survey, encoding: Encoding, dialect: Dialect, layout: Layout, allow_fast: bool
) -> TextTable:
    decisions = (encoding.decision, *_line_ends(seen, encoding), *dialect.decisions, *layout.decisions)
    problems = _header_problems(path, layout)
    scan = read_fast(path, seen, encoding, dialect, layout) if allow_fast else None
    if scan is not None:
        relation, files, set_aside = scan.relation, (path,), None
        rows, more_decisions, more_problems = scan.rows, scan.decisions, scan.problems
    else:
        parsed = read_carefully(path, scratch, encoding, dialect, layout)
        relation, files = relation_of(parsed.rows_path), (parsed.rows_path,)
        rows, more_decisions, more_problems = parsed.rows, parsed.decisions, parsed.problems
        set_aside = parsed.set_aside_path
    if rows == 0 and set_aside is None:
        raise Refusal(f"{path.name} has a header but no rows (0 rows). Export it again with its data.")
    return TextTable(
        path, relation, files, layout.headers, layout.header_line, rows, scan is not None,
        decisions + more_decisions, problems + more_problems, set_aside,
    )  # fmt: skip


def relation_of(rows: Path) -> str:
    """The FROM-able expression of a Parquet file of texts."""
    from metrics.intake.session import literal

    return f"read_parquet({literal(str(rows))})"


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


def _header_problems(path: Path, layout: Layout) -> tuple[Problem, ...]:
    problems = []
    for name, raw in zip(layout.headers, layout.raw_headers, strict=False):
        if raw and name != raw:
            problems.append(
                Problem(
                    path.name, name, f"The header “{raw}” occurs more than once; this one is called “{name}” here.",
                    "Rename it in the export if both columns are needed.", "worth a look",
                )
            )  # fmt: skip
    return tuple(problems)
