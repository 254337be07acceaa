"""A question bound to one version, and its SQL run over spans of days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from rapidfuzz import process
from rapidfuzz.utils import default_process

from metrics.errors import Unavailable, UserError
from metrics.formatting import listed
from metrics.query.aggregate import Cell, Key, cells
from metrics.query.compile.compiled import Compiled, compile_question
from metrics.query.compile.facts import UNDATED, SqlStep, accounted, with_steps
from metrics.query.compile.scope import Scope
from metrics.query.data_window import covered_days
from metrics.query.question import Question
from metrics.query.reader import Reader
from metrics.query.select_files import select_rows
from metrics.query.session import Session
from metrics.semantic import (
    PREVIEW,
    Dimension,
    Metric,
    catalog,
    deal_model,
    fact_models,
    literal,
    metrics_of,
    relations,
    resolve_dimension,
    unreadable_metrics,
    value_names,
    with_values,
)
from metrics.store import Snapshot
from metrics.trust import EVERYTHING, Access

Span = tuple[date, date]
"""First and last day, both included."""

PERIODS = {"period": "INTEGER", "first_day": "DATE", "last_day": "DATE", "following_day": "DATE"}
CALENDAR = {"day": "DATE", "period": "INTEGER"}
ONE_DAY = timedelta(days=1)
LIKE_ENOUGH = 60
"""From this likeness on (0 to 100) a name is worth suggesting."""


@dataclass(frozen=True, slots=True)
class BoundQuery:
    """A question with everything it stands on: the open version, its metric, its SQL and its covered days."""

    question: Question
    snapshot: Snapshot
    session: Session
    metric: Metric
    compiled: Compiled
    covered: Span
    data_through: date


def bind(reader: Reader, question: Question) -> BoundQuery:
    """The question compiled against an open version, before anything is computed.

    Raises Unavailable where a column the metric or a dimension reads was never imported, UserError for a question that
    makes no sense.
    """
    return bind_metric(reader, metric_named(reader.snapshot, question.metric), question)


def bind_metric(reader: Reader, metric: Metric, question: Question) -> BoundQuery:
    """The same for a metric that needs no name in the catalog. Raises Unavailable and UserError likewise.

    What comes of it is of the question as far as the reader may ask it (`BoundQuery.question`).
    """
    question = reader.allowed(question)
    require_columns(reader.snapshot, metric)
    if metric.facts_from not in fact_models():
        raise Unavailable(f"{metric.title} reads {metric.facts_from}, which this version of the program doesn't have.")
    open_session = reader.session(question.as_of)
    covered = covered_days(open_session, metric)
    if open_session.data_through is None or covered is None:
        raise Unavailable(
            f"{metric.title} has no data yet: nothing in {metric.table} has a day on which it happened or fell due, up "
            "to the day the data ends."
        )
    _require_rates(open_session, metric)
    where = tuple((_dimension(open_session, metric, each.dimension), each.values) for each in question.where)
    by = tuple(_dimension(open_session, metric, name) for name in question.by)
    for dimension in (*by, *(dimension for dimension, _ in where)):
        _require_of_all(metric, dimension)
    for dimension, values in where:
        for value in values:
            _require_value(open_session, dimension, value, question.access)
    scope = Scope(
        by=by,
        where=where,
        roster=question.roster,
        access=question.access,
    )
    return BoundQuery(
        question,
        reader.snapshot,
        open_session,
        metric,
        compile_question(metric, scope),
        covered,
        open_session.data_through,
    )


def _require_rates(open_session: Session, metric: Metric) -> None:
    """Raises Unavailable where money would be left out because all rates lead into another currency."""
    if "amount" not in metric.reads.get(deal_model().table, ()):
        return
    elsewhere = open_session.remember(
        "currencies only elsewhere", lambda: select_rows(open_session, "currencies_only_elsewhere")
    )
    if elsewhere:
        own = open_session.snapshot.settings.currency
        deals = listed(list(dict.fromkeys(currency for currency, _ in elsewhere)))
        stored = listed(list(dict.fromkeys(into for _, into in elsewhere)))
        raise Unavailable(
            f"{metric.title} needs rates of {deals} into {own}, which no imported file has brought: those that are "
            f"stored lead into {stored}."
        )


def _dimension(open_session: Session, metric: Metric, name: str) -> Dimension:
    """The dimension of that name; a team that is called “Not matched” is a team, and those without one are not it."""
    dimension = resolve_dimension(open_session.snapshot, metric.facts_from, name)
    while any(_exists(open_session, dimension, group) for group in (dimension.nothing, dimension.not_matched)):
        dimension = replace(dimension, told_apart=f"{dimension.told_apart} (unknown)")
    return dimension


def _require_of_all(metric: Metric, dimension: Dimension) -> None:
    """Raises UserError where a rate counts what can't have a value of the dimension: it would be 0 % or 100 %."""
    only_of = dimension.only_of
    if only_of is not None and metric.unit == "share" and metric.denominator and metric.stock != "left":
        raise UserError(
            f"{metric.short_title} can't be told by {dimension.title.lower()}, which only {only_of.whose} have: "
            f"{catalog()[only_of.metric].title} can."
        )


