"""From a question and a metric to SQL: the only place that writes SQL around a metric.

A metric's facts become one table (`facts`): a row per day, person, spell in a team and segment, with sums that add.
Questions read that table, so that it is made once per version; what is printed has it as the first WITH. The steps
that follow are `placed` (facts in their periods, kept too), `segmented` (in the groups asked for) and the sums.
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
"""Who a metric divides by: the roster's flag, and why somebody without it counts for nothing."""

Step = tuple[str, str]
"""A name and the SELECT it stands for, to become one part of a WITH."""

EVERYTHING = Access()
ALIVE = "facts.valid_from <= periods.first_day AND facts.valid_to > periods.first_day"


@dataclass(frozen=True, slots=True)
class Scope:
    """How a question slices the facts: groups, filters, whose team counts, and what the asker may see."""

    by: tuple[Dimension, ...] = ()
    where: tuple[tuple[Dimension, tuple[str, ...]], ...] = ()
    roster: Literal["then", "today"] = "then"
    access: Access = EVERYTHING

    @property
    def own(self) -> tuple[str, ...]:
        """The facts' own columns that the question reads."""
        filtered = (dimension.column for dimension, _ in self.where if dimension.source == "facts")
        return tuple(dict.fromkeys((*self.own_groups, *filtered)))

    @property
    def own_groups(self) -> tuple[str, ...]:
        """The facts' own columns that the question groups by."""
        return tuple(dimension.column for dimension in self.by if dimension.source == "facts")


