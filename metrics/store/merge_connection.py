"""The DuckDB that merges rows: bounded in memory, spilling into the workspace, seeing nothing it isn't handed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from metrics.threads import thread_settings

MEMORY_LIMIT = "2GB"


@contextmanager
def connected(workspace: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A private in-memory database whose overflow goes to a folder in the workspace. Only for the lock's holder."""
    overflow = workspace / ".overflow"
    shutil.rmtree(overflow, ignore_errors=True)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(overflow),
        "async_threads": 0,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        **thread_settings(),
    }
    connection = duckdb.connect(config=settings)
    try:
        yield connection
    finally:
        connection.close()
        shutil.rmtree(overflow, ignore_errors=True)
