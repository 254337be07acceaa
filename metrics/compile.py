"""From a question and a metric to SQL: the only place that writes SQL around a metric.

A metric's facts become one table (`facts`): a row per day, person, spell in a team and segment, with sums that add.
Questions read that table, so that it is made once per version; what is printed has it as the first WITH.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import indent
from typing import Any, Literal

from metrics.definition import Metric
from metrics.dimensions import NOT_MATCHED, Dimension
from metrics.filters import Predicate, every, one_of
from metrics.prelude import literal, quoted, relations_read
from metrics.question import Access

POPULATIONS: Mapping[str, tuple[str, str]] = {
    "customer-facing": ("customer_facing", "not customer-facing on the day"),
    "sellers": ("sells", "not a seller on the day"),
}
ALL = Access()


@dataclass(frozen=True, slots=True)
class Scope:
    """How a question slices the facts: groups, filters, whose team counts, and what the asker may see."""

    by: tuple[Dimension, ...] = ()
    where: tuple[tuple[Dimension, tuple[str, ...]], ...] = ()
    roster: Literal["then", "today"] = "then"
    access: Access = ALL

    @property
    def own(self) -> tuple[str, ...]:
        """The facts' own columns that the question reads."""
        dimensions = [*self.by, *(dimension for dimension, _ in self.where)]
        return tuple(dict.fromkeys(dimension.column for dimension in dimensions if dimension.source == "facts"))


@dataclass(frozen=True, slots=True)
class Compiled:
    """One question as SQL. `query` reads `facts` (what the SELECT `facts` gives), `periods` and `period_days`."""

    metric: Metric
    scope: Scope
    facts: str
    segmented: str
    predicate: Predicate

    @property
    def groups(self) -> tuple[str, ...]:
        """The columns that hold the dimensions asked for, in order."""
        return tuple(f"group_{number}" for number in range(len(self.scope.by)))

    @property
    def keys(self) -> str:
        """Period and groups, as a list of columns."""
        return ", ".join(("period", *self.groups))

    @property
    def needs(self) -> tuple[str, ...]:
        """The prepared views that the facts and the query read."""
        return tuple(dict.fromkeys((*relations_read(self.facts), *relations_read(self.segmented))))


def compile_question(metric: Metric, scope: Scope) -> Compiled:
    """The SQL of a metric over a scope. Periods come in when it runs."""
    predicate = every([*_roster_predicates(scope), *_access_predicates(scope)])
    facts = _spell_facts(metric, scope) if metric.shape == "spell" else _dated_facts(metric, scope)
    return Compiled(metric, scope, facts, _segmented(metric, scope, predicate), predicate)


def accounted(metric: Metric) -> str:
    """Every stored row behind a metric once, with the reason why it counts for nothing (NULL: it counts)."""
    day = "CAST(NULL AS DATE)" if metric.shape == "spell" else f"facts.{metric.happened}"
    return (
        f"SELECT\n    facts.*,\n    {day} AS day,\n    {_spell()} AS spell,\n    {_reason(metric)} AS reason\n"
        f"FROM (\n{indent(metric.sql, '    ')}\n) AS facts\n{_roster_join(metric)}"
    )


def components(metric: Metric) -> tuple[str, ...]:
    """The facts' columns that are summed."""
    if metric.measure in ("median", "survival") or metric.shape == "spell" or metric.measure == "distinct":
        return ()
    names = (metric.numerator, metric.denominator)
    return tuple(name for name in names if name and not (metric.population and name == metric.denominator))


def table_keys(metric: Metric) -> tuple[str, ...]:
    """The facts' columns that a life table is made of."""
    return {"median": ("days",), "survival": ("days", "ended")}.get(metric.measure, ())


def totals(compiled: Compiled) -> str:
    """Sums per period and group. Where sellers are the clusters, also the number of them and their sums of squares."""
    metric = compiled.metric
    if metric.measure in ("median", "survival"):
        keys = ", ".join((compiled.keys, *table_keys(metric)))
        return f"SELECT {keys}, SUM(facts) AS facts\nFROM (\n{indent(compiled.segmented, '    ')}\n) AS segmented\nGROUP BY {keys}"
    if metric.measure == "distinct":
        return _distinct(compiled)
    x, n = metric.numerator, metric.denominator
    if not metric.interval.endswith("by seller"):
        sums = ", ".join(f"SUM({name}) AS {name}" for name in (x, n) if name)
        return (
            f"SELECT {compiled.keys}, {sums}, SUM(facts) AS facts\n"
            f"FROM (\n{indent(compiled.segmented, '    ')}\n) AS segmented\nGROUP BY {compiled.keys}"
        )
    return _clustered(compiled, x, str(n), f"SUM({x}) AS {x}, SUM({n}) AS {n}")


