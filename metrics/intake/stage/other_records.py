"""What the rows of a file say against the table that its headers are those of."""

from collections.abc import Sequence

import duckdb

from metrics.schema import Contract

FEW_KEYS = 3
FEW_SHARE = 0.01
"""Up to so many keys, or such a share of them, may stand on rows that differ: mistakes happen in an export. In a short
list that goes for one key, or for half of them."""
PERIODS = ("valid_from", "contract_id", "started_on")
"""Columns that tell apart rows of one key: another period, another contract."""
SHORT_DAYS = 31
"""What is over within so many days is an absence, a trip or a bill, where most rows are so."""
FEW_ROWS = 3
"""So few rows of that kind say nothing."""


class OtherRecordsError(Exception):
    """The rows are something else than the table that the file's headers are those of. The message says why."""


def require_few_differing(
    connection: duckdb.DuckDBPyConnection, contract: Contract, key: Sequence[str], columns: Sequence[str]
) -> None:
    """Raises OtherRecordsError where too many keys of the table `repeated` stand on rows that differ in these columns,
    or anywhere, if a row of the table is all that a file says of its key (`whole_rows`)."""
    own = list(dict.fromkeys((*key, *(column for column in PERIODS if column in columns))))
    by, row = (", ".join(f'"{column}"' for column in part) for part in (own, columns))
    row = "whole" if contract.whole_rows else f"row({row})"
    differing = _count(connection, f"SELECT 1 FROM repeated GROUP BY {by} HAVING count(DISTINCT {row}) > 1")
    if differing < 2:
        return
    keys = _count(connection, f"SELECT DISTINCT {by} FROM usable")
    if (differing > FEW_KEYS and differing > FEW_SHARE * keys) or 2 * differing > keys:
        raise OtherRecordsError(
            f"{differing:,} of its {keys:,} {' and '.join(key)} stand on several rows that differ, as in a list of "
            "changes or of parts"
        )


def require_lasting(connection: duckdb.DuckDBPyConnection, contract: Contract, columns: Sequence[str]) -> None:
    """Raises OtherRecordsError where most rows of `usable` are over within a month: what a table lists lasts."""
    if len(contract.lasts) < len(("first", "last")) or not set(contract.lasts) <= set(columns):
        return
    first, last = (f'"{column}"' for column in contract.lasts)
    rows = _count(connection, f"FROM usable WHERE {first} IS NOT NULL")
    short = _count(connection, f"FROM usable WHERE {last} - {first} BETWEEN 0 AND {SHORT_DAYS}")
    if short > FEW_ROWS and 2 * short > rows:
        raise OtherRecordsError(
            f"{short:,} of its {rows:,} rows end within {SHORT_DAYS} days of their start, as in a list of absences, "
            "trips or bills"
        )


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM ({query})").fetchone()
    return int(row[0]) if row else 0
