"""The fast way to read a clean text file: DuckDB reads it where it lies, and the result is proven, not assumed."""

import csv
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import duckdb

from metrics.intake.confined_connection import connect, literal
from metrics.intake.limits import LONGEST_TEXT
from metrics.intake.model import Decision, Problem
from metrics.intake.read.decode import Encoding
from metrics.intake.read.dialect import Dialect
from metrics.intake.read.layout import BLANKS, FileLayout, Record, is_footer
from metrics.intake.read.rows import footer_decision, header_again
from metrics.intake.read.survey import Survey

_TAIL = 1 << 16


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that DuckDB reads exactly as the careful way would: `relation` has `line`, `c0` …

    `unnumbered` has no `line` and is None unless every line of the data is a row.
    """

    rows: int
    relation: str
    unnumbered: str | None
    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]


def read_fast(path: Path, seen: Survey, encoding: Encoding, dialect: Dialect, layout: FileLayout) -> Scan | None:
    """The file as a scan, or None where the fast way can't be proven to give the careful way's rows."""
    if not _is_clean(seen, encoding, dialect, layout):
        return None
    footers = _footers(path, seen, dialect, layout)
    if footers is None:
        return None
    last_line = footers[0][0] - 1 if footers else None
    csv_rows = _csv(path, seen, dialect, layout)
    counted = _count(path, csv_rows, seen, layout)
    if counted is None:
        return None
    total, blank, again, again_lines = counted
    if total != seen.lines - (layout.first_line - 1):
        return None
    conditions = [] if last_line is None else [f"line <= {last_line}"]
    conditions += [f"NOT ({_is_blank(layout, seen)})"] if blank else []
    conditions += [f"NOT ({_is_header(layout, seen)})"] if again else []
    relation = _relation(csv_rows, seen, layout, conditions)
    unnumbered = None if conditions else f"(SELECT {_cells(layout, seen)} FROM {csv_rows})"
    decisions = (footer_decision(footers),) if footers else ()
    problems = (header_again(path.name, again_lines, again),) if again else ()
    rows = total - blank - again - len(footers)
    return Scan(rows, relation, unnumbered, decisions, problems)


def _is_clean(seen: Survey, encoding: Encoding, dialect: Dialect, layout: FileLayout) -> bool:
    ends = seen.carriage_returns == 0 or seen.pairs == seen.carriage_returns == seen.line_feeds
    text = seen.utf8 and seen.nuls == 0 and encoding.codec in ("utf-8", "utf-8-sig")
    plain = not dialect.wrapped and dialect.escape is None and dialect.delimiter.isascii()
    marked_data = seen.mark is not None and layout.first_line == 1
    return ends and text and plain and not marked_data and seen.line_feeds > 0


def _footers(path: Path, seen: Survey, dialect: Dialect, layout: FileLayout) -> list[Record] | None:
    """Full-width remarks and totals at the end of the file. None if the end can't be cut into rows for sure."""
    with path.open("rb") as file:
        file.seek(max(seen.size - _TAIL, 0))
        tail = file.read().decode("utf-8", "replace")
    lines = tail.rstrip("\r\n").split("\n")
    if seen.size > _TAIL:
        lines = lines[1:]
    csv.field_size_limit(LONGEST_TEXT)
    width = len(layout.headers)
    numbered: list[Record] = []
    for back, line in enumerate(reversed(lines)):
        number = seen.lines - back
        if number < layout.first_line:
            break
        cells = next(csv.reader([line], delimiter=dialect.delimiter, quotechar=dialect.quote), [])
        cells = [cell.strip(BLANKS) for cell in cells]
        if len(cells) != width:
            return None
        numbered.append((number, cells))
        if not is_footer(cells, width):
            break
    footers = list(takewhile(lambda record: is_footer(record[1], width), numbered))
    filled = [record for record in reversed(footers) if any(record[1])]
    return filled if len(filled) == len(footers) else None


def _csv(path: Path, seen: Survey, dialect: Dialect, layout: FileLayout) -> str:
    columns = ", ".join(f"'c{position}': 'VARCHAR'" for position in range(len(layout.headers)))
    newline = "\\r\\n" if seen.carriage_returns else "\\n"
    return (
        f"read_csv({literal(str(path))}, auto_detect = false, header = false, skip = {layout.first_line - 1}, "
        f"delim = {literal(dialect.delimiter)}, quote = {literal(dialect.quote)}, escape = {literal(dialect.quote)}, "
        f"new_line = '{newline}', columns = {{{columns}}}, strict_mode = true, null_padding = false, "
        "encoding = 'utf-8', compression = 'none')"
    )


def _trimmed(position: int, seen: Survey) -> str:
    if seen.plain_blanks:
        return f"nullif(trim(c{position}), '')"
    return f"nullif(trim(c{position}, {literal(BLANKS)}), '')"


def _is_blank(layout: FileLayout, seen: Survey) -> str:
    cells = ", ".join(_trimmed(position, seen) for position in range(len(layout.headers)))
    return f"coalesce({cells}) IS NULL"


def _is_header(layout: FileLayout, seen: Survey) -> str:
    cells = (
        f"{_trimmed(position, seen)} IS NOT DISTINCT FROM {literal(header) if header else 'NULL'}"
        for position, header in enumerate(layout.raw_headers)
    )
    return " AND ".join(cells) or "false"


def _count(path: Path, csv_rows: str, seen: Survey, layout: FileLayout) -> tuple[int, int, int, list[int]] | None:
    """All rows, blank ones, repeated headers and where. None if DuckDB can't read every row as it stands.

    One scan of the first column tells for most files that there are neither blank rows nor repeated headers;
    DuckDB cuts and checks the other columns' cells all the same.
    """
    first = _trimmed(0, seen)
    named = literal(layout.raw_headers[0]) if layout.raw_headers and layout.raw_headers[0] else "NULL"
    marks = " OR ".join(f"starts_with({first}, '{sign * 7} ')" for sign in "<>|") + f" OR {first} = '======='"
    query = (
        f"SELECT count(*), count(*) FILTER ({first} IS NULL), count(*) FILTER ({first} IS NOT DISTINCT FROM {named}), "
        f"count(*) FILTER ({marks}) FROM {csv_rows}"
    )
    numbered = f"(SELECT row_number() OVER () + {layout.first_line - 1} AS line, * FROM {csv_rows})"
    with connect([path]) as connection:
        try:
            total, blank, again, conflicts = connection.execute(query).fetchall()[0]
            if conflicts:
                return None
            if blank:
                blanks = f"SELECT count(*) FROM {csv_rows} WHERE {_is_blank(layout, seen)}"
                blank = connection.execute(blanks).fetchall()[0][0]
            lines = f"SELECT line FROM {numbered} WHERE {_is_header(layout, seen)} ORDER BY line"
            repeated = [line for (line,) in connection.execute(lines).fetchall()] if again else []
        except duckdb.Error:
            return None
    return total, blank, len(repeated), repeated[:3]


def _relation(csv_rows: str, seen: Survey, layout: FileLayout, conditions: list[str]) -> str:
    numbered = f"SELECT row_number() OVER () + {layout.first_line - 1} AS line, * FROM {csv_rows}"
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"(SELECT line, {_cells(layout, seen)} FROM ({numbered}){where})"


def _cells(layout: FileLayout, seen: Survey) -> str:
    return ", ".join(f"{_trimmed(position, seen)} AS c{position}" for position in range(len(layout.headers)))
