"""Sums per period and group, and what intervals need: everything that is aggregated once facts are in their groups."""

from collections.abc import Sequence

from metrics.query.compile.compiled import Compiled
from metrics.query.compile.facts import SqlStep, clustered_by, table_keys

Query = tuple[tuple[SqlStep, ...], str]
"""The steps of a statement, and the query that reads them."""


def totals(compiled: Compiled) -> Query:
    """The sums of a metric's parts, in order, and of facts. Where rows are clustered, also what intervals need."""
    metric = compiled.metric
    if table_keys(metric):
        keys = ", ".join((compiled.keys, *table_keys(metric)))
        return compiled.steps, f"SELECT {keys}, SUM(facts) AS facts\nFROM segmented\nGROUP BY {keys}"
    if metric.measure == "distinct":
        return _distinct(compiled)
    if "clustered" in metric.interval:
        return _clustered(compiled, metric.parts, "segmented", clustered_by(metric))
    sums = "".join(f", SUM({name}) AS {name}" for name in metric.parts)
    query = f"SELECT {compiled.keys}{sums}, SUM(facts) AS facts\nFROM segmented\nGROUP BY {compiled.keys}"
    return compiled.steps, query


def below_medians(compiled: Compiled, medians: str) -> Query:
    """The clusters' sums of rows at or below each group's median; `medians` gives the keys and `median`."""
    keys, value = ("period", *compiled.groups), compiled.metric.numerator
    compared = (
        f"SELECT {', '.join(f'segmented.{key}' for key in keys)}, segmented.who, segmented.facts,\n"
        f"    CASE WHEN segmented.{value} <= medians.median THEN segmented.facts ELSE 0 END AS below,\n"
        "    segmented.facts AS counted\n"
        f"FROM segmented\nINNER JOIN medians ON {' AND '.join(f'segmented.{key} = medians.{key}' for key in keys)}"
    )
    steps, query = _clustered(compiled, ("below", "counted"), "compared", "who")
    return (*compiled.steps, ("medians", medians), ("compared", compared), *steps[len(compiled.steps) :]), query


def people(compiled: Compiled) -> Query:
    """How many people stand behind each period and group."""
    query = f"SELECT {compiled.keys}, COUNT(DISTINCT who) AS people\nFROM segmented\nGROUP BY {compiled.keys}"
    return compiled.steps, query


def sizes(compiled: Compiled) -> Query:
    """How many facts and people each group has over all periods together."""
    groups = ", ".join(compiled.groups)
    facts = compiled.metric.numerator if compiled.divides_by_all else "facts"  # everybody is in each group of leavers
    query = f"SELECT {groups}, SUM({facts}) AS facts, COUNT(DISTINCT who) AS people\nFROM segmented\nGROUP BY {groups}"
    return compiled.steps, query


def _clustered(compiled: Compiled, parts: Sequence[str], source: str, cluster: str) -> Query:
    """Sums over the clusters' own sums, in one row a group, with the squares of the first two parts.

    A denominator from the roster is its active days, seven to the week.
    """
    x, n = parts[:2]
    weeks = bool(compiled.metric.population)
    units = {part: "days_active" if weeks and part == n else part for part in parts}
    sums = ", ".join(f"SUM({unit}) AS {part}" for part, unit in units.items())
    clusters = (
        f"SELECT {compiled.keys}, {cluster}, {sums}, SUM(facts) AS facts\n"
        f"FROM {source}\nGROUP BY {compiled.keys}, {cluster}"
    )
    exact, unit = (in_weeks(n), in_weeks(n)) if weeks else (f"CAST({n} AS DOUBLE)", n)
    pairs = ((f"CAST({x} AS DOUBLE)", x, "xx"), (f"CAST({x} AS DOUBLE)", unit, "xn"), (exact, unit, "nn"))
    squares = ", ".join(f"SUM({factor} * {other}) AS {name}" for factor, other, name in pairs)
    sums_of = {part: in_weeks(f"SUM({part})") if weeks and part == n else f"SUM({part})" for part in parts}
    totals = ", ".join(f"{total} AS {part}" for part, total in sums_of.items())
    query = (
        f"SELECT {compiled.keys}, {totals}, SUM(facts) AS facts,\n"
        f"    COUNT(*) AS clusters, {squares}\nFROM clusters\nGROUP BY {compiled.keys}"
    )
    return (*compiled.steps, ("clusters", clusters)), query


def in_weeks(days: str) -> str:
    """Days in weeks, as SQL: engines divide decimals by rules of their own, and floating numbers by the same ones."""
    return f"CAST({days} AS DOUBLE) / 7"


def _distinct(compiled: Compiled) -> Query:
    x, n = compiled.metric.numerator, compiled.metric.denominator
    each = f"SELECT {compiled.keys}, who, SUM(facts) AS facts\nFROM segmented\nGROUP BY {compiled.keys}, who"
    query = (
        f"SELECT {compiled.keys}, COUNT(CASE WHEN facts > 0 THEN 1 END) AS {x}, COUNT(*) AS {n}, SUM(facts) AS facts\n"
        f"FROM people\nGROUP BY {compiled.keys}"
    )
    return (*compiled.steps, ("people", each)), query
