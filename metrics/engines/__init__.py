"""Run SQL over one version of a workspace, nothing more."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.engines.duckdb import Session, SqlError, session

__all__ = ["Session", "SqlError", "session"]
__getattr__ = lazy(__name__)
