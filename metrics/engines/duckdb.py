"""DuckDB in memory, over files that it may read and nothing else.

External access is off but for these files, the configuration is locked, and what spills goes to a folder of its own.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import duckdb

from metrics.engines.engine import SqlError
from metrics.temporary import temporary_place
from metrics.threads import thread_settings


class DuckDB:
    """An `Engine`. Safe to use from several threads: each query has a cursor of its own."""

    def __init__(self, files: Iterable[Path]) -> None:
        """Opens a database that can read `files`."""
        spill = tempfile.mkdtemp(dir=temporary_place())
        weakref.finalize(self, shutil.rmtree, spill, ignore_errors=True)
        self._connection = _connect(files, Path(spill))
        self._kinds: dict[str, Literal["TABLE", "VIEW"]] = {}

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """What a SELECT gives. Raises SqlError."""
        with self._ran(sql, parameters) as cursor:
            return cursor.fetchall()

    def frame(self, sql: str, parameters: Mapping[str, object] | None = None) -> Any:
        """What a SELECT gives, as a pandas frame. Raises SqlError."""
        with self._ran(sql, parameters) as cursor:
            return cursor.df()

    def create(self, name: str, sql: str, *, kept: bool) -> None:
        """Makes a relation of what a SELECT gives: a table if it is `kept`, else a view."""
        kind: Literal["TABLE", "VIEW"] = "TABLE" if kept else "VIEW"
        with self._ran(f"CREATE {kind} {name} AS\n{sql}"):
            self._kinds[name] = kind

    def drop(self, name: str) -> None:
        """Takes a relation away that `create` made."""
        with self._ran(f"DROP {self._kinds.pop(name)} {name}"):
            pass

    @contextmanager
    def _ran(self, sql: str, parameters: Mapping[str, object] | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            with self._connection.cursor() as cursor:
                yield cursor.execute(sql, dict(parameters) if parameters else None)
        except duckdb.Error as problem:
            raise SqlError(str(problem)) from problem


def _connect(files: Iterable[Path], spill: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(
        ":memory:",
        config={"temp_directory": str(spill), "async_threads": 0, **thread_settings()},
    )
    connection.execute("SET allowed_paths = $files", {"files": [str(file) for file in files]})
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
