"""From sums that add to values: Python divides, engines only add."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import inf
from typing import Any

from metrics import compile as compiling
from metrics.compile import Compiled, Step
from metrics.prelude import inline_table
from metrics.statistics import intervals, quantiles, survival
from metrics.statistics.intervals import ClusterSums, Estimate

Key = tuple[int, tuple[str, ...]]
"""A period's position and the group's value of each dimension."""

Run = Callable[[Sequence[Step], str], list[tuple[Any, ...]]]
"""Runs one query with its steps over the facts and periods of a question."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of an answer. `n` counts what it rests on: facts, or people where they are the denominator.

    `table` is the life table behind a median: rows of (days, how many), or (days, ended, how many).
    """

    estimate: Estimate
    n: int
    components: Mapping[str, float | int | None]
    facts: int
    table: tuple[tuple[int, ...], ...] = ()


def cells(compiled: Compiled, run: Run) -> dict[Key, Cell]:
    """Every period and group that has facts (or people, where they are the denominator), with its value."""
    measure = compiled.metric.measure
    if measure == "median":
        return _medians(compiled, run)
    if measure == "survival":
        return _survivals(compiled, run)
    width = 1 + len(compiled.groups)
    found = {}
    for row in run(*compiling.totals(compiled)):
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


def _key(row: tuple[Any, ...], width: int) -> Key:
    return row[0], row[1:width]


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


def _life_tables(compiled: Compiled, run: Run) -> dict[Key, tuple[tuple[int, ...], ...]]:
    """The rows of each period and group: days, whether they ended (survival only), how many."""
    width = 1 + len(compiled.groups)
    tables: dict[Key, list[tuple[int, ...]]] = {}
    for row in run(*compiling.totals(compiled)):
        tables.setdefault(_key(row, width), []).append(row[width:])
    return {key: tuple(rows) for key, rows in tables.items()}


def _medians(compiled: Compiled, run: Run) -> dict[Key, Cell]:
    tables = _life_tables(compiled, run)
    plain = {key: median(compiled, table) for key, table in tables.items()}
    clusters = _median_clusters(compiled, run, plain)
    return {key: median(compiled, table, clusters[key]) for key, table in tables.items()}


def median(compiled: Compiled, table: tuple[tuple[int, ...], ...], sums: ClusterSums | None = None) -> Cell:
    """The median of a life table; its interval needs the clusters' sums of rows at or below it, which come later."""
    days, counts = zip(*table, strict=True)
    estimate = quantiles.median_of_life_table(days, counts, design_effect=inf)
    effect = quantiles.median_design_effect(sums) if sums else None
    if effect is None:
        reason = "Only one seller: an interval needs at least two." if sums else None
        estimate = Estimate(estimate.value, n=estimate.n, reason=reason)
    else:
        estimate = quantiles.median_of_life_table(days, counts, design_effect=effect)
    facts = sum(counts)
    return Cell(estimate, facts, {counted(compiled): facts}, facts, table)


def _median_clusters(compiled: Compiled, run: Run, medians: Mapping[Key, Cell]) -> dict[Key, ClusterSums]:
    if not medians:
        return {}
    width = 1 + len(compiled.groups)
    columns = {"period": "INTEGER", **dict.fromkeys(compiled.groups, "VARCHAR"), "median": "DOUBLE"}
    rows = [(period, *groups, cell.estimate.value) for (period, groups), cell in medians.items()]
    found = {}
    for row in run(*compiling.below_medians(compiled, inline_table(columns, rows))):
        x, n, _, count, *squares = row[width:]
        found[_key(row, width)] = ClusterSums(count, float(x), float(n), *map(float, squares))
    return found


def _survivals(compiled: Compiled, run: Run) -> dict[Key, Cell]:
    return {key: survived(table) for key, table in _life_tables(compiled, run).items()}


def survived(table: tuple[tuple[int, ...], ...]) -> Cell:
    """The Kaplan–Meier median of a life table of (days, ended or censored, how many)."""
    days = [row[0] for row in table]
    ended = [count if finished else 0 for _, finished, count in table]
    censored = [0 if finished else count for _, finished, count in table]
    people = sum(ended) + sum(censored)
    parts = {"people": people, "completed": sum(ended)}
    return Cell(survival.median_survival(days, ended, censored), people, parts, people, table)


def rest_of(compiled: Compiled, whole: Cell, own: Cell) -> Cell:
    """Everybody else: the whole without one group. People who were in the group at all are not in the rest."""
    if compiled.metric.measure in ("median", "survival"):
        table = _subtracted(whole.table, own.table)
        if not table:
            return empty(compiled)
        return median(compiled, table) if compiled.metric.measure == "median" else survived(table)
    names = [name for name in (compiled.metric.numerator, compiled.metric.denominator) if name]
    parts = {name: (whole.components[name] or 0) - (own.components[name] or 0) for name in names}
    facts = whole.facts - own.facts
    if len(names) == 1:
        return Cell(Estimate(float(parts[names[0]])), whole.n - own.n, parts, facts)
    x, n = (parts[name] for name in names)
    estimate = _ratio(compiled, x, n, ())
    if estimate.value is None:
        estimate = Estimate(None, reason=_nothing_to_divide_by(compiled))
    return Cell(estimate, whole.n - own.n, parts, facts)


def _subtracted(whole: tuple[tuple[int, ...], ...], own: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...]:
    left = {row[:-1]: row[-1] for row in whole}
    for *days, count in own:
        left[tuple(days)] -= count
    return tuple((*days, count) for days, count in left.items() if count > 0)
