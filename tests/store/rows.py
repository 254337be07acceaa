"""Rows as an import hands them to the store, and rows as a reader finds them there."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet

from metrics.schema.contract import contracts
from metrics.store.snapshot import Snapshot
from metrics.store.update import TableUpdate

ARROW_TYPES = {
    "text": pa.string(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "money": pa.decimal128(18, 4),
    "number": pa.float64(),
    "integer": pa.int64(),
    "percent": pa.float64(),
    "boolean": pa.bool_(),
}
NUMBERS = count()


def update(
    folder: Path,
    table: str,
    columns: str,
    rows: Sequence[Sequence[Any]],
    kept: Mapping[str, str] | None = None,
    complete: bool = False,
    snapshot_on: date | None = None,
) -> TableUpdate:
    """An update from rows of values; `columns` are their names with blanks between, kept ones starting with kept_."""
    contract, names, kept = contracts()[table], columns.split(), kept or {}
    types = [pa.string() if name in kept else ARROW_TYPES[contract.columns[name].type] for name in names]
    arrays = [pa.array([row[i] for row in rows], type=type_) for i, type_ in enumerate(types)]
    lines = pa.array(range(2, len(rows) + 2), type=pa.int64())
    path = folder / f"{table}_{next(NUMBERS)}.parquet"
    pyarrow.parquet.write_table(pa.table([*arrays, lines], names=[*names, "line"]), path)
    brought = tuple(name for name in names if name not in kept)
    return TableUpdate(table, path, brought, kept, complete=complete, snapshot_on=snapshot_on)


def rows_of(snapshot: Snapshot, table: str, columns: str) -> list[tuple[Any, ...]]:
    """The values of some columns, sorted, NULL first."""
    if table not in snapshot.tables:
        return []
    names = ", ".join(f'"{name}"' for name in columns.split())
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT {names} FROM {snapshot.tables[table].relation}").fetchall()
    return sorted(rows, key=lambda row: [(value is not None, str(value)) for value in row])
