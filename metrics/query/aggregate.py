"""From sums that add to values: Python divides, engines only add."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import inf
from typing import Any

from metrics.formatting import Unit
from metrics.query.compile.compiled import Compiled
from metrics.query.compile.facts import SqlStep
from metrics.query.compile.totals import below_medians, totals
from metrics.semantic import Factor, inline_table
from metrics.statistics import ClusterSums, Estimate, intervals, quantiles, survival

Key = tuple[int, tuple[str, ...]]
"""A period's position and the group's value of each dimension."""

BOUNDS: Mapping[Unit, tuple[float, float | None]] = {
    "share": (0.0, 1.0), "hours": (0.0, None), "points": (0.0, None), "times": (0.0, None),
}  # fmt: skip
"""What a ratio of that unit can't pass; one of stocks, which may have grown, lies above 0 in any."""

Run = Callable[[Sequence[SqlStep], str], list[tuple[Any, ...]]]
"""Runs one query with its steps over the facts and periods of a question."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of an answer. `n` counts what it rests on: facts, or people where they are the denominator.

    `table` is the life table behind a median: rows of (value, how many), or (days, ended, how many). `beside` is what
    must be read with the value.
    """

    estimate: Estimate
    n: int
    components: Mapping[str, float | int | None]
    facts: int
    table: tuple[tuple[float, ...], ...] = ()
    beside: float | None = None


def cells(compiled: Compiled, run: Run) -> dict[Key, Cell]:
    """Every period and group that has facts (or people, where they are the denominator), with its value."""
    measure = compiled.metric.measure
    if measure == "median":
        return _medians(compiled, run)
    if measure == "survival":
        return _survivals(compiled, run)
    width = 1 + len(compiled.groups)
    by_key = {}
    for row in run(*totals(compiled)):
        by_key[_key(row, width)] = _cell(compiled, row[width:])
    return by_key


def empty(compiled: Compiled) -> Cell:
    """A period the data covers, without a single fact: sums are 0, quotients unknown."""
    metric = compiled.metric
    if metric.measure in ("median", "survival"):
        return Cell(Estimate(None, reason=NOTHING[metric.measure]), 0, {counted(compiled): 0}, 0)
    value = 0.0 if metric.measure == "sum" else None
    reason = None if metric.measure == "sum" else _nothing_to_divide_by(compiled)
    return Cell(Estimate(value, reason=reason), 0, dict.fromkeys(metric.parts, 0), 0)


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
    if metric.factors:
        return "Nothing was counted that one of the factors divides by."
    return f"The {str(metric.denominator).replace('_', ' ')} total is zero, so there is nothing to divide by."


def _key(row: tuple[Any, ...], width: int) -> Key:
    return row[0], row[1:width]


def _number(value: object) -> float | int | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else float(value)
    return value if isinstance(value, int | float) else None


def _cell(compiled: Compiled, row: Sequence[Any]) -> Cell:
    """One row of totals: the metric's parts, how many facts, and sums over clusters where there are any."""
    metric = compiled.metric
    names = metric.parts
    parts = {name: _number(value) for name, value in zip(names, row, strict=False)}
    facts, clusters = int(row[len(names)]), row[len(names) + 1 :]
    estimate = _estimate(compiled, parts, facts, clusters)
    return Cell(estimate, _rests_on(compiled, parts, facts, clusters), parts, facts, beside=_beside(compiled, parts))


def _rests_on(compiled: Compiled, parts: Mapping[str, float | int | None], facts: int, clusters: Sequence[Any]) -> int:
    """How many a value rests on: facts; the people, or the part of a cohort, that it is divided by."""
    metric = compiled.metric
    if metric.measure == "distinct" or metric.beside:
        return int(parts[str(metric.denominator)] or 0)
    return int(clusters[0]) if metric.population else facts


def _beside(compiled: Compiled, parts: Mapping[str, float | int | None]) -> float | None:
    if compiled.metric.beside is None:
        return None
    above, below = (parts[name] or 0 for name in compiled.metric.beside)
    return above / below if below else None


def _estimate(
    compiled: Compiled, parts: Mapping[str, float | int | None], facts: int, clusters: Sequence[Any] = ()
) -> Estimate:
    metric = compiled.metric
    if metric.factors:
        value = product_of(metric.factors, parts)
        return Estimate(value, n=facts, reason=_nothing_to_divide_by(compiled) if value is None else None)
    x = parts[metric.numerator]
    if metric.denominator is None:
        return Estimate(None if x is None else float(x), n=facts)
    estimate = _ratio(compiled, x or 0, parts[metric.denominator] or 0, clusters)
    return Estimate(None, reason=_nothing_to_divide_by(compiled)) if estimate.value is None else estimate


