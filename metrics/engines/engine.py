"""What an engine is: relations, each made by a SELECT, and SELECTs over them. It knows nothing of what they mean."""

from collections.abc import Mapping
from typing import Any, Protocol


class SqlError(Exception):
    """What a SELECT that can't be run raises; the first line of its text is the reason."""


class Engine(Protocol):
    """Somewhere SQL runs, in DuckDB's dialect, over files that were named when it was opened."""

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """What a SELECT gives. Raises SqlError."""

    def frame(self, sql: str, parameters: Mapping[str, object] | None = None) -> Any:
        """What a SELECT gives, as a pandas frame. Raises SqlError."""

    def create(self, name: str, sql: str, *, kept: bool) -> None:
        """Makes a relation of what a SELECT gives: a table if it is `kept`, else computed whenever it is read."""

    def drop(self, name: str) -> None:
        """Takes a relation away that `create` made."""
