"""Rows of one file with the same key: identical ones count once; of differing ones the last in the file is kept."""

from collections.abc import Sequence

import duckdb

from metrics.intake.stage.row_faults import RowFault, RowFaults

IDENTICAL = RowFault(
    None, None, "The row is a copy of a later one and counts once.", "Nothing to do.", "sets the row aside"
)
ALIKE = RowFault(
    None, None, "The row differs from a later one only in columns that nothing is read from, and counts once.",
    "Nothing to do; if each row is something of its own, the file is another table: say --as TABLE.",
    "sets the row aside",
)  # fmt: skip


def set_duplicates_aside(
    connection: duckdb.DuckDBPyConnection,
    faults: RowFaults,
    key: Sequence[str],
    columns: Sequence[str],
    header: str | None,
) -> None:
    """Sets aside, among rows of the table `repeated`, all but the last of each key.

    `repeated` holds the rows of keys that stand more than once, with the `whole` of each row's texts; `columns` are
    those whose values must agree for two rows to be the same. An unknown part of a key equals another unknown one.
    """
    row = ", ".join(f'"{column}"' for column in columns)
    by = ", ".join(f'"{column}"' for column in key)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE placed AS
        SELECT line, row({row}) IS NOT DISTINCT FROM first_value(row({row})) OVER latest_first AS identical,
               whole = first_value(whole) OVER latest_first AS copied, row_number() OVER latest_first AS place
        FROM repeated WINDOW latest_first AS (PARTITION BY {by} ORDER BY line DESC)"""
    )
    differing = RowFault(
        header, None, f"A later row has the same {' and '.join(key)} and other values; the last one is kept.",
        "Export each record once, or check which row is right.", "sets the row aside",
    )  # fmt: skip
    faults.mark(IDENTICAL, "SELECT line FROM placed WHERE place > 1 AND identical AND copied")
    faults.mark(ALIKE, "SELECT line FROM placed WHERE place > 1 AND identical AND NOT copied")
    faults.mark(differing, "SELECT line FROM placed WHERE place > 1 AND NOT identical")


def find_repeated(connection: duckdb.DuckDBPyConnection, key: Sequence[str], texts: str) -> int:
    """Puts the rows whose key stands more than once into the table `repeated`, from `usable`. Returns how many.

    `texts` are the lines of the file, each with the `whole` of its row.
    """
    by = ", ".join(f'"{column}"' for column in key)
    same = " AND ".join(f'u."{column}" IS NOT DISTINCT FROM k."{column}"' for column in key)
    connection.execute(f"CREATE TEMP TABLE repeated_keys AS SELECT {by} FROM usable GROUP BY ALL HAVING count(*) > 1")
    connection.execute(f"CREATE TEMP TABLE again AS SELECT u.* FROM usable u SEMI JOIN repeated_keys k ON {same}")
    connection.execute(
        f"CREATE TEMP TABLE repeated AS SELECT again.*, whole FROM again JOIN ({texts}) AS texts USING (line)"
    )
    return _count(connection, "FROM repeated")


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM ({query})").fetchone()
    return int(row[0]) if row else 0
