"""A DuckDB connection that can read the files it was given and nothing else."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from metrics.temporary import temporary_place
from metrics.threads import thread_settings


def literal(text: str) -> str:
    """The text as an SQL string literal."""
    return "'" + text.replace("'", "''").replace("\x00", "") + "'"


def memory_limit() -> int | None:
    """The bytes of memory this process may map, None where nothing limits it."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    return None if limit == resource.RLIM_INFINITY else limit


def connect(files: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    """A connection in memory whose only access to the disk is reading `files`, and spilling to a temporary folder."""
    config: dict[str, str | bool | int | float | list[str]] = {"async_threads": 0, **thread_settings()}
    if (limit := memory_limit()) is not None:
        config["memory_limit"] = f"{limit // 2_000_000}MB"
    connection = duckdb.connect(config=config)
    spill = temporary_place() / "spill"  # made only when something spills
    connection.execute(f"SET temp_directory = {literal(str(spill))}")
    paths = ", ".join(literal(str(path)) for path in files)
    connection.execute(f"SET allowed_paths = [{paths}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