def _require_value(open_session: Session, dimension: Dimension, value: str, access: Access) -> None:
    """Raises UserError, with the nearest there is, for a value that a dimension doesn't have: nothing could pass.

    Whoever may not see everything gets no names beside their own.
    """
    if value in (dimension.nothing, dimension.not_matched) or _exists(open_session, dimension, value):
        return
    column = relations.quoted(dimension.column)
    if access != EVERYTHING:
        raise UserError(f"There is no {dimension.title.lower()} “{value}” here.")
    existing = open_session.rows(f"SELECT DISTINCT {column} FROM {dimension.relation} WHERE {column} IS NOT NULL")
    likest = process.extractOne(value, sorted(str(name) for (name,) in existing), processor=default_process)
    hint = f"; did you mean “{likest[0]}”?" if likest and likest[1] >= LIKE_ENOUGH else " here."
    raise UserError(f"There is no {dimension.title.lower()} “{value}”{hint}")


def _exists(open_session: Session, dimension: Dimension, value: str) -> bool:
    """Whether anything has a value of a dimension."""
    column = relations.quoted(dimension.column)

    def exists() -> bool:
        open_session.need((dimension.relation,))
        sql = f"SELECT 1 FROM {dimension.relation} WHERE CAST({column} AS VARCHAR) = $value LIMIT 1"
        return bool(open_session.rows(sql, {"value": value}))

    return open_session.remember(("value", dimension.relation, column, value), exists)


def metric_named(snapshot: Snapshot, name: str) -> Metric:
    """The metric of that name, the catalog's or the workspace's own.

    Raises Unavailable where the workspace's document of that name is no metric, UserError if there is none.
    """
    metrics = metrics_of(snapshot)
    metric = metrics.get(name)
    if metric is None and (reason := unreadable_metrics(snapshot).get(name)):
        raise Unavailable(f"The metric “{name}” can't be used: {reason}")
    if metric is None:
        raise UserError(f"There is no metric “{name}”; the catalogue has {', '.join(metrics)}.")
    return metric


def missing_columns(snapshot: Snapshot, metric: Metric) -> tuple[tuple[str, str], ...]:
    """The (table, column) pairs a metric can't do without and no imported file has brought."""
    brought = {name: (*state.columns, *state.kept) for name, state in snapshot.tables.items()}
    return tuple(
        (table, column)
        for table, columns in metric.reads.items()
        for column in columns
        if column not in brought.get(table, ())
    )


def require_columns(snapshot: Snapshot, metric: Metric) -> None:
    """Raises Unavailable, naming the missing columns, where a metric can't be computed."""
    missing = missing_columns(snapshot, metric)
    if missing:
        named = ", ".join(f"{table}.{column}" for table, column in missing)
        raise Unavailable(f"{metric.title} needs {named}, which no imported file has brought.")
    if metric.population and relations.has_roster(snapshot):
        columns = snapshot.tables["people"].columns
        if "function" not in columns and "role" not in columns:
            raise Unavailable(
                f"{metric.title} needs people.function or people.role to know who belongs to the {metric.population} "
                "people it divides by, and no imported file has brought either."
            )


def evaluate_spans(bound: BoundQuery, compiled: Compiled, spans: Sequence[Span]) -> dict[Key, Cell]:
    """The cells of each span, by its position. Spans may overlap."""

    def run(steps: Sequence[SqlStep], query: str) -> list[tuple[Any, ...]]:
        return run_over(bound, compiled, spans, steps, query)

    return cells(compiled, run)


def run_over(
    bound: BoundQuery, compiled: Compiled, spans: Sequence[Span], steps: Sequence[SqlStep], query: str
) -> list[tuple[Any, ...]]:
    """What a query over the facts gives, with `facts`, `periods` and `period_days` kept warm between questions."""
    sql, parameters = _statement(bound, compiled, spans, steps, query)
    return bound.session.rows(sql, parameters)


