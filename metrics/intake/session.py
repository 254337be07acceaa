"""A DuckDB connection that can read the files it was given and nothing else."""

from collections.abc import Sequence
from pathlib import Path

import duckdb


def literal(text: str) -> str:
    """The text as an SQL string literal."""
    return "'" + text.replace("'", "''").replace("\x00", "") + "'"


def connect(files: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    """A connection in memory whose only access to the disk is reading (and spilling beside) `files`."""
    connection = duckdb.connect(config={"async_threads": 0})
    if files:
        connection.execute(f"SET temp_directory = {literal(str(files[-1].parent / 'spill'))}")
    paths = ", ".join(literal(str(path)) for path in files)
    connection.execute(f"SET allowed_paths = [{paths}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
