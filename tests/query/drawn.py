"""Workspaces drawn as tables of text: a line of column names, a line per row, cells between bars, empty = NULL."""

import atexit
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path

import duckdb
import pyarrow as pa

from metrics.schema.contract import contracts
from metrics.schema.settings import Settings
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
    declared = contracts()[table].columns
    kept = {f"kept_{name.lower().replace(' ', '_')}": name for name in header if name not in declared}
    stored = [name if name in declared else f"kept_{name.lower().replace(' ', '_')}" for name in header]
    types = [declared[name].sql_type if name in declared else "VARCHAR" for name in header]
    assert all(len(row) == len(header) for row in rows), f"{table}: {rows}"
    columns = [pa.array([row[place] or None for row in rows], pa.string()) for place in range(len(header))]
    texts = pa.table([*columns, pa.array(range(2, len(rows) + 2), pa.int64())], names=[*stored, "line"])
    with _database().cursor() as cursor:
        cursor.register("drawn", texts)
        cursor.execute(_copy(file, stored, types))
    return TableState(table, 0, (file,), len(rows), tuple(name for name in stored if name in declared), kept)


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """One for all tables that are ever drawn: opening one takes longer than writing a table."""
    atexit.register(_database.cache_clear)  # a connection left open is reported as a leak at the end
    return duckdb.connect()


def _copy(file: Path, names: Sequence[str], types: Sequence[str]) -> str:
    """What writes the texts, each cast to its type, with the number of its line last."""
    cast = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in zip(names, types, strict=True))
    return f"COPY (SELECT {cast}, CAST(1 AS INTEGER) AS import_number, line FROM drawn) TO '{file}' (FORMAT parquet)"