def factor_values(factors: Sequence[Factor], parts: Mapping[str, float | int | None]) -> tuple[float | None, ...]:
    """The value of each factor; None where it would divide by nothing."""
    return tuple(
        None if factor.denominator and not parts[factor.denominator]
        else (parts[factor.numerator] or 0) / ((parts[factor.denominator] or 1) if factor.denominator else 1)
        for factor in factors
    )  # fmt: skip


def product_of(factors: Sequence[Factor], parts: Mapping[str, float | int | None]) -> float | None:
    """The product of the factors, divided by those that divide.

    Nothing times something unknown is nothing (no deal won has no mean value, and brought nothing); None where a factor
    that divides is zero or unknown, or nothing settles an unknown one.
    """
    product, unknown = 1.0, False
    for factor, value in zip(factors, factor_values(factors, parts), strict=True):
        if factor.divides:
            if not value:
                return None
            product /= value
        elif value is None:
            unknown = True
        else:
            product *= value
    return None if unknown and product else product


def _ratio(compiled: Compiled, x: float, n: float, clusters: Sequence[Any]) -> Estimate:
    metric = compiled.metric
    if not n:
        return Estimate(None)
    if metric.interval == "wilson":
        return intervals.wilson(x, n)
    if not clusters:
        return Estimate(x / n, n=n)
    count, xx, xn, nn = clusters
    sums = ClusterSums(count, x, n, float(xx), float(xn), float(nn))
    word = "person" if metric.population else metric.interval.rsplit(" ", 1)[-1]
    if metric.interval.startswith("share clustered"):
        return intervals.clustered_share(sums, cluster=word)
    if metric.unit == "money":
        return intervals.clustered_mean_of_money(sums, cluster=word)
    lowest, highest = BOUNDS.get(metric.unit, (0.0 if metric.stock else None, None))
    return intervals.clustered_ratio(sums, cluster=word, lowest=lowest, highest=highest)


def _life_tables(compiled: Compiled, run: Run) -> dict[Key, tuple[tuple[float, ...], ...]]:
    """The rows of each period and group: the value, whether it ended (survival only), how many."""
    width = 1 + len(compiled.groups)
    tables: dict[Key, list[tuple[float, ...]]] = {}
    for row in run(*totals(compiled)):
        tables.setdefault(_key(row, width), []).append(row[width:])
    return {key: tuple(rows) for key, rows in tables.items()}


def _medians(compiled: Compiled, run: Run) -> dict[Key, Cell]:
    tables = _life_tables(compiled, run)
    plain = {key: median(compiled, table) for key, table in tables.items()}
    clusters = _median_clusters(compiled, run, plain)
    return {key: median(compiled, table, clusters[key]) for key, table in tables.items()}


def median(compiled: Compiled, table: tuple[tuple[float, ...], ...], sums: ClusterSums | None = None) -> Cell:
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
    clusters = {}
    for row in run(*below_medians(compiled, inline_table(columns, rows))):
        x, n, _, count, *squares = row[width:]
        clusters[_key(row, width)] = ClusterSums(count, float(x), float(n), *map(float, squares))
    return clusters


def _survivals(compiled: Compiled, run: Run) -> dict[Key, Cell]:
    return {key: survived(compiled, table) for key, table in _life_tables(compiled, run).items()}


def survived(compiled: Compiled, table: tuple[tuple[float, ...], ...]) -> Cell:
    """The Kaplan–Meier median of a life table of (days, ended or censored, how many), or the share done by a day."""
    days = [row[0] for row in table]
    ended = [count if finished else 0 for _, finished, count in table]
    censored = [0 if finished else count for _, finished, count in table]
    people = int(sum(ended) + sum(censored))
    parts = {"people": people, "completed": int(sum(ended))}
    day = compiled.metric.day
    curve = survival.kaplan_meier(days, ended, censored)
    estimate = survival.survival_quantile(curve) if day is None else survival.finished_by(curve, day)
    return Cell(estimate, people, parts, people, table)


def rest_of(compiled: Compiled, whole: Cell, own: Cell) -> Cell:
    """Everybody else: the whole without one group. People who were in the group at all are not in the rest."""
    if compiled.metric.measure in ("median", "survival"):
        table = _subtracted(whole.table, own.table)
        if not table:
            return empty(compiled)
        return median(compiled, table) if compiled.metric.measure == "median" else survived(compiled, table)
    parts = {name: (whole.components[name] or 0) - (own.components[name] or 0) for name in compiled.metric.parts}
    facts = whole.facts - own.facts
    return Cell(_estimate(compiled, parts, facts), whole.n - own.n, parts, facts, beside=_beside(compiled, parts))


def _subtracted(
    whole: tuple[tuple[float, ...], ...], own: tuple[tuple[float, ...], ...]
) -> tuple[tuple[float, ...], ...]:
    left = {row[:-1]: row[-1] for row in whole}
    for *days, count in own:
        left[tuple(days)] -= count
    return tuple((*days, count) for days, count in left.items() if count > 0)
