"""Each metric's `ask` in a warm process, against the same number written by hand over the raw Parquet files."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import duckdb

from benchmarks.timing import Measured, alternate, seconds
from metrics.query import Question, Reader, ask
from metrics.semantic import catalog
from metrics.store import Snapshot

BY_HAND = Path(__file__).parent / "by_hand"
RUNS = 7
AIM = 1.2
CLOSE = 1e-9
"""Relative difference up to which two ways to add the same numbers may disagree."""
EIGHT_QUARTERS = Question("", start=date(2024, 10, 1), end=date(2026, 9, 30), grain="quarter")


def raw(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    """A plain DuckDB that sees the stored Parquet files under their tables' names."""
    connection = duckdb.connect()
    for name, state in snapshot.tables.items():
        files = ", ".join(f"'{path}'" for path in state.files)
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{files}])")
    return connection


def check_same(reader: Reader, metric: str, rows: list[tuple[object, ...]]) -> None:
    """Raises ValueError unless the product and the query written by hand found the same numbers."""
    ours = {row.period.start: row.value for row in ask(reader, replace(EIGHT_QUARTERS, metric=metric)).rows}
    by_hand = {date.fromisoformat(str(period)[:10]): float(str(value)) for period, value in rows}
    for period, value in ours.items():
        other = by_hand.get(period)
        if (value is None) != (other is None) or abs((value or 0) - (other or 0)) > CLOSE * abs(other or 1):
            raise ValueError(f"{metric} of {period}: the product says {value}, the query by hand {other}.")


def measure(reader: Reader, name: str) -> tuple[list[Measured], dict[str, float]]:
    """The nine metrics of a company (`name`) against its query by hand, and the seconds of its very first question."""
    measured, first = [], {}
    with raw(reader.snapshot) as connection:
        for metric in (name for name, metric_known in catalog().items() if metric_known.headline):
            query = (BY_HAND / f"{metric}.sql").read_text(encoding="utf-8")
            ours = partial(ask, reader, replace(EIGHT_QUARTERS, metric=metric))
            first[f"{metric}, {name}"] = seconds(ours)
            by_hand = partial(rows_of, connection, query)
            check_same(reader, metric, by_hand())
            measured.append(
                alternate(f"{metric}, {name}", partial(seconds, ours), partial(seconds, by_hand), runs=RUNS, aim=AIM)
            )
    return measured, first


def rows_of(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    """What a query gives."""
    return connection.execute(query).fetchall()
