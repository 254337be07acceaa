"""A question in, an answer out: the one way in which pages, decks and the command line get their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from textwrap import indent
from typing import Any

from metrics import compile as compiling
from metrics import prelude
from metrics.compile import Compiled, Scope, compile_question
from metrics.coverage import covered_days
from metrics.definition import Metric, catalog
from metrics.dimensions import Dimension, dimensions_of, is_known, resolve
from metrics.engines.duckdb import Session, session
from metrics.intake.model import Refusal
from metrics.periods import days_of, periods
from metrics.question import Answer, AnswerRow, Period, Question, Unavailable
from metrics.store.snapshot import Snapshot
from metrics.values import Cell, Key, cells, empty

Covered = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Opened:
    """A question with everything it stands on: the open version, its metric, its SQL and its covered days."""

    question: Question
    snapshot: Snapshot
    session: Session
    metric: Metric
    compiled: Compiled
    covered: Covered
    data_through: date


def ask(snapshot: Snapshot, question: Question) -> Answer:
    """The answer to one question from one version of a workspace.

    Raises Unavailable where a column the metric or a dimension reads was never imported, Refusal for a question that
    makes no sense.
    """
    opened = open_question(snapshot, question)
    asked = periods(question.start, question.end, question.grain, opened.covered, snapshot.settings)
    found = evaluate(opened, opened.compiled, asked)
    rows = [row for position, period in enumerate(asked) for row in _rows(opened, found, position, period)]
    return Answer(
        question=question,
        rows=tuple(rows),
        excluded=(),
        notes=(),
        prelude=opened.session.prelude(opened.compiled.needs),
        sql=printed(opened, asked),
        data_through=opened.data_through,
    )


def open_question(snapshot: Snapshot, question: Question) -> Opened:
    """The question compiled against an open version, before anything is computed."""
    metric = catalog().get(question.metric)
    if metric is None:
        raise Refusal(f"There is no metric “{question.metric}”; the catalogue has {', '.join(catalog())}.")
    require(snapshot, metric)
    opened = session(snapshot, question.as_of)
    covered = covered_days(opened, metric)
    if opened.data_through is None or covered is None:
        raise Unavailable(f"{metric.title} has no data yet: nothing in {metric.table} has a day on which it happened.")
    relation = prelude.relations_read(metric.sql)[0]
    scope = Scope(
        by=tuple(resolve(snapshot, relation, name) for name in question.by),
        where=tuple((resolve(snapshot, relation, each.dimension), each.values) for each in question.where),
        roster=question.roster,
        access=question.access,
    )
    return Opened(question, snapshot, opened, metric, compile_question(metric, scope), covered, opened.data_through)


def missing_columns(snapshot: Snapshot, metric: Metric) -> tuple[tuple[str, str], ...]:
    """The (table, column) pairs a metric reads that no imported file has brought."""
    known = {name: state.columns for name, state in snapshot.tables.items()}
    return tuple(
        (table, column)
        for table, columns in metric.reads.items()
        for column in columns
        if column not in known.get(table, ())
    )


def require(snapshot: Snapshot, metric: Metric) -> None:
    """Raises Unavailable, naming the missing columns, where a metric can't be computed."""
    missing = missing_columns(snapshot, metric)
    if missing:
        named = ", ".join(f"{table}.{column}" for table, column in missing)
        raise Unavailable(f"{metric.title} needs {named}, which no imported file has brought.")
    if metric.population and prelude.has_roster(snapshot):
        people = snapshot.tables["people"].columns
        if "function" not in people and "role" not in people:
            raise Unavailable(
                f"{metric.title} needs people.function or people.role to know who is {metric.population.rstrip('s')}, "
                "and no imported file has brought either."
            )


def evaluate(opened: Opened, compiled: Compiled, asked: Sequence[Period]) -> dict[Key, Cell]:
    """The cells of the periods, each by its position."""
    facts = opened.session.derive(compiled.facts)
    spans = _spans(opened, asked)
    days = [(day, position) for position, period in enumerate(asked) for day in days_of(period, opened.covered)]
    bounds = opened.session.derive(prelude.inline_table(PERIODS, spans))
    calendar = opened.session.derive(prelude.inline_table({"day": "DATE", "period": "INTEGER"}, days))
    opened.session.need(compiled.needs)
    values = compiling.parameters(compiled)

    def run(sql: str) -> list[tuple[Any, ...]]:
        named = (("facts", facts), ("periods", bounds), ("period_days", calendar))
        views = ", ".join(f"{name} AS (SELECT * FROM {table})" for name, table in named)
        return opened.session.rows(f"WITH {views}\n{sql}", {name: values[name] for name in values if f"${name}" in sql})

    return cells(compiled, run)


