"""Stage history: of all the changes a system lists, those by which a deal entered another stage."""

from collections.abc import Sequence

import duckdb

from metrics.errors import UserError
from metrics.intake.confined_connection import literal
from metrics.intake.model import TextTable
from metrics.intake.recognize.cast import cast_expression
from metrics.intake.recognize.record_kinds import StageField
from metrics.intake.recognize.typed_sql import PlannedColumn
from metrics.intake.stage.row_faults import RowFault, RowFaults

NO_ENTRY = RowFault(
    None, None, "The deal was in this stage already: a change of something else, and no entry.", "Nothing to do.",
    "sets the row aside",
)  # fmt: skip


def keep_changes_of_the_stage(
    connection: duckdb.DuckDBPyConnection, faults: RowFaults, table: TextTable, only: StageField
) -> None:
    """Sets the changes of other fields aside, out of the view `typed`. Raises UserError if nothing is left."""
    words = ", ".join(map(literal, sorted(only.words)))
    other = RowFault(
        only.header, only.position, "The row is a change of another field; only those of the stage are entries.",
        "Nothing to do.", "sets the row aside",
    )  # fmt: skip
    is_stage = f"coalesce(word_key(c{only.position}) IN ({words}), false)"
    others = faults.mark(other, f"SELECT line FROM {table.relation} WHERE NOT {is_stage}")
    if others == table.rows:
        raise UserError(
            f"{table.source.name}: none of its {table.rows:,} rows is a change of the stage, going by “{only.header}”. "
            "Export the history of the stage too."
        )
    if others:
        connection.execute(
            "CREATE OR REPLACE TEMP VIEW typed AS SELECT * FROM typed_rows WHERE line NOT IN (SELECT line FROM aside)"
        )


def mark_no_entries(
    connection: duckdb.DuckDBPyConnection,
    faults: RowFaults,
    relation: str,
    columns: Sequence[PlannedColumn],
    time_zone: str,
) -> None:
    """Sets aside the rows of `typed` that repeat the stage their deal was in before.

    Rows follow each other by their time, where a file has times; else those of one day as the file lists its days.
    """
    entered = next(planned for planned in columns if planned.column.name == "entered_on")
    rows = "(SELECT line, opportunity_id, stage, entered_on FROM typed WHERE line NOT IN (SELECT line FROM aside))"
    moment = "NULL::TIMESTAMP"
    if entered.position is not None:
        moment = cast_expression(f"c{entered.position}", "timestamp", entered.format, time_zone)
    newest_first = connection.execute(
        f"""SELECT count(*) FILTER (entered_on < day_above) > count(*) FILTER (entered_on > day_above) FROM (
            SELECT entered_on, lag(entered_on) OVER (PARTITION BY opportunity_id ORDER BY line) AS day_above FROM {rows}
        )"""
    ).fetchall()[0][0]
    order = f"entered_on, moment, line {'DESC' if newest_first else ''}"
    faults.mark(
        NO_ENTRY,
        f"""SELECT line FROM (
            SELECT line, stage, lag(stage) OVER (PARTITION BY opportunity_id ORDER BY {order}) AS stage_before
            FROM {rows} LEFT JOIN (SELECT line, {moment} AS moment FROM {relation}) USING (line)
        ) WHERE stage = stage_before""",
    )
