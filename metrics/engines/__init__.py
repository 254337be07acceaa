"""Run SQL over files, nothing more."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.engines.duckdb import DuckDB
    from metrics.engines.engine import Engine, SqlError

__all__ = ["DuckDB", "Engine", "SqlError"]
__getattr__ = lazy(__name__)