PERIODS = {"period": "INTEGER", "first_day": "DATE", "last_day": "DATE", "following_day": "DATE"}


def _spans(opened: Opened, asked: Sequence[Period]) -> list[tuple[int, date, date, date]]:
    """Each period's covered days. A spell metric is asked on the period's first day, covered or not."""
    first, last = opened.covered
    spans = []
    for position, period in enumerate(asked):
        start = period.start if opened.metric.shape == "spell" else max(period.start, first)
        end = min(period.end, last)
        if start <= end:
            spans.append((position, start, end, end + timedelta(days=1)))
    return spans


def _rows(opened: Opened, found: dict[Key, Cell], position: int, period: Period) -> list[AnswerRow]:
    names = opened.question.by
    if period.end < opened.covered[0] or period.start > opened.covered[1]:
        reason = f"{opened.metric.table} covers {opened.covered[0]} to {opened.covered[1]}, so nothing is known of this period."
        return [] if names else [AnswerRow(period, {}, None, 0, None, None, {}, {}, reason)]
    groups = sorted(key[1] for key in found if key[0] == position)
    if not groups and not names:
        groups = [()]
    return [
        _row(opened, found.get((position, group)), period, dict(zip(names, group, strict=True))) for group in groups
    ]


def _row(opened: Opened, cell: Cell | None, period: Period, dimensions: dict[str, str]) -> AnswerRow:
    known = cell or empty(opened.compiled)
    estimate = known.estimate
    reason = estimate.reason if estimate.value is None or estimate.low is None else None
    return AnswerRow(
        period, dimensions, estimate.value, known.n, estimate.low, estimate.high, known.components, {}, reason
    )


def printed(opened: Opened, asked: Sequence[Period]) -> str:
    """The SQL of a question as people can run it behind its prelude."""
    compiled = opened.compiled
    spans = prelude.inline_table(PERIODS, _spans(opened, asked))
    day = "facts.valid_from" if compiled.metric.shape == "spell" else "facts.day"
    calendar = (
        f"SELECT DISTINCT {day} AS day, periods.period\nFROM facts\n"
        f"INNER JOIN periods ON {day} >= periods.first_day AND {day} <= periods.last_day"
    )
    parts = (("facts", compiled.facts), ("periods", spans), ("period_days", calendar))
    views = ",\n".join(f"{name} AS (\n{indent(sql, '    ')}\n)" for name, sql in parts)
    query = compiling.with_literals(compiling.totals(compiled), compiling.parameters(compiled))
    return f"WITH {views}\n{query}"


def data_through(snapshot: Snapshot) -> date | None:
    """The latest day on which something happened, or the day the settings say; None while there is no data."""
    return session(snapshot).data_through


def dimensions(snapshot: Snapshot) -> tuple[Dimension, ...]:
    """What the workspace's numbers can be grouped and filtered by, each with its values in order."""
    opened = session(snapshot)
    found: dict[str, Dimension] = {}
    for metric in catalog().values():
        if missing_columns(snapshot, metric):
            continue
        for dimension in dimensions_of(snapshot, prelude.relations_read(metric.sql)[0]):
            if dimension.name not in found and is_known(snapshot, dimension):
                found[dimension.name] = replace(dimension, values=_values(opened, dimension))
    return tuple(found.values())


MOST_VALUES = 1000


def _values(opened: Session, dimension: Dimension) -> tuple[str, ...]:
    def find() -> tuple[str, ...]:
        opened.need((dimension.relation,))
        column = prelude.quoted(dimension.column)
        rows = opened.rows(
            f"SELECT DISTINCT {column} FROM {dimension.relation} WHERE {column} IS NOT NULL ORDER BY 1 LIMIT {MOST_VALUES}"
        )
        return tuple(str(value) for (value,) in rows)

    return opened.remember(("values", dimension.relation, dimension.column), find)
