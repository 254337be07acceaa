"""A company as the rows of its files: every cell a text, as a CSV file holds it. Nothing here knows a metric."""

import csv
import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from metrics.schema.contract import contracts
from metrics.schema.settings import Settings
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
    with duckdb.connect() as connection:
        updates = [_update(connection, name, rows, folder) for name, rows in company.tables.items()]
    return Workspace(folder / "workspace").publish(
        updates, action="Test company", who="test", settings=company.settings
    )


def _update(connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Row], folder: Path) -> TableUpdate:
    """The rows of one table as the file an import would have staged."""
    columns = [column for column in contracts()[name].columns if any(column in row for row in rows)]
    text, typed = folder / f"{name}.csv", folder / f"{name}.parquet"
    with text.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*columns, "line"], restval="", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows({**row, "line": str(line)} for line, row in enumerate(rows, start=2))
    casts = ", ".join(
        f"CAST(nullif({column}, '') AS {contracts()[name].columns[column].sql_type}) AS {column}" for column in columns
    )
    connection.execute(
        f"COPY (SELECT {casts}, CAST(line AS BIGINT) AS line FROM read_csv('{text}', all_varchar = true, "
        f"header = true)) TO '{typed}' (FORMAT parquet)"
    )
    return TableUpdate(name, typed, tuple(columns), {})


def read_folder(folder: Path) -> dict[str, list[Row]]:
    """The gzipped CSV files of a folder, by table, each cell as it stands there."""
    tables: dict[str, list[Row]] = {}
    for path in sorted(folder.glob("*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
            tables[path.name.removesuffix(".csv.gz")] = list(csv.DictReader(file))
    return tables
