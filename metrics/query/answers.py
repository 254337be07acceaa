"""A question in, an answer out: the one way in which pages, decks and the command line get their numbers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from metrics.engines import SqlError
from metrics.errors import Unavailable
from metrics.query.aggregate import Cell, Key, empty
from metrics.query.binding import BoundQuery, bind, evaluate_spans, metric_named, missing_columns, standalone
from metrics.query.comparison import compare, spans_to_compare
from metrics.query.compile.totals import totals
from metrics.query.data_window import covered_days
from metrics.query.exclusions import counted_rows, excluded, excluded_rows, notes
from metrics.query.maturity import usually_open, with_settled
from metrics.query.periods import periods_within
from metrics.query.question import Answer, AnswerRow, Period, Question
from metrics.query.reader import Reader
from metrics.query.segments import others_of, with_largest
from metrics.query.suppression import SUPPRESSED, hidden_groups
from metrics.query.unconvertible import with_money_told
from metrics.query.undated import with_periods_told
from metrics.semantic import FOLDER, Dimension, Metric, dimensions_of, is_known, literal, metrics_of, quoted
from metrics.store import Snapshot
from metrics.trust import Access

__all__ = ["ask", "counted_rows", "data_through", "dimensions", "excluded_rows"]

MOST_VALUES = 1000
"""The most values of one dimension that are listed for people to choose from."""


def ask(reader: Reader, question: Question) -> Answer:
    """The answer to one question from one version of a workspace.

    Raises Unavailable where a column the metric or a dimension reads was never imported, or where the SQL of a
    workspace's own metric doesn't run; UserError for a question that makes no sense.
    """
    try:
        return _answer(reader, question)
    except (SqlError, ValueError, TypeError) as problem:  # an own metric's SELECT may give anything, or nothing
        metric = metric_named(reader.snapshot, question.metric)
        if metric.path.is_relative_to(FOLDER):
            raise
        reason = str(problem).partition("\n")[0]
        raise Unavailable(f"The SQL of “{metric.title}” can't be run here: {reason}") from problem


def _answer(reader: Reader, question: Question) -> Answer:
    bound = bind(reader, question)
    asked = periods_within(question.start, question.end, question.grain, bound.covered, reader.snapshot.settings)
    spans = [(period.start, period.end) for period in asked]
    bound = with_largest(bound, spans)
    wanted = [*spans, *spans_to_compare(bound, asked)]
    cells = evaluate_spans(bound, bound.compiled, wanted)
    hidden = hidden_groups(bound, wanted)
    rows = [row for position, period in enumerate(asked) for row in _rows(bound, cells, hidden, position, period)]
    compared = compare(bound, asked, list(with_settled(rows, usually_open(bound))), cells, hidden)
    return Answer(
        question=bound.question,
        rows=tuple(with_money_told(bound, asked, with_periods_told(bound, list(compared)))),
        excluded=excluded(bound, spans, cells),
        notes=notes(bound, asked, bool(hidden)),
        prelude=bound.session.prelude(bound.compiled.needs),
        sql=standalone(bound, spans, *totals(bound.compiled)),
        data_through=bound.data_through,
        others=others_of(bound),
    )


def data_through(reader: Reader) -> date | None:
    """The latest day on which something happened, or the day the settings say; None while there is no data."""
    return reader.session().data_through


def event_days(reader: Reader) -> tuple[date, date] | None:
    """The first and last day on which something is known to have happened; None while there is no data."""
    open_session = reader.session()
    available = _available(reader.snapshot)
    events = [metric for metric in available if metric.shape == "event"]
    spans = [span for metric in events or available if (span := covered_days(open_session, metric))]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def dimensions(reader: Reader) -> tuple[Dimension, ...]:
    """What the workspace's numbers can be grouped and filtered by, each with its values in order."""
    alike: dict[str, dict[tuple[str, str], Dimension]] = {}
    for view in dict.fromkeys(metric.facts_from for metric in _available(reader.snapshot)):
        for dimension in dimensions_of(reader.snapshot, view):
            if is_known(reader.snapshot, dimension):
                alike.setdefault(dimension.name, {}).setdefault(dimension.needs, dimension)
    return tuple(_with_values(reader, tuple(by_needs.values())) for by_needs in alike.values())


def _available(snapshot: Snapshot) -> list[Metric]:
    return [metric for metric in metrics_of(snapshot).values() if not missing_columns(snapshot, metric)]


def _with_values(reader: Reader, alike: tuple[Dimension, ...]) -> Dimension:
    """One dimension, with the values of all that share its name: leads and deals both have a source."""
    values = {value for dimension in alike for value in _values(reader, dimension)}
    return replace(alike[0], values=tuple(sorted(values)[:MOST_VALUES]))


def _values(reader: Reader, dimension: Dimension) -> tuple[str, ...]:
    """The values of a dimension, from the stored table where the facts show its column as it is stored.

    Nobody is offered the name of somebody they may not see.
    """
    table, stored = dimension.needs
    column = quoted(dimension.column)
    relation = table if stored == dimension.column and dimension.source == "facts" else dimension.relation
    open_session, seen = reader.session(), _seen(reader.viewer.access, dimension)

    def find() -> tuple[str, ...]:
        open_session.need((relation, "roster") if seen else (relation,))
        only = f"{column} IS NOT NULL{seen}"
        rows = open_session.rows(
            f"SELECT DISTINCT {column} FROM {relation} WHERE {only} ORDER BY {column} LIMIT {MOST_VALUES}"
        )
        return tuple(str(value) for (value,) in rows)

    def remembered() -> tuple[str, ...]:
        return open_session.remember(("values", relation, column), find)

    return reader.listed(remembered, bounds="teams", instead=()) if dimension.source == "person" else remembered()


def _seen(access: Access, dimension: Dimension) -> str:
    """The condition that leaves the people, and what is said of them, of the teams that may be seen."""
    if access.scope != "teams" or dimension.source == "facts":
        return ""
    teams = ", ".join(map(literal, access.teams)) or "NULL"
    condition = f"team IN ({teams})"
    if dimension.source == "person":
        condition = f"person IN (SELECT person FROM roster WHERE {condition})"
    return f" AND {condition}"


def _rows(
    bound: BoundQuery, cells: Mapping[Key, Cell], hidden: frozenset[Key], position: int, period: Period
) -> list[AnswerRow]:
    """The rows of one period: one per group that has facts, or the one of everybody."""
    names = bound.question.by
    first, last = bound.covered
    if period.end < first or period.start > last:
        reason = f"{bound.metric.table} covers {first} to {last}: nothing is known of this period."
        return [] if names else [AnswerRow(period, {}, None, 0, None, None, {}, {}, reason)]
    groups = sorted(group for at, group in cells if at == position) or ([] if names else [()])
    return [
        _row(
            bound,
            cells.get((position, group)),
            (position, group) in hidden,
            period,
            dict(zip(names, group, strict=True)),
        )
        for group in groups
    ]


def _row(
    bound: BoundQuery, cell: Cell | None, is_hidden: bool, period: Period, dimensions: Mapping[str, str]
) -> AnswerRow:
    if is_hidden:
        return AnswerRow(period, dimensions, None, 0, None, None, {}, {}, SUPPRESSED)
    counted = cell or empty(bound.compiled)
    estimate = counted.estimate
    return AnswerRow(
        period,
        dimensions,
        estimate.value,
        counted.n,
        estimate.low,
        estimate.high,
        counted.components,
        {},
        estimate.reason,
        counted.beside,
    )