def below_medians(compiled: Compiled, medians: str) -> str:
    """The clusters' sums of rows at or below each group's median; `medians` gives keys and `median`."""
    same = " AND ".join(f"segmented.{key} = medians.{key}" for key in ("period", *compiled.groups))
    keys = ", ".join(f"segmented.{key}" for key in ("period", *compiled.groups))
    source = (
        f"SELECT {keys}, segmented.who,\n"
        "    CASE WHEN segmented.days <= medians.median THEN segmented.facts ELSE 0 END AS below, segmented.facts AS decided,"
        " segmented.facts\n"
        f"FROM (\n{indent(compiled.segmented, '    ')}\n) AS segmented\n"
        f"INNER JOIN (\n{indent(medians, '    ')}\n) AS medians ON {same}"
    )
    return _clustered(compiled, "below", "decided", "SUM(below) AS below, SUM(decided) AS decided", source)


def people(compiled: Compiled) -> str:
    """How many people stand behind each period and group."""
    return (
        f"SELECT {compiled.keys}, COUNT(DISTINCT who) AS people\n"
        f"FROM (\n{indent(compiled.segmented, '    ')}\n) AS segmented\nGROUP BY {compiled.keys}"
    )


def rows_behind(compiled: Compiled, counted: bool, limit: int) -> str:
    """The stored rows a question counted (`counted`), or those its metric leaves out, at most `limit`."""
    source = accounted(compiled.metric)
    if not counted:
        return f"SELECT * FROM (\n{indent(source, '    ')}\n) AS facts\nWHERE facts.reason IS NOT NULL\nLIMIT {limit}"
    condition = every([*_own_predicates(compiled.scope), compiled.predicate])
    within = (
        _alive("facts")
        if compiled.metric.shape == "spell"
        else "SELECT 1 FROM period_days WHERE period_days.day = facts.day"
    )
    return (
        f"SELECT facts.*\nFROM (\n{indent(source, '    ')}\n) AS facts\n{_membership(compiled.scope)}"
        f"WHERE facts.reason IS NULL AND EXISTS ({within}) AND {condition.sql}\nLIMIT {limit}"
    )


def facts_within(compiled: Compiled) -> str:
    """How many facts fall into the periods, before any filter."""
    within = (
        _alive("facts")
        if compiled.metric.shape == "spell"
        else "SELECT 1 FROM period_days WHERE period_days.day = facts.day"
    )
    return f"SELECT COALESCE(SUM(facts.facts), 0) AS facts FROM facts WHERE EXISTS ({within})"


def parameters(compiled: Compiled) -> dict[str, Any]:
    """The values bound to the names in the SQL."""
    return dict(every([*_own_predicates(compiled.scope), compiled.predicate]).parameters)


def with_literals(sql: str, values: Mapping[str, Any]) -> str:
    """The SQL with its values written out, for people to copy."""
    for name in sorted(values, key=len, reverse=True):
        sql = sql.replace(f"${name}", literal(values[name]))
    return sql


def _alive(facts: str) -> str:
    return (
        f"SELECT 1 FROM periods WHERE {facts}.valid_from <= periods.first_day AND {facts}.valid_to > periods.first_day"
    )


def _dated_facts(metric: Metric, scope: Scope) -> str:
    """Facts of an event or a duration: summed per day, person, spell and segment."""
    keys = ["day", "who", "spell", *table_keys(metric), *map(quoted, scope.own)]
    sums = [f"SUM({name}) AS {name}" for name in components(metric)]
    return (
        f"SELECT {', '.join(keys)}, {', '.join([*sums, 'COUNT(*) AS facts'])}\n"
        f"FROM (\n{indent(accounted(metric), '    ')}\n) AS accounted\n"
        f"WHERE reason IS NULL\nGROUP BY {', '.join(keys)}"
    )


def _spell_facts(metric: Metric, scope: Scope) -> str:
    keys = ", ".join(["valid_from", "valid_to", "left_on", "who", *map(quoted, scope.own)])
    return (
        f"SELECT {keys}, COUNT(*) AS facts\nFROM (\n{indent(accounted(metric), '    ')}\n) AS accounted\n"
        f"WHERE reason IS NULL\nGROUP BY {keys}"
    )


