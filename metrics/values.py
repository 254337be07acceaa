"""From sums that add to values: Python divides, engines only add."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from metrics import compile as compiling
from metrics.compile import Compiled
from metrics.prelude import inline_table
from metrics.statistics import intervals, quantiles, survival
from metrics.statistics.intervals import ClusterSums, Estimate

Key = tuple[int, tuple[str, ...]]
"""A period's position and the group's value of each dimension."""

Run = Callable[[str], list[tuple[Any, ...]]]
"""Runs one SELECT over the facts and periods of a question."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of an answer. `n` counts what it rests on: facts, or people where they are the denominator."""

    estimate: Estimate
    n: int
    components: Mapping[str, float | int | None]
    facts: int


def cells(compiled: Compiled, run: Run) -> dict[Key, Cell]:
    """Every period and group that has facts (or people, where they are the denominator), with its value."""
    measure = compiled.metric.measure
    if measure == "median":
        return _medians(compiled, run)
    if measure == "survival":
        return _survivals(compiled, run)
    width = 1 + len(compiled.groups)
    found = {}
    for row in run(compiling.totals(compiled)):
        found[_key(row, width)] = _cell(compiled, row[width:])
    return found


def empty(compiled: Compiled) -> Cell:
    """A period the data covers, without a single fact: sums are 0, quotients unknown."""
    metric = compiled.metric
    if metric.measure in ("median", "survival"):
        return Cell(Estimate(None, reason=NOTHING[metric.measure]), 0, {counted(compiled): 0}, 0)
    names = [metric.numerator] + ([metric.denominator] if metric.denominator else [])
    value = 0.0 if metric.measure == "sum" else None
    reason = None if metric.measure == "sum" else _nothing_to_divide_by(compiled)
    return Cell(Estimate(value, reason=reason), 0, dict.fromkeys(names, 0), 0)


NOTHING = {
    "median": "Nothing was counted, so there is no middle.",
    "survival": "Nobody started in this period.",
}


def counted(compiled: Compiled) -> str:
    """What the facts of a metric are called where only their number is a component."""
    return "people" if compiled.metric.measure == "survival" else compiled.metric.table


def _nothing_to_divide_by(compiled: Compiled) -> str:
    metric = compiled.metric
    if metric.population:
        return "Nobody of this kind was active, so there is nobody to divide by."
    return f"The {metric.denominator} total is zero, so there is nothing to divide by."


def _key(row: Sequence[Any], width: int) -> Key:
    return row[0], tuple(row[1:width])


def _number(value: object) -> float | int | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else float(value)
    return value if isinstance(value, int | float) else None


def _cell(compiled: Compiled, row: Sequence[Any]) -> Cell:
    metric = compiled.metric
    if metric.denominator is None:
        total, facts = _number(row[0]), int(row[1])
        return Cell(Estimate(None if total is None else float(total), n=facts), facts, {metric.numerator: total}, facts)
    x, n, facts = _number(row[0]), _number(row[1]), int(row[2])
    estimate = _ratio(compiled, x or 0, n or 0, row[3:])
    if estimate.value is None:
        estimate = Estimate(None, reason=_nothing_to_divide_by(compiled))
    by_people = metric.measure == "distinct"
    rests_on = int(n or 0) if by_people else int(row[3]) if metric.population else facts
    return Cell(estimate, rests_on, {metric.numerator: x, metric.denominator: n}, facts)


def _ratio(compiled: Compiled, x: float, n: float, clusters: Sequence[Any]) -> Estimate:
    interval = compiled.metric.interval
    if not n:
        return Estimate(None)
    if interval == "wilson":
        return intervals.wilson(x, n)
    if not clusters:
        return Estimate(x / n, n=n)
    count, xx, xn, nn = clusters
    sums = ClusterSums(count, x, n, float(xx), float(xn), float(nn))
    word = "person" if compiled.metric.population else "seller"
    if interval == "share clustered by seller":
        return intervals.clustered_share(sums, cluster=word)
    return intervals.clustered_ratio(sums, cluster=word, lowest=0.0 if compiled.metric.unit == "hours" else None)


def _life_tables(compiled: Compiled, run: Run) -> dict[Key, list[tuple[Any, ...]]]:
    """The rows of each period and group: days, whether they ended (survival only), how many."""
    width = 1 + len(compiled.groups)
    tables: dict[Key, list[tuple[Any, ...]]] = {}
    for row in run(compiling.totals(compiled)):
        tables.setdefault(_key(row, width), []).append(row[width:])
    return tables


def _medians(compiled: Compiled, run: Run) -> dict[Key, Cell]:
    tables = {key: tuple(zip(*rows, strict=True)) for key, rows in _life_tables(compiled, run).items()}
    plain = {key: quantiles.median_of_life_table(days, counts) for key, (days, counts) in tables.items()}
    clusters = _median_clusters(compiled, run, plain)
    found = {}
    for key, (days, counts) in tables.items():
        effect = quantiles.median_design_effect(clusters[key])
        estimate = (
            Estimate(plain[key].value, n=plain[key].n, reason="Only one seller: an interval needs at least two.")
            if effect is None
            else quantiles.median_of_life_table(days, counts, design_effect=effect)
        )
        facts = int(sum(counts))
        found[key] = Cell(estimate, facts, {counted(compiled): facts}, facts)
    return found


def _median_clusters(compiled: Compiled, run: Run, medians: Mapping[Key, Estimate]) -> dict[Key, ClusterSums]:
    if not medians:
        return {}
    width = 1 + len(compiled.groups)
    columns = {"period": "INTEGER", **dict.fromkeys(compiled.groups, "VARCHAR"), "median": "DOUBLE"}
    rows = [(period, *groups, estimate.value) for (period, groups), estimate in medians.items()]
    found = {}
    for row in run(compiling.below_medians(compiled, inline_table(columns, rows))):
        x, n, _, count, *squares = row[width:]
        found[_key(row, width)] = ClusterSums(count, float(x), float(n), *map(float, squares))
    return found


def _survivals(compiled: Compiled, run: Run) -> dict[Key, Cell]:
    found = {}
    for key, rows in _life_tables(compiled, run).items():
        days = [row[0] for row in rows]
        ended = [int(count) if finished else 0 for _, finished, count in rows]
        censored = [0 if finished else int(count) for _, finished, count in rows]
        people = sum(ended) + sum(censored)
        parts = {"people": people, "completed": sum(ended)}
        found[key] = Cell(survival.median_survival(days, ended, censored), people, parts, people)
    return found
