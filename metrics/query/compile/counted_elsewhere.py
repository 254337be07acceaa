"""Rows that another count of the same thing may treat otherwise: each once, in the first group that fits it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from metrics.query.compile.compiled import Compiled
from metrics.query.compile.facts import SqlStep, accounted, in_periods, roster_on, team_assignment
from metrics.query.compile.scope import Scope, membership, own_predicates, people_predicates
from metrics.query.compile.totals import Query
from metrics.query.predicates import every
from metrics.semantic import Dimension, Metric, deal_columns, given_columns, literal, quoted

ONE_DAY = timedelta(days=1)
COUNTED = ("only ours", "no close date", "converted")
"""Groups of rows that we do count."""


@dataclass(frozen=True, slots=True)
class DealDays:
    """The days somebody counted over, both included, and those of them that the data covers."""

    first: date
    last: date
    covered_first: date
    covered_last: date

    def holds(self, column: str) -> str:
        """Whether a day is one of them."""
        return f"{column} BETWEEN {literal(self.first)} AND {literal(self.last)}"

    def counts(self, column: str) -> str:
        """Whether a day is one of them that the data covers."""
        low, high = max(self.first, self.covered_first), min(self.last, self.covered_last)
        return f"{column} BETWEEN {literal(low)} AND {literal(high)}"


@dataclass(frozen=True, slots=True)
class RowMark:
    """One group of rows: which rows, the day they are looked at on, and what each would add to the total."""

    name: str
    condition: str
    day: str
    effect: str


def by_close_date(metric: Metric) -> bool:
    """Whether a metric counts deals by the day they closed: another count may go by their stage history."""
    day = given_columns(metric.sql).get("happened_on", "").rpartition(".")[2]
    return deal_columns(metric.facts_from) is not None and day == "closed_day"


def converted(metric: Metric) -> bool:
    """Whether a metric sums deals' amounts in the workspace's currency: another sum may be of amounts as written."""
    deal = deal_columns(metric.facts_from)
    values = [f"{metric.facts_from}.{value}" for value in deal.values] if deal else []
    return given_columns(metric.sql).get(metric.numerator) in values


def outcomes_counted(metric: Metric) -> Query:
    """The outcomes that deals counted by a metric have."""
    query = "SELECT DISTINCT facts.outcome\nFROM facts\nWHERE facts.reason IS NULL"
    return (("facts", accounted(metric)),), query


def marked(compiled: Compiled, columns: Sequence[str], outcomes: Sequence[str | None], days: DealDays) -> Query:
    """The rows that pass the filters on their own day, with the group (`explained`) and what each would add (`effect`).

    `columns` are those of the metric's rows; `outcomes` are what the deals it counts may be.
    """
    metric = compiled.metric
    marks = _marks(metric, outcomes, days)
    name, day, effect = (
        "CASE\n" + "\n".join(f"        WHEN {mark.condition} THEN {value}" for mark, value in pairs) + "\n    END"
        for pairs in (
            [(mark, mark.name) for mark in marks],
            [(mark, mark.day) for mark in marks],
            [(mark, mark.effect) for mark in marks],
        )
    )
    grouped = f"SELECT facts.*,\n    {name} AS explained,\n    {day} AS seen_on,\n    {effect} AS effect\nFROM facts"
    own = ", ".join(f"facts.{quoted(column)}" for column in columns)
    seen = (
        f"SELECT {own}, facts.reason, facts.explained, facts.effect, {team_assignment()} AS spell\n"
        f"FROM grouped AS facts\n{roster_on('facts.seen_on')}WHERE facts.explained IS NOT NULL"
    )
    query = (
        f"SELECT {own}, facts.reason, facts.explained, facts.effect\nFROM seen AS facts\n"
        f"{membership(compiled.scope)}WHERE {_condition(compiled.scope)}"
    )
    return (("facts", accounted(metric)), ("grouped", grouped), ("seen", seen)), query


def filtered_out(compiled: Compiled, columns: Sequence[str]) -> Query:
    """The rows of the period that fail a filter only because what it asks for isn't known of them, in the same form.

    What the `lenient` scope binds has to be bound.
    """
    scope, wide = compiled.scope, lenient(compiled.scope)
    condition = f"{_condition(wide)} AND NOT COALESCE({_condition(scope)}, FALSE)"
    name = "CASE WHEN facts.spell IS NULL THEN 'not matched' ELSE 'not known' END"
    return _inside(compiled), _listed(columns, name, f"facts.{compiled.metric.numerator}", scope, condition)


def lenient(scope: Scope) -> Scope:
    """The scope that lets pass, too, what isn't known to fail: its values are those of the scope, and more behind."""
    return replace(scope, where=tuple((each, (*values, *_unknown(each))) for each, values in scope.where))


def _unknown(dimension: Dimension) -> tuple[str, ...]:
    return tuple(dict.fromkeys((dimension.nothing, dimension.not_matched)))


def moved_in(compiled: Compiled, columns: Sequence[str]) -> Query:
    """The rows of the period that pass the filters only with the other choice of teams, then or today."""
    asked, value = compiled.scope, f"facts.{compiled.metric.numerator}"
    unknown = f"{_condition(lenient(asked))} AND NOT COALESCE({_condition(asked)}, FALSE)"
    sides = ((_otherwise(asked), _condition(asked)), (asked, _condition(asked)), (asked, unknown))
    parts = (_listed(columns, "'moved in'", value, scope, condition) for scope, condition in sides)
    return _inside(compiled), "\nEXCEPT ALL\n".join(parts)


