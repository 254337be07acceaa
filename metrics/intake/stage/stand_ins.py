"""Values that systems write for none: days on which their calendar begins, and ids that a spreadsheet shortened."""

from collections.abc import Iterator

import duckdb

from metrics.errors import UserError
from metrics.formatting import plural
from metrics.intake.confined_connection import literal
from metrics.intake.recognize.typed_sql import PlannedColumn
from metrics.intake.stage.row_faults import RowFault, RowFaults

DAYS_FOR_NONE = (
    "0001-01-01", "1753-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1969-12-31", "1970-01-01",
)  # fmt: skip
"""Where calendars of systems begin, as dates are empty there; the last days of a year stand for them west of UTC."""

ZERO_DAY = r"^(?:0000|00)[-/.]00[-/.](?:0000|00)(?:\D|$)|^0001[-/.]01[-/.]01(?:\D|$)|^0?1[-/.]0?1[-/.]0001(?:\D|$)"
"""Texts of such days that are no day of any calendar."""

SHORTENED_ID = r"[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}"
"""A long number as a spreadsheet shows it: 1.92837E+10 stands for many different ids."""

_ENDS = ("valid_from", "valid_to")
"""Days that may lie as early as anybody likes: “since ever”."""


def empty_stand_in_days(
    connection: duckdb.DuckDBPyConnection, faults: RowFaults, columns: tuple[PlannedColumn, ...]
) -> tuple[str, ...]:
    """Empties the days of `typed` that stand for none, marks their rows, and names the columns that changed."""
    days = [planned for planned in columns if _is_day(planned)]
    if not days:
        return ()
    counts = ", ".join(f"count(*) FILTER ({_stands_for_none(planned)})" for planned in days)
    seen = connection.execute(f"SELECT {counts} FROM typed").fetchall()[0]
    changed = [planned for planned, count in zip(days, seen, strict=True) if count]
    for planned in changed:
        faults.mark(day_for_none(planned), f"SELECT line FROM typed WHERE {_stands_for_none(planned)}")
    if changed:
        values = ", ".join(
            f'CASE WHEN {_stands_for_none(planned)} THEN NULL ELSE "{name}" END AS "{name}"'
            for planned in changed
            for name in (planned.column.name,)
        )
        connection.execute(f"CREATE TEMP TABLE with_days AS SELECT * REPLACE ({values}) FROM typed")
        connection.execute("CREATE OR REPLACE TEMP VIEW typed AS SELECT * FROM with_days")
    return tuple(planned.column.name for planned in changed)


def _is_day(planned: PlannedColumn) -> bool:
    column = planned.column
    return planned.position is not None and column.type in ("date", "timestamp") and column.name not in _ENDS


def _stands_for_none(planned: PlannedColumn) -> str:
    days = ", ".join(f"DATE {literal(day)}" for day in DAYS_FOR_NONE)
    return f'CAST("{planned.column.name}" AS DATE) IN ({days})'


def day_for_none(planned: PlannedColumn) -> RowFault:
    """What is said of a day that stands for none."""
    aside = planned.column.needed_in_a_row
    effect = "the row can't be used without it" if aside else "the cell counts as empty"
    return RowFault(
        planned.header, planned.position,
        f"The day is one that systems write where they have none ({planned.column.name}); {effect}.",
        "Nothing to do where there is no day; else correct the cell in the export.",
        "sets the row aside" if aside else "worth a look",
    )  # fmt: skip


def mark_shortened_ids(
    connection: duckdb.DuckDBPyConnection, faults: RowFaults, columns: tuple[PlannedColumn, ...], file: str
) -> tuple[str, ...]:
    """Empties optional ids of `typed` that a spreadsheet shortened, marks their rows, and names the columns.

    Raises UserError where an id is one that rows can't be used without: different rows would look alike.
    """
    ids = [planned for planned in columns if planned.position is not None and _is_id(planned.column.name)]
    if not ids:
        return ()
    counts = ", ".join(f"count(*) FILTER ({_is_shortened(planned)})" for planned in ids)
    seen = connection.execute(f"SELECT {counts} FROM typed").fetchall()[0]
    changed = [(planned, count) for planned, count in zip(ids, seen, strict=True) if count]
    for planned, count in changed:
        if planned.column.required:
            raise UserError(_refusal(connection, planned, count, file))
        faults.mark(_unknown_id(planned), f"SELECT line FROM typed WHERE {_is_shortened(planned)}")
    if changed:
        values = ", ".join(_without_shortened([planned for planned, _ in changed]))
        connection.execute(f"CREATE TEMP TABLE with_ids AS SELECT * REPLACE ({values}) FROM typed")
        connection.execute("CREATE OR REPLACE TEMP VIEW typed AS SELECT * FROM with_ids")
    return tuple(planned.column.name for planned, _ in changed)


def _is_id(column: str) -> bool:
    return column.endswith("_id") or column == "identifier"


def _is_shortened(planned: PlannedColumn) -> str:
    name = f'"{planned.column.name}"'
    return f"contains({name}, 'E+') AND regexp_full_match({name}, {literal(SHORTENED_ID)})"


def _without_shortened(columns: list[PlannedColumn]) -> Iterator[str]:
    for planned in columns:
        name = f'"{planned.column.name}"'
        yield f"CASE WHEN {_is_shortened(planned)} THEN NULL ELSE {name} END AS {name}"


def _refusal(connection: duckdb.DuckDBPyConnection, planned: PlannedColumn, count: int, file: str) -> str:
    query = f'SELECT line, "{planned.column.name}" FROM typed WHERE {_is_shortened(planned)} ORDER BY line LIMIT 1'
    line, text = connection.execute(query).fetchall()[0]
    return (
        f"{file}: {plural(count, 'cell')} under “{planned.header}” ({planned.column.name}) hold an id that a "
        f"spreadsheet shortened, such as {text} in line {line:,}, so that several look alike. Export the file again "
        "and import it as it comes, or make the column text in the spreadsheet before its ids are pasted."
    )


def _unknown_id(planned: PlannedColumn) -> RowFault:
    return RowFault(
        planned.header, planned.position,
        f"A spreadsheet shortened the id ({planned.column.name}), so that different ones look alike; the cell counts "
        "as unknown.",
        "Export the file again and import it without saving it in a spreadsheet.", "worth a look",
    )  # fmt: skip