def _roster_join(metric: Metric) -> str:
    """Everybody's spell on the day. A spell metric is asked on a period's first day, so it is joined later."""
    day = f"facts.{metric.happened}"
    spells = (
        "ON FALSE"
        if metric.shape == "spell"
        else (f"ON roster.person = facts.who AND {day} >= roster.spell_from AND {day} < roster.spell_to")
    )
    return f"LEFT JOIN persons ON persons.person = facts.who\nLEFT JOIN roster {spells}\n"


def _spell() -> str:
    """A spell's number; 0 for a person of the roster between spells; NULL for who is not in the roster."""
    return "CASE WHEN persons.matched THEN COALESCE(roster.spell, 0) END"


def _reason(metric: Metric) -> str:
    if not metric.population:
        return "facts.left_out"
    flag, sentence = POPULATIONS[metric.population]
    day = f"facts.{metric.happened}"
    return (
        "CASE\n"
        "        WHEN facts.left_out IS NOT NULL THEN facts.left_out\n"
        "        WHEN COALESCE(persons.matched, FALSE) = FALSE THEN 'person not in the roster'\n"
        f"        WHEN roster.spell IS NULL OR {day} < roster.active_from OR {day} >= roster.active_to"
        " THEN 'person not active on the day'\n"
        f"        WHEN NOT roster.{flag} THEN {literal(sentence)}\n"
        "    END"
    )


def _placed(metric: Metric, scope: Scope) -> str:
    """Facts in their periods, and where the roster is the denominator everybody in it, present or not."""
    own = "".join(f", facts.{quoted(name)}" for name in scope.own)
    condition = every(_own_predicates(scope)).sql
    if metric.shape == "spell":
        return (
            f"SELECT periods.period, facts.who, {_spell()} AS spell{own},\n    facts.facts AS {metric.denominator},\n"
            "    CASE WHEN facts.left_on >= periods.first_day AND facts.left_on <= periods.last_day THEN facts.facts ELSE 0 END"
            f" AS {metric.numerator}, facts.facts\n"
            "FROM periods\nINNER JOIN facts ON facts.valid_from <= periods.first_day AND facts.valid_to > periods.first_day\n"
            "LEFT JOIN persons ON persons.person = facts.who\n"
            "LEFT JOIN roster ON roster.person = facts.who AND periods.first_day >= roster.spell_from"
            f" AND periods.first_day < roster.spell_to\nWHERE {condition}"
        )
    sums = "".join(f", facts.{name}" for name in (*table_keys(metric), *components(metric)))
    placed = (
        f"SELECT period_days.period, facts.who, facts.spell{own}{sums}, facts.facts\n"
        f"FROM facts\nINNER JOIN period_days ON period_days.day = facts.day\nWHERE {condition}"
    )
    return placed if metric.population is None else _with_population(metric, scope, placed)


def _with_population(metric: Metric, scope: Scope, placed: str) -> str:
    flag, _ = POPULATIONS[str(metric.population)]
    own = "".join(f", segments.{quoted(name)}" for name in scope.own)
    sums = "".join(f", 0 AS {name}" for name in components(metric))
    segments = (
        f"\nCROSS JOIN (SELECT DISTINCT {', '.join(map(quoted, scope.own))} FROM facts) AS segments" if own else ""
    )
    condition = every(_own_predicates(scope, "segments")).sql
    return (
        f"SELECT placed.*, 0 AS days_active\nFROM (\n{indent(placed, '    ')}\n) AS placed\nUNION ALL\n"
        f"SELECT periods.period, roster.person, roster.spell{own}{sums}, 0,\n"
        "    DATE_DIFF('day', GREATEST(roster.active_from, periods.first_day), LEAST(roster.active_to, periods.following_day))\n"
        "FROM periods\nINNER JOIN roster ON roster.active_from <= periods.last_day AND roster.active_to > periods.first_day"
        f"{segments}\nWHERE roster.{flag} AND roster.active_from < roster.active_to AND {condition}"
    )


