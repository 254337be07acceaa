"""Which metrics can't do without which column of which table."""

from collections.abc import Collection, Iterable, Sequence

from metrics.formatting import plural
from metrics.schema import contracts
from metrics.semantic.definition import Metric

MOST_NAMED = 4
TELL_WHO_BELONGS = frozenset({"function", "role"})
"""Columns of the roster of which one must be there wherever the roster is the denominator."""


def metrics_reading(table: str, column: str, metrics: Iterable[Metric]) -> tuple[Metric, ...]:
    """The metrics that read a column, the nine first, else in the order given."""
    reading = [metric for metric in metrics if _reads(metric, table, column)]
    return tuple(sorted(reading, key=lambda metric: not metric.headline))


def columns_lacking(table: str, brought: Collection[str], metrics: Iterable[Metric]) -> dict[str, tuple[Metric, ...]]:
    """Column → the metrics that can't do without it, for the optional columns that a file of a table doesn't bring."""
    if table == "people" and TELL_WHO_BELONGS.intersection(brought):
        brought = {*brought, *TELL_WHO_BELONGS}
    every_metric = tuple(metrics)
    by_column = {
        column.name: metrics_reading(table, column.name, every_metric)
        for column in contracts()[table].columns.values()
        if column.name not in brought and not column.required
    }
    return {column: reading for column, reading in by_column.items() if reading}


def titles_in_short(titles: Sequence[str]) -> str:
    """The first few of many metrics; the glossary says of each what it reads."""
    further = len(titles) - MOST_NAMED
    return (
        ", ".join(titles)
        if further <= 0
        else f"{', '.join(titles[:MOST_NAMED])} and {plural(further, 'further metric')}"
    )


def _reads(metric: Metric, table: str, column: str) -> bool:
    by_roster = metric.population is not None and table == "people" and column in TELL_WHO_BELONGS
    return by_roster or column in metric.reads.get(table, ())