@dataclass(frozen=True, slots=True)
class Compiled:
    """One question as SQL.

    The SELECT `placed` reads `facts` (what the SELECT `facts` gives), `periods` and `period_days`; the `steps` read
    `placed` and `periods`. What the first two give can be kept for other questions over the same days.
    """

    metric: Metric
    scope: Scope
    facts: str
    placed: str
    steps: tuple[Step, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """The columns that hold the dimensions asked for, in order."""
        return tuple(f"group_{number}" for number in range(len(self.scope.by)))

    @property
    def keys(self) -> str:
        """Period and groups, as a list of columns."""
        return ", ".join(("period", *self.groups))

    @property
    def predicate(self) -> Predicate:
        """Every filter of the question, and the limits of what the asker may see."""
        return every([*_own_predicates(self.scope), *_people_predicates(self.scope)])

    @property
    def parameters(self) -> dict[str, Any]:
        """The values bound to the `$names` in the steps."""
        return dict(self.predicate.parameters)

    @property
    def needs(self) -> tuple[str, ...]:
        """The prepared views that the facts and the steps read."""
        texts = (self.facts, self.placed, *(sql for _, sql in self.steps))
        return tuple(dict.fromkeys(name for sql in texts for name in relations_read(sql)))


def compile_question(metric: Metric, scope: Scope) -> Compiled:
    """The SQL of a metric over a scope. Periods come in when it runs."""
    steps: tuple[Step, ...] = (("segmented", _segmented(metric, scope)),)
    if metric.population:
        present = f"SELECT facts.* FROM placed AS facts\nWHERE {every(_own_predicates(scope)).sql}"
        steps = (("present", present), ("everybody", _everybody(metric, scope)), *steps)
    return Compiled(metric, scope, _facts(metric, scope), _placed(metric, scope), steps)


def with_steps(steps: Sequence[Step], query: str) -> str:
    """One statement: WITH the steps, the query."""
    parts = ",\n".join(f"{name} AS (\n{indent(sql, '    ')}\n)" for name, sql in steps)
    return f"WITH {parts}\n{query}"


def with_literals(sql: str, values: Mapping[str, Any]) -> str:
    """The SQL with its values written out, for people to copy."""
    for name in sorted(values, key=len, reverse=True):
        sql = sql.replace(f"${name}", literal(values[name]))
    return sql


def totals(compiled: Compiled) -> tuple[tuple[Step, ...], str]:
    """Sums per period and group. Where people are the clusters, also how many and their sums of squares."""
    metric = compiled.metric
    if table_keys(metric):
        keys = ", ".join((compiled.keys, *table_keys(metric)))
        return compiled.steps, f"SELECT {keys}, SUM(facts) AS facts\nFROM segmented\nGROUP BY {keys}"
    if metric.measure == "distinct":
        return _distinct(compiled)
    if metric.interval.endswith("by seller"):
        unit = "days_active" if metric.population else str(metric.denominator)
        return _clustered(compiled, metric.numerator, str(metric.denominator), f"SUM({unit})", "segmented")
    sums = "".join(f", SUM({name}) AS {name}" for name in (metric.numerator, metric.denominator) if name)
    query = f"SELECT {compiled.keys}{sums}, SUM(facts) AS facts\nFROM segmented\nGROUP BY {compiled.keys}"
    return compiled.steps, query


def below_medians(compiled: Compiled, medians: str) -> tuple[tuple[Step, ...], str]:
    """The clusters' sums of rows at or below each group's median; `medians` gives the keys and `median`."""
    keys = ("period", *compiled.groups)
    compared = (
        f"SELECT {', '.join(f'segmented.{key}' for key in keys)}, segmented.who, segmented.facts,\n"
        "    CASE WHEN segmented.days <= medians.median THEN segmented.facts ELSE 0 END AS below\n"
        f"FROM segmented\nINNER JOIN medians ON {' AND '.join(f'segmented.{key} = medians.{key}' for key in keys)}"
    )
    steps, query = _clustered(compiled, "below", "counted", "SUM(facts)", "compared")
    return (*compiled.steps, ("medians", medians), ("compared", compared), *steps[len(compiled.steps) :]), query


def people(compiled: Compiled) -> tuple[tuple[Step, ...], str]:
    """How many people stand behind each period and group."""
    query = f"SELECT {compiled.keys}, COUNT(DISTINCT who) AS people\nFROM segmented\nGROUP BY {compiled.keys}"
    return compiled.steps, query


def reasons() -> str:
    """Why stored rows count for nothing, and how many; those that count have no reason."""
    return "SELECT reason, SUM(facts) AS rows\nFROM facts\nGROUP BY reason\nORDER BY rows DESC, reason"


def facts_within(compiled: Compiled) -> str:
    """How many facts fall into the periods, before any filter."""
    return f"SELECT COALESCE(SUM(facts.facts), 0) AS facts\nFROM facts\nWHERE {_within(compiled.metric)}"


def rows_outside(compiled: Compiled) -> tuple[tuple[Step, ...], str]:
    """The stored rows that would count but fall into none of the periods."""
    query = f"SELECT facts.*\nFROM facts\nWHERE facts.reason IS NULL AND NOT {_within(compiled.metric)}"
    return (("facts", accounted(compiled.metric)),), query


def rows_within(compiled: Compiled, passing: bool = True) -> tuple[tuple[Step, ...], str]:
    """The stored rows that fall into the periods and pass the filters in one (or, not `passing`, fail them in each)."""
    metric, scope, sql = compiled.metric, compiled.scope, compiled.predicate.sql
    if metric.shape != "spell":
        inside = f"{_in_periods(metric, 'facts.*')}WHERE facts.reason IS NULL"
        condition = sql if passing else f"NOT COALESCE({sql}, FALSE)"
        query = f"SELECT facts.*\nFROM inside AS facts\n{_membership(scope)}WHERE {condition}"
        return (("facts", accounted(metric)), ("inside", inside)), query
    own = "".join(f"facts.{quoted(name)}, " for name in scope.own)
    inside = f"{_in_periods(metric, f'facts.fact, facts.who, {own}{_spell()} AS spell')}WHERE facts.reason IS NULL"
    found = f"SELECT facts.fact\nFROM inside AS facts\n{_membership(scope)}WHERE {sql}"
    condition = "" if passing else "facts.fact IN (SELECT fact FROM inside) AND NOT "
    query = f"SELECT facts.*\nFROM facts\nWHERE {condition}facts.fact IN (SELECT fact FROM found)"
    return (("facts", _numbered(metric)), ("inside", inside), ("found", found)), query


def _numbered(metric: Metric) -> str:
    """Every stored row behind a metric with a number of its own."""
    order = "facts.import_number, facts.line, facts.valid_from, facts.valid_to"
    source = indent(accounted(metric), "    ")
    return f"SELECT facts.*, ROW_NUMBER() OVER (ORDER BY {order}) AS fact\nFROM (\n{source}\n) AS facts"


def _within(metric: Metric) -> str:
    periods = f"periods WHERE {ALIVE}" if metric.shape == "spell" else "period_days WHERE period_days.day = facts.day"
    return f"EXISTS (SELECT 1 FROM {periods})"


def accounted(metric: Metric) -> str:
    """Every stored row behind a metric once, with the reason why it counts for nothing (NULL: it counts).

    A spell's team is asked on a period's first day; its own `spell` comes later.
    """
    day = f"facts.{metric.happened}"
    spell = "" if metric.shape == "spell" else f"    {day} AS day,\n    {_spell()} AS spell,\n"
    joins = "" if metric.shape == "spell" else _roster_on(day)
    return (
        f"SELECT\n    facts.*,\n{spell}    {_reason(metric)} AS reason\n"
        f"FROM (\n{indent(metric.sql, '    ')}\n) AS facts\n{joins}"
    ).rstrip()


def components(metric: Metric) -> tuple[str, ...]:
    """The facts' columns that are summed; who is counted, or how long something took, is none."""
    if metric.shape != "event" or metric.measure in ("median", "distinct"):
        return ()
    from_roster = metric.denominator if metric.population else None
    return tuple(name for name in (metric.numerator, metric.denominator) if name and name != from_roster)


def table_keys(metric: Metric) -> tuple[str, ...]:
    """The facts' columns that a life table is made of."""
    return {"median": ("days",), "survival": ("days", "ended")}.get(metric.measure, ())


def _facts(metric: Metric, scope: Scope) -> str:
    """Facts summed per day (or spell), person and segment; what counts for nothing is one row a reason, on no day."""
    dates = ("valid_from", "valid_to", "left_on") if metric.shape == "spell" else ("day", "spell")
    names = ("who", *dates, *table_keys(metric), *map(quoted, scope.own))
    summed, keys = components(metric), ", ".join(names)
    considered = f"SELECT {', '.join(('reason', *names, *summed))}\nFROM accounted"
    nothing = "".join(f", NULL AS {name}" for name in (*names, *summed))
    sums = "".join(f", SUM({name}) AS {name}" for name in summed)
    query = (
        f"SELECT NULL AS reason, {keys}{sums}, COUNT(*) AS facts\nFROM considered\nWHERE reason IS NULL\n"
        f"GROUP BY {keys}\nUNION ALL\nSELECT reason{nothing}, COUNT(*)\nFROM considered\nWHERE reason IS NOT NULL\n"
        "GROUP BY reason"
    )
    return with_steps((("accounted", accounted(metric)), ("considered", considered)), query)


def _roster_on(day: str) -> str:
    """Everybody's spell on a day. LEFT: whoever is not in the roster stays."""
    return (
        "LEFT JOIN persons ON persons.person = facts.who\n"
        f"LEFT JOIN roster ON roster.person = facts.who AND {day} >= roster.spell_from AND {day} < roster.spell_to\n"
    )


def _spell() -> str:
    """A spell's number; 0 for a person of the roster between spells; NULL for who is not in the roster."""
    return "CASE WHEN persons.matched THEN COALESCE(roster.spell, 0) END"


def _reason(metric: Metric) -> str:
    if not metric.population:
        return "facts.left_out"
    flag, sentence = POPULATIONS[metric.population]
    day = f"facts.{metric.happened}"
    active = f"{day} >= roster.active_from AND {day} < roster.active_to"
    return (
        "CASE\n"
        "        WHEN facts.left_out IS NOT NULL THEN facts.left_out\n"
        "        WHEN NOT COALESCE(persons.matched, FALSE) THEN 'person not in the roster'\n"
        f"        WHEN roster.spell IS NULL OR NOT ({active}) THEN 'person not active on the day'\n"
        f"        WHEN NOT roster.{flag} THEN {literal(sentence)}\n"
        "    END"
    )


def _placed(metric: Metric, scope: Scope) -> str:
    """Facts summed per period, person, spell and segment; of customers, whether they left within the period."""
    keys = ["who", *table_keys(metric), *map(quoted, scope.own)]
    grouped = ", ".join(f"facts.{key}" for key in keys)
    if metric.shape == "spell":
        left = "facts.left_on >= periods.first_day AND facts.left_on <= periods.last_day"
        sums = (
            f"SUM(facts.facts) AS {metric.denominator},\n"
            f"    SUM(CASE WHEN {left} THEN facts.facts ELSE 0 END) AS {metric.numerator},\n"
            "    CAST(SUM(facts.facts) AS BIGINT) AS facts"
        )
        source = _in_periods(metric, f"periods.period, {grouped}, {_spell()} AS spell, {sums}")
        return f"{source}GROUP BY periods.period, {grouped}, {_spell()}"
    sums = "".join(f"SUM(facts.{name}) AS {name}, " for name in components(metric))
    keyed = f"period_days.period, facts.spell, {grouped}"
    facts = "CAST(SUM(facts.facts) AS BIGINT) AS facts"
    # In order, so that sums per person find their rows side by side: several times as fast.
    return f"{_in_periods(metric, f'{keyed}, {sums}{facts}')}GROUP BY {keyed}\nORDER BY period_days.period, facts.who"


def _in_periods(metric: Metric, columns: str) -> str:
    """Columns of the facts that fall into the periods; a spell falls into those whose first day it covers."""
    if metric.shape == "spell":
        return f"SELECT {columns}\nFROM periods\nINNER JOIN facts ON {ALIVE}\n{_roster_on('periods.first_day')}"
    return f"SELECT {columns}\nFROM facts\nINNER JOIN period_days ON period_days.day = facts.day\n"


def _everybody(metric: Metric, scope: Scope) -> str:
    """The facts present, and everybody they are divided by, in every segment: absent people count too."""
    flag, _ = POPULATIONS[str(metric.population)]
    own = "".join(f", segments.{quoted(name)}" for name in scope.own_groups)
    present = "".join(f", present.{quoted(name)}" for name in (*scope.own_groups, *components(metric)))
    nothing = "".join(f", 0 AS {name}" for name in components(metric))
    segments = f"CROSS JOIN (SELECT DISTINCT {', '.join(map(quoted, scope.own_groups))} FROM present) AS segments\n"
    first, following = (
        "GREATEST(roster.active_from, periods.first_day)",
        "LEAST(roster.active_to, periods.following_day)",
    )
    return (
        f"SELECT present.period, present.who, present.spell{present}, present.facts, 0 AS days_active\n"
        "FROM present\nUNION ALL\n"
        f"SELECT periods.period, roster.person, roster.spell{own}{nothing}, 0, DATE_DIFF('day', {first}, {following})\n"
        "FROM periods\n"
        "INNER JOIN roster ON roster.active_from <= periods.last_day AND roster.active_to > periods.first_day\n"
        f"{segments if own else ''}WHERE roster.{flag} AND roster.active_from < roster.active_to"
    )


def _segmented(metric: Metric, scope: Scope) -> str:
    """Facts with the groups asked for, filtered by what they are (unless that is done) and whose they are."""
    source, own = ("everybody", []) if metric.population else ("placed", _own_predicates(scope))
    groups = "".join(f"    {_expression(each, scope)} AS group_{number},\n" for number, each in enumerate(scope.by))
    measured = [*table_keys(metric), *components(metric), *(["days_active"] if metric.population else [])]
    if metric.shape == "spell":
        measured = [metric.numerator, str(metric.denominator)]
    sums = "".join(f", facts.{name}" for name in measured)
    return (
        f"SELECT\n    facts.period,\n{groups}    facts.who{sums}, facts.facts\n"
        f"FROM {source} AS facts\n{_membership(scope)}WHERE {every([*own, *_people_predicates(scope)]).sql}"
    )


def _clustered(compiled: Compiled, x: str, n: str, n_sum: str, source: str) -> tuple[tuple[Step, ...], str]:
    """Sums over people's own sums, which are the clusters: what a clustered interval needs, in one row a group."""
    clusters = (
        f"SELECT {compiled.keys}, who, SUM({x}) AS {x}, {n_sum} AS {n}, SUM(facts) AS facts\n"
        f"FROM {source}\nGROUP BY {compiled.keys}, who"
    )
    a_unit = " / 7.0" if compiled.metric.population else ""
    pairs = ((x, x, "xx"), (x, f"{n}{a_unit}", "xn"), (f"{n}{a_unit}", f"{n}{a_unit}", "nn"))
    squares = ", ".join(f"SUM(CAST({one} AS DOUBLE) * {other}) AS {name}" for one, other, name in pairs)
    query = (
        f"SELECT {compiled.keys}, SUM({x}) AS {x}, SUM({n}){a_unit} AS {n}, SUM(facts) AS facts,\n"
        f"    COUNT(*) AS clusters, {squares}\nFROM clusters\nGROUP BY {compiled.keys}"
    )
    return (*compiled.steps, ("clusters", clusters)), query


def _distinct(compiled: Compiled) -> tuple[tuple[Step, ...], str]:
    x, n = compiled.metric.numerator, compiled.metric.denominator
    each = f"SELECT {compiled.keys}, who, SUM(facts) AS facts\nFROM segmented\nGROUP BY {compiled.keys}, who"
    query = (
        f"SELECT {compiled.keys}, COUNT(CASE WHEN facts > 0 THEN 1 END) AS {x}, COUNT(*) AS {n}, SUM(facts) AS facts\n"
        f"FROM people\nGROUP BY {compiled.keys}"
    )
    return (*compiled.steps, ("people", each)), query


def _membership(scope: Scope) -> str:
    """The joins that give facts their team, then or today, their person's name, and what the asker may see."""
    used = {dimension.source for dimension in (*scope.by, *(dimension for dimension, _ in scope.where))}
    joins = ""
    if "roster" in used:
        joins += (
            "LEFT JOIN roster AS membership ON membership.spell = facts.spell\n"
            if scope.roster == "then"
            else "LEFT JOIN roster_today AS membership ON membership.person = facts.who\n"
        )
    if "person" in used:
        joins += "LEFT JOIN persons AS named ON named.person = facts.who\n"
    if scope.access.scope == "teams":
        joins += "LEFT JOIN roster AS granted ON granted.spell = facts.spell\n"
    return joins


def _expression(dimension: Dimension, scope: Scope) -> str:
    """The group a fact belongs to; nobody is without one."""
    nothing = literal(dimension.nothing)
    if dimension.source == "facts":
        return f"COALESCE(facts.{quoted(dimension.column)}, {nothing})"
    column = "named.name" if dimension.source == "person" else f"membership.{quoted(dimension.column)}"
    return f"CASE WHEN facts.spell IS NULL THEN {literal(NOT_MATCHED)} ELSE COALESCE({column}, {nothing}) END"


def _own_predicates(scope: Scope) -> Sequence[Predicate]:
    """Filters on what the facts are: absent people can't fail them."""
    return [predicate for predicate, dimension in _predicates(scope) if dimension.source == "facts"]


def _people_predicates(scope: Scope) -> Sequence[Predicate]:
    """Filters on whose the facts are, and the limits of what the asker may see."""
    filters = [predicate for predicate, dimension in _predicates(scope) if dimension.source != "facts"]
    if scope.access.scope == "teams":
        filters.append(one_of("granted.team", "team you may see", scope.access.teams, "granted"))
    return filters


def _predicates(scope: Scope) -> Sequence[tuple[Predicate, Dimension]]:
    return [
        (one_of(_expression(dimension, scope), dimension.title.lower(), values, f"where_{number}"), dimension)
        for number, (dimension, values) in enumerate(scope.where)
    ]