def _segmented(metric: Metric, scope: Scope, predicate: Predicate) -> str:
    """Facts with the groups asked for, filtered by whose they are."""
    groups = "".join(f"    {_expression(each, scope)} AS group_{number},\n" for number, each in enumerate(scope.by))
    sums = "".join(f", facts.{name}" for name in _measured(metric))
    return (
        f"SELECT\n    facts.period,\n{groups}    facts.who{sums}, facts.facts\n"
        f"FROM (\n{indent(_placed(metric, scope), '    ')}\n) AS facts\n{_membership(scope)}WHERE {predicate.sql}"
    )


def _measured(metric: Metric) -> tuple[str, ...]:
    if metric.shape == "spell":
        return (metric.numerator, str(metric.denominator))
    population = ("days_active",) if metric.population else ()
    return (*table_keys(metric), *components(metric), *population)


def _clustered(compiled: Compiled, x: str, n: str, sums: str, source: str | None = None) -> str:
    """Sums over people's own sums, which are the clusters: what a clustered interval needs, in one row a group."""
    metric = compiled.metric
    if metric.population:
        sums = f"SUM({x}) AS {x}, SUM(days_active) / 7.0 AS {n}"
    return (
        f"SELECT {compiled.keys}, SUM({x}) AS {x}, SUM({n}) AS {n}, SUM(facts) AS facts, COUNT(*) AS clusters,\n"
        f"    SUM(CAST({x} AS DOUBLE) * {x}) AS xx, SUM(CAST({x} AS DOUBLE) * {n}) AS xn, SUM(CAST({n} AS DOUBLE) * {n}) AS nn\n"
        f"FROM (\n    SELECT {compiled.keys}, who, {sums}, SUM(facts) AS facts\n"
        f"    FROM (\n{indent(source or compiled.segmented, '        ')}\n    ) AS segmented\n"
        f"    GROUP BY {compiled.keys}, who\n) AS clusters\nGROUP BY {compiled.keys}"
    )


def _distinct(compiled: Compiled) -> str:
    x, n = compiled.metric.numerator, compiled.metric.denominator
    return (
        f"SELECT {compiled.keys}, SUM(CASE WHEN facts > 0 THEN 1 ELSE 0 END) AS {x}, COUNT(*) AS {n}, SUM(facts) AS facts\n"
        f"FROM (\n    SELECT {compiled.keys}, who, SUM(facts) AS facts\n"
        f"    FROM (\n{indent(compiled.segmented, '        ')}\n    ) AS segmented\n"
        f"    GROUP BY {compiled.keys}, who\n) AS people\nGROUP BY {compiled.keys}"
    )


def _membership(scope: Scope) -> str:
    """The joins that give facts their team, then or today, their person's name, and what the asker may see."""
    used = {dimension.source for dimension in (*scope.by, *(dimension for dimension, _ in scope.where))}
    joins = ""
    if "roster" in used and scope.roster == "then":
        joins += "LEFT JOIN roster AS membership ON membership.spell = facts.spell\n"
    elif "roster" in used:
        joins += "LEFT JOIN roster_today AS membership ON membership.person = facts.who\n"
    if "person" in used:
        joins += "LEFT JOIN persons AS named ON named.person = facts.who\n"
    if scope.access.scope == "teams":
        joins += "LEFT JOIN roster AS granted ON granted.spell = facts.spell\n"
    return joins


def _expression(dimension: Dimension, scope: Scope, facts: str = "facts") -> str:
    """The group a fact belongs to; nobody is without one."""
    nothing = literal(dimension.nothing)
    if dimension.source == "facts":
        return f"COALESCE({facts}.{quoted(dimension.column)}, {nothing})"
    column = "named.name" if dimension.source == "person" else f"membership.{quoted(dimension.column)}"
    return f"CASE WHEN facts.spell IS NULL THEN {literal(NOT_MATCHED)} ELSE COALESCE({column}, {nothing}) END"


def _own_predicates(scope: Scope, facts: str = "facts") -> Sequence[Predicate]:
    return [
        one_of(_expression(dimension, scope, facts), dimension.title.lower(), values, f"where_{number}")
        for number, (dimension, values) in enumerate(scope.where)
        if dimension.source == "facts"
    ]


def _roster_predicates(scope: Scope) -> Sequence[Predicate]:
    return [
        one_of(_expression(dimension, scope), dimension.title.lower(), values, f"where_{number}")
        for number, (dimension, values) in enumerate(scope.where)
        if dimension.source != "facts"
    ]


def _access_predicates(scope: Scope) -> Sequence[Predicate]:
    if scope.access.scope != "teams":
        return []
    return [one_of("granted.team", "team you may see", scope.access.teams, "granted")]
