"""Rows counted plus rows left out are the rows of the table: the queries that count and list them."""

from metrics.query.compile.compiled import Compiled
from metrics.query.compile.facts import accounted, alive, in_periods, team_assignment
from metrics.query.compile.scope import Scope, membership
from metrics.query.compile.totals import Query
from metrics.semantic import Metric, literal, quoted, set_in


def reasons() -> str:
    """Why stored rows count for nothing, and how many; those that count have no reason."""
    return "SELECT reason, SUM(facts) AS rows\nFROM facts\nGROUP BY reason\nORDER BY rows DESC, reason"


def facts_within(compiled: Compiled) -> str:
    """How many facts fall into the periods, before any filter."""
    return f"SELECT COALESCE(SUM(facts.facts), 0) AS facts\nFROM facts\nWHERE {_within(compiled.metric)}"


def rows_outside(compiled: Compiled) -> Query:
    """The stored rows that would count but fall into none of the periods."""
    query = f"SELECT facts.*\nFROM facts\nWHERE facts.reason IS NULL AND NOT {_within(compiled.metric)}"
    return (("facts", accounted(compiled.metric)),), query


def rows_within(compiled: Compiled, passing: bool = True) -> Query:
    """The stored rows that fall into the periods and pass the filters in one (or, not `passing`, fail them in each)."""
    metric, scope, sql = compiled.metric, compiled.scope, compiled.counted_predicate.sql
    if metric.shape != "spell":
        inside = f"{in_periods(metric, 'facts.*')}WHERE facts.reason IS NULL"
        condition = sql if passing else f"NOT COALESCE({sql}, FALSE)"
        query = f"SELECT facts.*\nFROM inside AS facts\n{membership(scope)}WHERE {condition}"
        return (("facts", accounted(metric)), ("inside", inside)), query
    inside = f"{in_periods(metric, _spell_columns(scope))}WHERE facts.reason IS NULL"
    fitting = f"SELECT facts.fact\nFROM inside AS facts\n{membership(scope)}WHERE {sql}"
    condition = "" if passing else "facts.fact IN (SELECT fact FROM inside) AND NOT "
    query = f"SELECT facts.*\nFROM facts\nWHERE {condition}facts.fact IN (SELECT fact FROM found)"
    return (("facts", _numbered(metric)), ("inside", inside), ("found", fitting)), query


def rows_left_out(compiled: Compiled, reason: str) -> Query:
    """The stored rows that fall into the periods and pass the filters, and count for nothing for a reason, each with
    its `period`."""
    metric, scope = compiled.metric, compiled.scope
    inside = f"{in_periods(metric, 'facts.*, period_days.period')}WHERE facts.reason = {literal(reason)}"
    query = f"SELECT facts.*\nFROM inside AS facts\n{membership(scope)}WHERE {compiled.counted_predicate.sql}"
    return (("facts", accounted(metric)), ("inside", inside)), query


def _spell_columns(scope: Scope) -> str:
    own = "".join(f"facts.{quoted(name)}, " for name in scope.own)
    return f"facts.fact, facts.who, {own}{team_assignment()} AS spell"


def _numbered(metric: Metric) -> str:
    """Every stored row behind a metric with a number of its own."""
    order = "facts.import_number, facts.line, facts.valid_from, facts.valid_to"
    source = set_in(accounted(metric))
    return f"SELECT facts.*, ROW_NUMBER() OVER (ORDER BY {order}) AS fact\nFROM (\n{source}\n) AS facts"


def _within(metric: Metric) -> str:
    if metric.shape == "spell":
        return f"EXISTS (SELECT 1 FROM periods WHERE {alive(metric)})"
    return "EXISTS (SELECT 1 FROM period_days WHERE period_days.day = facts.day)"
