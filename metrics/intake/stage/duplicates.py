"""Rows of one file with the same key: identical ones count once; of differing ones the last in the file is kept."""

from collections.abc import Sequence

import duckdb

from metrics.intake.stage.row_faults import RowFault, RowFaults

IDENTICAL = RowFault(
    None, None, "The row is a copy of a later one and counts once.", "Nothing to do.", "sets the row aside"
)

FEW_KEYS = 3
FEW_SHARE = 0.01
"""Up to so many keys, or such a share of them, may stand on rows that differ: mistakes happen in an export. In a short
list that goes for one key, or for half of them."""
PERIODS = ("valid_from", "contract_id", "started_on")
"""Columns that tell apart rows of one key: another period, another contract."""


class KeysRepeatError(Exception):
    """More keys than a mistake explains stand on several rows with other values: the rows are something else."""


def require_few_differing(connection: duckdb.DuckDBPyConnection, key: Sequence[str], columns: Sequence[str]) -> None:
    """Raises KeysRepeatError where too many keys of the table `repeated` stand on rows that differ in these columns."""
    own = list(dict.fromkeys((*key, *(column for column in PERIODS if column in columns))))
    by, row = (", ".join(f'"{column}"' for column in part) for part in (own, columns))
    differing = _count(connection, f"SELECT 1 FROM repeated GROUP BY {by} HAVING count(DISTINCT row({row})) > 1")
    if differing < 2:
        return
    keys = _count(connection, f"SELECT DISTINCT {by} FROM usable")
    if (differing > FEW_KEYS and differing > FEW_SHARE * keys) or 2 * differing > keys:
        raise KeysRepeatError(
            f"{differing:,} of its {keys:,} {' and '.join(key)} stand on several rows that differ, as in a list of "
            "changes or of parts"
        )


def set_duplicates_aside(
    connection: duckdb.DuckDBPyConnection,
    faults: RowFaults,
    key: Sequence[str],
    columns: Sequence[str],
    header: str | None,
) -> None:
    """Sets aside, among rows of the table `repeated`, all but the last of each key.

    `repeated` holds the rows of keys that stand more than once; `columns` are those whose values must agree for
    two rows to be the same. An unknown part of a key equals another unknown one.
    """
    row = ", ".join(f'"{column}"' for column in columns)
    by = ", ".join(f'"{column}"' for column in key)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE placed AS
        SELECT line, row({row}) IS NOT DISTINCT FROM first_value(row({row})) OVER latest_first AS identical,
               row_number() OVER latest_first AS place
        FROM repeated WINDOW latest_first AS (PARTITION BY {by} ORDER BY line DESC)"""
    )
    differing = RowFault(
        header, None, f"A later row has the same {' and '.join(key)} and other values; the last one is kept.",
        "Export each record once, or check which row is right.", "sets the row aside",
    )  # fmt: skip
    faults.mark(IDENTICAL, "SELECT line FROM placed WHERE place > 1 AND identical")
    faults.mark(differing, "SELECT line FROM placed WHERE place > 1 AND NOT identical")


def find_repeated(connection: duckdb.DuckDBPyConnection, key: Sequence[str]) -> int:
    """Puts the rows whose key stands more than once into the table `repeated`, from `usable`. Returns how many."""
    by = ", ".join(f'"{column}"' for column in key)
    same = " AND ".join(f'u."{column}" IS NOT DISTINCT FROM k."{column}"' for column in key)
    connection.execute(f"CREATE TEMP TABLE repeated_keys AS SELECT {by} FROM usable GROUP BY ALL HAVING count(*) > 1")
    connection.execute(f"CREATE TEMP TABLE repeated AS SELECT u.* FROM usable u SEMI JOIN repeated_keys k ON {same}")
    return _count(connection, "FROM repeated")


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM ({query})").fetchone()
    return int(row[0]) if row else 0