def frame_over(bound: BoundQuery, spans: Sequence[Span], steps: Sequence[SqlStep], query: str) -> Any:
    """The same as a pandas frame; the steps bring their own `facts`."""
    sql, parameters = _statement(bound, bound.compiled, spans, steps, query)
    return bound.session.frame(sql, parameters)


def row_columns(bound: BoundQuery) -> tuple[str, ...]:
    """The columns of the stored rows behind a metric, as their SQL gives them."""

    def describe() -> tuple[str, ...]:
        bound.session.need(bound.compiled.needs)
        return tuple(name for name, *_ in bound.session.rows(f"DESCRIBE {accounted(bound.metric)}"))

    return bound.session.remember(("columns of", bound.metric.sql), describe)


def kept_facts(bound: BoundQuery) -> SqlStep:
    """The question's facts as a step, read from the table in which they are kept warm."""
    bound.session.need(bound.compiled.needs)
    return "facts", f"SELECT * FROM {bound.session.derive(bound.compiled.facts)}"


def standalone(bound: BoundQuery, spans: Sequence[Span], steps: Sequence[SqlStep], query: str) -> str:
    """The SQL of a query as people can run it behind the answer's prelude: with its days and values written out."""
    compiled = bound.compiled
    day = "facts.valid_from" if compiled.metric.shape == "spell" else "facts.day"
    calendar = (
        f"SELECT DISTINCT {day} AS day, periods.period\nFROM facts\n"
        f"INNER JOIN periods ON {day} >= periods.first_day AND {day} <= periods.last_day"
    )
    if over_all_time(bound):
        calendar += f"\nUNION ALL\nSELECT {literal(UNDATED)}, 0"
    bounds = ("periods", relations.inline_table(PERIODS, bounds_of(bound, spans)))
    own = [step for step in steps if step[0] == "facts"] or [("facts", compiled.facts)]
    rest = [step for step in steps if step[0] != "facts"]
    placed = [("placed", compiled.placed)] if len(rest) == len(steps) else []
    sql = with_steps([*own, bounds, ("period_days", calendar), *placed, *rest], query)
    return with_values(sql, compiled.parameters)


def _statement(
    bound: BoundQuery, compiled: Compiled, spans: Sequence[Span], steps: Sequence[SqlStep], query: str
) -> tuple[str, dict[str, Any]]:
    bound.session.need(compiled.needs)
    bounds, calendar = calendar_tables(bound, tuple(spans))
    kept = [("periods", f"SELECT * FROM {bounds}"), ("period_days", f"SELECT * FROM {calendar}")]
    if "facts" not in {name for name, _ in steps}:
        tried = bound.metric.name.startswith(PREVIEW)
        facts = ("facts", f"SELECT * FROM {bound.session.derive(compiled.facts, passing=tried)}")
        placed = bound.session.derive(with_steps([*kept, facts], compiled.placed), passing=True)
        kept += [facts, ("placed", f"SELECT * FROM {placed}")]
    sql = with_steps([*kept, *steps], query)
    named = value_names(sql) if compiled.parameters else frozenset()
    return sql, {name: value for name, value in compiled.parameters.items() if name in named}


def calendar_tables(bound: BoundQuery, spans: tuple[Span, ...]) -> tuple[str, str]:
    """The names of two tables: the spans' covered ends, and every covered day with the span it falls into."""

    def make() -> tuple[str, str]:
        bounds = bounds_of(bound, spans)
        days = [
            (first + ONE_DAY * number, span)
            for span, first, last, _ in bounds
            for number in range((last - first).days + 1)
        ]
        if over_all_time(bound):
            days.append((UNDATED, 0))
        return (
            bound.session.derive(relations.inline_table(PERIODS, bounds)),
            bound.session.derive(relations.inline_table(CALENDAR, days)),
        )

    shape, undated = bound.metric.shape, over_all_time(bound)
    return bound.session.remember(("calendar", shape, undated, bound.covered, spans), make)


def over_all_time(bound: BoundQuery) -> bool:
    """Whether facts without a day count: of a metric that has such, asked over all time at once."""
    asked = bound.question
    return bound.metric.undated and asked.grain == "all" and asked.start is None and asked.end is None


def bounds_of(bound: BoundQuery, spans: Sequence[Span]) -> list[tuple[int, date, date, date]]:
    """Each span's covered days. Stocks are asked on a span's first day, covered or not."""
    first, last = bound.covered
    bounds = []
    for position, (start, end) in enumerate(spans):
        low = start if bound.metric.shape == "spell" else max(start, first)
        high = min(end, last)
        if low <= high:
            bounds.append((position, low, high, high + ONE_DAY))
    return bounds