def moved_out(compiled: Compiled, columns: Sequence[str], own: Query) -> Query:
    """The rows counted that would fail the filters with the other choice of teams, but for those `own` has marked."""
    asked, value = compiled.scope, f"-facts.{compiled.metric.numerator}"
    parts = [_listed(columns, "'moved out'", value, scope, _condition(asked)) for scope in (asked, _otherwise(asked))]
    marks = ", ".join(map(literal, COUNTED))
    parts.append(_listed(columns, "'moved out'", value, Scope(), f"facts.explained IN ({marks})", "marked"))
    steps, query = own
    return (*steps, _inside(compiled)[1], ("marked", query)), "\nEXCEPT ALL\n".join(parts)


def _otherwise(scope: Scope) -> Scope:
    return replace(scope, roster="today" if scope.roster == "then" else "then")


def groups(query: Query) -> Query:
    """How many rows each group has, what they add to the total, and of how many that isn't known."""
    steps, rows = query
    summed = (
        "SELECT explained, COUNT(*) AS found, SUM(effect) AS effect,\n"
        "    SUM(CASE WHEN effect IS NULL THEN 1 ELSE 0 END) AS unknown\nFROM listed\nGROUP BY explained"
    )
    return (*steps, ("listed", rows)), summed


def rows_of_group(query: Query, name: str) -> Query:
    """The rows of one group."""
    steps, rows = query
    return (*steps, ("listed", rows)), f"SELECT * FROM listed WHERE explained = {literal(name)}"


def _marks(metric: Metric, outcomes: Sequence[str | None], days: DealDays) -> list[RowMark]:
    """The groups in order of precedence: a row belongs to the first that fits it."""
    own = "facts.closed_on" if by_close_date(metric) else "facts.day"
    value = f"facts.{metric.numerator}"
    written = f"COALESCE({value}, facts.amount)" if converted(metric) else value
    counts = f"facts.reason IS NULL AND {days.counts('facts.day')}"
    theirs = days.holds(own)
    marks = []
    if by_close_date(metric):
        history = "facts.history_closed_on"
        elsewhere = f"facts.reason IS NULL AND NOT {days.holds('facts.day')} AND {days.holds(history)}"
        marks += [
            RowMark("'no close date'", f"{counts} AND {own} IS NULL", "facts.day", f"-{value}"),
            RowMark("'only ours'", f"{counts} AND NOT {days.holds(history)}", "facts.day", f"-{value}"),
            RowMark("'only theirs'", elsewhere, history, value),
        ]
    marks.append(RowMark("'not covered'", f"facts.reason IS NULL AND NOT ({counts}) AND {theirs}", own, value))
    if converted(metric):
        other = f"{counts} AND facts.amount <> {value}"
        marks.append(RowMark("'converted'", other, "facts.day", f"facts.amount - {value}"))
    fits = _fits(metric, outcomes)
    named = "CONCAT('reason: ', facts.reason)"
    marks.append(RowMark(named, f"facts.reason IS NOT NULL AND {theirs} AND {fits}", own, written))
    if deal_columns(metric.facts_from):
        dateless = f"facts.reason IS NOT NULL AND {own} IS NULL AND facts.day IS NULL AND {_decided(outcomes)}"
        marks.append(RowMark("CONCAT('dateless: ', facts.reason)", dateless, literal(days.last), written))
    return [*marks, *_edges(own, value, days)]


def _edges(own: str, value: str, days: DealDays) -> list[RowMark]:
    """The rows at both ends of the period: a day that begins elsewhere at another hour moves some of them."""
    usable = "facts.reason IS NULL AND "
    return [
        RowMark("'day before'", f"{usable}{own} = {literal(days.first - ONE_DAY)}", own, value),
        RowMark("'day after'", f"{usable}{own} = {literal(days.last + ONE_DAY)}", own, value),
        RowMark("'first day'", f"{usable}{own} = {literal(days.first)}", own, f"-{value}"),
        RowMark("'last day'", f"{usable}{own} = {literal(days.last)}", own, f"-{value}"),
    ]


def _fits(metric: Metric, outcomes: Sequence[str | None]) -> str:
    """Whether a deal may be of the kind that is counted: none whose outcome is known to be another."""
    if deal_columns(metric.facts_from) is None:
        return "TRUE"
    undecided = "facts.outcome IS NULL OR facts.outcome IN ('ignore', 'open')"
    return f"({undecided} OR {_decided(outcomes)})"


def _decided(outcomes: Sequence[str | None]) -> str:
    """Whether a deal's outcome is one that is counted; who counts lost deals may count those without a decision."""
    counted = [outcome for outcome in outcomes if outcome is not None]
    if "lost" in counted and "no_decision" not in counted:
        counted.append("no_decision")
    return f"facts.outcome IN ({', '.join(map(literal, counted))})" if counted else "TRUE"


def _inside(compiled: Compiled) -> tuple[SqlStep, ...]:
    inside = f"{in_periods(compiled.metric, 'facts.*')}WHERE facts.reason IS NULL"
    return ("facts", accounted(compiled.metric)), ("inside", inside)


def _listed(
    columns: Sequence[str], name: str, effect: str, scope: Scope, condition: str, source: str = "inside"
) -> str:
    own = ", ".join(f"facts.{quoted(column)}" for column in columns)
    return (
        f"SELECT {own}, facts.reason, {name} AS explained, {effect} AS effect\n"
        f"FROM {source} AS facts\n{membership(scope)}WHERE {condition}"
    )


def _condition(scope: Scope) -> str:
    return f"({every([*own_predicates(scope), *people_predicates(scope)]).sql})"
