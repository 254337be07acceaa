"""A metric: one SQL file of the catalogue, and what its header says."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["leading", "lagging"]
Unit = Literal["share", "money", "days", "hours", "count"]
Shape = Literal["event", "spell", "duration"]
Measure = Literal["sum", "ratio", "mean", "median", "distinct", "survival"]
Interval = Literal["none", "clustered by seller", "wilson", "order statistic", "kaplan-meier"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One catalogue file.

    `reads` maps a stored table to the columns it can't do without. `population` names whose activity is the denominator
    (of `distinct`, or of a `ratio` per person-week), if the denominator is the roster. `sql` yields the facts.
    """

    name: str
    title: str
    summary: str
    definition: str
    kind: Kind
    unit: Unit
    better: Literal["higher", "lower"]
    shape: Shape
    measure: Measure
    interval: Interval
    reads: Mapping[str, tuple[str, ...]]
    population: Literal["customer-facing", "sellers"] | None
    rules: tuple[str, ...]
    sql: str
    path: Path
