"""Which metrics can't do without which column of which table."""

from collections.abc import Iterable

from metrics.definition import Metric
from metrics.intake.contract import contracts
from metrics.intake.recipe import Recipe, RecipeColumn

TELL_WHO_BELONGS = ("function", "role")
"""Columns of the roster of which one must be there wherever the roster is the denominator."""


def readers(table: str, column: str, metrics: Iterable[Metric]) -> tuple[Metric, ...]:
    """The metrics that read a column, in the order given."""
    return tuple(metric for metric in metrics if _reads(metric, table, column))


def needed_for(recipe: Recipe, column: RecipeColumn, metrics: Iterable[Metric]) -> tuple[str, ...]:
    """What needs a column of a recipe, in words: every row, or else the titles of metrics, the
    nine first."""
    if column.column in contracts()[recipe.table].required:
        return ("every row",)
    found = readers(recipe.table, column.column, metrics)
    return tuple(metric.title for metric in sorted(found, key=lambda metric: not metric.headline))


def _reads(metric: Metric, table: str, column: str) -> bool:
    by_roster = metric.population is not None and table == "people" and column in TELL_WHO_BELONGS
    return by_roster or column in metric.reads.get(table, ())
