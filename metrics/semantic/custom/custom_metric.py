"""What a manager says to make a metric: which rows of a table count, by which day, and what is done with them."""

from dataclasses import dataclass
from typing import Literal, get_args

from metrics.semantic.definition import Better, MetricKind

CustomMeasure = Literal["count", "sum", "share", "median"]
Operator = Literal["is", "is not", "one of", "at least", "at most", "is empty", "is not empty"]

CUSTOM_MEASURES: tuple[CustomMeasure, ...] = get_args(CustomMeasure)
OPERATORS: tuple[Operator, ...] = get_args(Operator)
OF_A_COLUMN: tuple[CustomMeasure, ...] = ("sum", "median")
"""Measures that need a column of numbers."""

WITHOUT_VALUE: tuple[Operator, ...] = ("is empty", "is not empty")


@dataclass(frozen=True, slots=True)
class Condition:
    """What a row must say to count. Values are written as people write them; the column's type reads them."""

    column: str
    operator: Operator
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomMetric:
    """A metric made without SQL, over the rows of one stored `table`.

    `day` is the column that places a row in a period, `person` the one that says whose it is. `column` is what is added
    up or taken the median of. Rows count where all conditions of `whole` hold; of these, a share counts the `part`.
    """

    title: str
    summary: str
    kind: MetricKind
    better: Better
    table: str
    day: str
    person: str
    measure: CustomMeasure
    column: str | None = None
    whole: tuple[Condition, ...] = ()
    part: tuple[Condition, ...] = ()
