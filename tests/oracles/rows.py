"""A company as the rows of its files: every cell a text, as a CSV file holds it. Nothing here knows a metric."""

import atexit
import csv
import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from metrics.schema.contract import contracts
from metrics.schema.settings import Settings
from metrics.store.scan import literal
from metrics.store.snapshot import Snapshot
from metrics.store.update import TableUpdate
from metrics.store.workspace import Workspace

Row = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Company:
    """Its tables, what its people settled, the last day anything happened. Equal to itself only: it can be a key."""

    tables: Mapping[str, Sequence[Row]]
    settings: Settings = field(default_factory=Settings)
    data_through: date = date.max

    def rows(self, table: str) -> Sequence[Row]:
        return self.tables.get(table, ())


def published(company: Company, folder: Path) -> Snapshot:
    """The company as a workspace: each table's columns cast to the contract's types, nothing else."""
    updates = [_update(name, rows, folder) for name, rows in company.tables.items()]
    return Workspace(folder / "workspace").publish(
        updates, action="Test company", who="test", settings=company.settings
    )


def _update(name: str, rows: Sequence[Row], folder: Path) -> TableUpdate:
    """The rows of one table as the file an import would have staged."""
    columns = [column for column in contracts()[name].columns if any(column in row for row in rows)]
    typed = folder / f"{name}.parquet"
    texts = [pa.array([row.get(column) or None for row in rows], pa.string()) for column in columns]
    casts = ", ".join(
        f"CAST({column} AS {contracts()[name].columns[column].sql_type}) AS {column}" for column in columns
    )
    with _database().cursor() as cursor:
        cursor.register("given", pa.table([*texts, pa.array(range(2, len(rows) + 2), pa.int64())], [*columns, "line"]))
        cursor.execute(f"COPY (SELECT {casts}, line FROM given) TO {literal(str(typed))} (FORMAT parquet)")
    return TableUpdate(name, typed, tuple(columns), {})


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """One for all companies: opening one takes longer than writing a table."""
    atexit.register(_database.cache_clear)  # a connection left open is reported as a leak at the end
    return duckdb.connect()


def read_folder(folder: Path) -> dict[str, list[Row]]:
    """The gzipped CSV files of a folder, by table, each cell as it stands there."""
    tables: dict[str, list[Row]] = {}
    for path in sorted(folder.glob("*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
            tables[path.name.removesuffix(".csv.gz")] = list(csv.DictReader(file))
    return tables
