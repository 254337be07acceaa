"""Workspaces drawn as tables of text: a line of column names, a line per row, cells between bars, empty = NULL."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import duckdb

from metrics.intake.contract import contracts
from metrics.settings import Settings
from metrics.store.snapshot import Snapshot, TableState

PUBLISHED = datetime(2030, 1, 1, tzinfo=UTC)
_numbers = count(1)


def drawn(folder: Path, settings: Settings | None = None, **tables: str) -> Snapshot:
    """A version holding the tables as drawn. A column that no contract knows is a kept header."""
    number = next(_numbers)
    states = {name: _state(folder / f"{number}_{name}.parquet", name, text) for name, text in tables.items()}
    return Snapshot(folder, number, PUBLISHED, "drawn", states, settings or Settings(), {})


def _state(file: Path, table: str, text: str) -> TableState:
    header, *rows = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    known = contracts()[table].columns
    kept = {f"kept_{name.lower().replace(' ', '_')}": name for name in header if name not in known}
    stored = [name if name in known else f"kept_{name.lower().replace(' ', '_')}" for name in header]
    types = [known[name].sql_type if name in known else "VARCHAR" for name in header]
    columns = ", ".join(f'"{name}" {kind}' for name, kind in zip(stored, types, strict=True))
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE rows ({columns}, import_number INTEGER, line BIGINT)")
        for line, row in enumerate(rows, start=2):
            assert len(row) == len(header), f"{table}: {row}"
            connection.execute(
                f"INSERT INTO rows VALUES ({', '.join('?' * (len(row) + 2))})",
                [*(cell or None for cell in row), 1, line],
            )
        connection.execute(f"COPY rows TO '{file}' (FORMAT parquet)")
    return TableState(table, 0, (file,), len(rows), tuple(name for name in stored if name in known), kept)
