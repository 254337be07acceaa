"""What is wrong with rows of a file, in which lines, and what stood there: counted, with examples, and downloadable."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from metrics.intake.confined_connection import literal
from metrics.intake.model import Example, Problem, Severity

EXAMPLES = 3
OFFENDING_ROWS = 100_000
"""At most this many offending rows are written out for download."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """One kind of thing wrong in one column (`header`, at `position` of the file), and what to do about it."""

    header: str | None
    position: int | None
    problem: str
    fix: str
    severity: Severity


class RowFaults:
    """The faults of one file, collected while its rows are staged. `marked` holds which line has which fault."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Starts with none."""
        self.connection = connection
        self.faults: list[RowFault] = []
        connection.execute("CREATE TEMP TABLE marked (fault INTEGER, line BIGINT)")
        connection.execute("CREATE TEMP TABLE aside (line BIGINT)")

    def mark(self, fault: RowFault, lines: str) -> int:
        """Marks the lines a query yields, and sets their rows aside if the fault says so. Returns how many."""
        number = len(self.faults)
        self.faults.append(fault)
        self.connection.execute(f"INSERT INTO marked SELECT {number}, line FROM ({lines})")
        if fault.severity == "sets the row aside":
            self.connection.execute(
                "INSERT INTO aside SELECT line FROM marked WHERE fault = ? AND line NOT IN (SELECT line FROM aside)",
                [number],
            )
        return _single(self.connection, f"SELECT count(*) FROM marked WHERE fault = {number}")

    @property
    def rows_aside(self) -> int:
        """How many rows are set aside so far."""
        return _single(self.connection, "SELECT count(*) FROM aside")

    def collect(self, file: str, relation: str) -> tuple[Problem, ...]:
        """The problems, in the order they were found, with the texts of up to three of their cells.

        Reads the file's `relation` once more if anything was marked, into the table `offending`.
        """
        if not _single(self.connection, "SELECT count(*) FROM marked"):
            return ()
        self.connection.execute(
            f"CREATE TEMP TABLE offending AS SELECT * FROM {relation} "
            f"WHERE line IN (SELECT line FROM marked) LIMIT {OFFENDING_ROWS}"
        )
        return tuple(
            self._problem(file, number, fault)
            for number, fault in enumerate(self.faults)
            if _single(self.connection, f"SELECT count(*) FROM marked WHERE fault = {number}")
        )

    def write_offending(self, destination: Path, headers: Sequence[str], cut_off: Path | None) -> Path | None:
        """Writes the offending rows as a CSV with line and reason in front; None if there are none.

        `cut_off` are rows that could not be cut into cells: their text stands in the first. A text that a spreadsheet
        would take for a formula gets an apostrophe in front.
        """
        parts = [self._marked_rows(headers)] if _single(self.connection, "SELECT count(*) FROM marked") else []
        if cut_off is not None:
            empty = "".join(", NULL" for _ in headers[1:])
            whole = f"SELECT line, problem AS reason, {_harmless('text')}{empty}"
            parts.append(f"{whole} FROM read_parquet({literal(str(cut_off))})")
        if not parts:
            return None
        names = ", ".join(f"cell_{place}" for place in range(len(headers)))
        shown = "".join(f", cell_{place} AS {_quoted(header)}" for place, header in enumerate(headers))
        rows = f"SELECT line, reason{shown} FROM ({' UNION ALL '.join(parts)}) AS found (line, reason, {names})"
        target = f"{literal(str(destination))} (FORMAT csv, HEADER, USE_TMP_FILE false)"
        self.connection.execute(f"COPY ({rows} ORDER BY line) TO {target}")
        return destination

    def _marked_rows(self, headers: Sequence[str]) -> str:
        cases = " ".join(f"WHEN {number} THEN {literal(_reason(fault))}" for number, fault in enumerate(self.faults))
        cells = "".join(f", {_harmless(f'c{place}')}" for place in range(len(headers)))
        reasons = (
            f"SELECT line, string_agg(CASE fault {cases} END, '; ' ORDER BY fault) AS reason FROM marked GROUP BY line"
        )
        return f"SELECT line, reason{cells} FROM offending JOIN ({reasons}) USING (line)"

    def _problem(self, file: str, number: int, fault: RowFault) -> Problem:
        cell = "NULL" if fault.position is None else f"c{fault.position}"
        rows = self.connection.execute(
            f"SELECT line, left({cell}, 200) FROM marked LEFT JOIN offending USING (line) "
            f"WHERE fault = {number} ORDER BY line LIMIT {EXAMPLES}"
        ).fetchall()
        count = _single(self.connection, f"SELECT count(*) FROM marked WHERE fault = {number}")
        examples = tuple(Example(line, text) for line, text in rows)
        return Problem(file, fault.header, fault.problem, fault.fix, fault.severity, count, examples)


def _reason(fault: RowFault) -> str:
    return f"{fault.header}: {fault.problem}" if fault.header else fault.problem


def _harmless(cell: str) -> str:
    formula = f"regexp_matches({cell}, '^[=+@-]') AND TRY_CAST({cell} AS DOUBLE) IS NULL"
    return f"CASE WHEN {formula} THEN '''' || {cell} ELSE {cell} END"


def _quoted(header: str) -> str:
    text = f"'{header}" if header[:1] in ("=", "+", "-", "@") else header
    return '"' + text.replace("\x00", "").replace('"', '""') + '"'


def _single(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
