"""A total somebody knows from elsewhere, held against ours: the difference, and the rows that may explain it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from metrics.errors import UserError
from metrics.insights.number_typed import TypedNumber
from metrics.insights.subset_sum import adding_up
from metrics.query import (
    MOST_ROWS,
    BoundQuery,
    DealDays,
    Period,
    Query,
    Question,
    Reader,
    Span,
    bind_metric,
    evaluate_spans,
    frame_over,
    metric_named,
    periods_within,
    row_columns,
    run_over,
)
from metrics.query import counted_elsewhere as explaining
from metrics.semantic import Metric, deal_columns, metrics_of, read_metric
from metrics.store import ImportedFile, Snapshot, Workspace

FOLDER = Path(__file__).parent / "totals"
ADDED = ("day", "spell", "reason")
"""What accounting adds to the rows of a metric."""
EDGES: Mapping[str, str] = MappingProxyType(
    {
        "day before": "On the day before the period began: in a time zone further east they may fall into it",
        "day after": "On the day after the period ended: in a time zone further west they may fall into it",
        "first day": "On the first day of the period: in a time zone further west they may fall out of it",
        "last day": "On the last day of the period: in a time zone further east they may fall out of it",
    }
)
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "only ours": "Close date in the period, but last closed outside it by the stage history",
        "no close date": "Closed in the period by the stage history, without a close date",
        "only theirs": "Last closed in the period by the stage history, but the close date lies outside it",
        "not covered": "In the period, but on days that the settings say are not covered",
        "converted": "In another currency: as if their amounts were added up as written",
        "not matched": "Of somebody whom the roster does not know, so the filter leaves them out",
        "not known": "What the filter asks for is not known of them",
        "moved in": "Pass the filter only with teams as they {other}",
        "moved out": "Pass the filter only with teams as they {asked}",
        **EDGES,
    }
)


@dataclass(frozen=True, slots=True)
class ReconciliationGroup:
    """Rows that another count may treat otherwise. Each row is in one group only, save those of edges that moved.

    `effect` is what treating them so adds to our total (below zero: takes from it); of `unknown` rows it isn't known.
    """

    name: str
    title: str
    rows: int
    effect: Decimal
    unknown: int

    @property
    def edge(self) -> bool:
        """Whether they are only suspected for the day they lie on."""
        return self.name in EDGES


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Ours beside theirs. `explanations` are the smallest sets of groups that add up to the difference, if any do.

    `set_aside` are files of the table whose rows were set aside in part when they were imported: those rows are not
    stored, so nobody can say which of them would be in the period.
    """

    metric: Metric
    period: Period
    ours: Decimal
    theirs: TypedNumber
    groups: tuple[ReconciliationGroup, ...]
    explanations: tuple[tuple[ReconciliationGroup, ...], ...]
    set_aside: tuple[ImportedFile, ...]

    @property
    def difference(self) -> Decimal:
        """Theirs − ours."""
        return self.theirs.value - self.ours

    @property
    def agrees(self) -> bool:
        """Whether the two are the same, as far as theirs was typed."""
        return abs(self.difference) <= self.theirs.rounding

    def left(self, group: ReconciliationGroup) -> Decimal:
        """The difference that would remain if we treated one group as they may."""
        return self.difference - group.effect


@cache
def reconciliation_totals() -> Mapping[str, Metric]:
    """The totals that people know from their CRM, by name, in order."""
    metrics = sorted((read_metric(path) for path in FOLDER.glob("*.sql")), key=lambda metric: metric.order)
    return MappingProxyType({metric.name: metric for metric in metrics})


def total_named(snapshot: Snapshot, name: str) -> Metric:
    """A metric of the workspace that is a count or a sum, or one of the totals. Raises UserError if it is neither.

    An own metric that is called like a total is what `ask` gives under that name, so it is what is meant.
    """
    metric = metrics_of(snapshot).get(name) or reconciliation_totals().get(name) or metric_named(snapshot, name)
    if not can_reconcile(metric):
        raise UserError(
            f"{metric.title} is no count and no sum of what happened, so no rows can add up to a difference: choose "
            f"one of {', '.join(reconciliation_totals())}, or a metric that is one."
        )
    return metric


def can_reconcile(metric: Metric) -> bool:
    """Whether a metric is a count or a sum of events: then rows explain differences."""
    return metric.adds and metric.shape == "event" and metric.population is None


def reconcile(reader: Reader, metric: Metric, question: Question, theirs: TypedNumber) -> Reconciliation:
    """Our total of a metric over the days, filters and teams of a question, held against theirs.

    Raises Unavailable where a column is missing, UserError where the question can't be answered.
    """
    bound, period = _opened(reader, metric, question)
    groups = [group for query in _queries(bound, period).values() for group in _groups(bound, period, query)]
    groups.sort(key=lambda group: (group.edge, -abs(group.effect), group.title))
    cell = evaluate_spans(bound, bound.compiled, [_span(period)]).get((0, ()))
    ours = Decimal(str(cell.estimate.value or 0)) if cell else Decimal(0)
    reconciliation = Reconciliation(
        metric, period, ours, theirs, tuple(groups), (), _set_aside(reader.snapshot, metric)
    )
    return (
        reconciliation if reconciliation.agrees else replace(reconciliation, explanations=_explanations(reconciliation))
    )


def reconciliation_rows(reader: Reader, metric: Metric, question: Question, group: ReconciliationGroup) -> Any:
    """The stored rows of one group, as a pandas frame of at most MOST_ROWS."""
    bound, period = _opened(reader, metric, question)
    query = _queries(bound, period)[_kind(group.name)]
    steps, sql = explaining.rows_of_group(query, group.name)
    return frame_over(_leniently(bound), [_span(period)], steps, f"{sql}\nLIMIT {MOST_ROWS}")


def _opened(reader: Reader, metric: Metric, question: Question) -> tuple[BoundQuery, Period]:
    if reader.allowed(question).access.scope != "all":
        raise UserError("Rows left out belong to no team; only people who may see everything can reconcile a total.")
    bound = bind_metric(reader, metric, replace(question, by=(), compare=()))
    (period,) = periods_within(question.start, question.end, "all", bound.covered, reader.snapshot.settings)
    bound.session.need(("persons", "roster", "roster_today"))
    return bound, period


def _queries(bound: BoundQuery, period: Period) -> dict[str, Query]:
    """The queries that find rows to explain a difference with, by the kind of their groups."""
    compiled, columns = bound.compiled, _columns(bound)
    outcomes: list[str | None] = []
    if deal_columns(bound.metric.facts_from):
        steps, query = explaining.outcomes_counted(bound.metric)
        outcomes = [outcome for (outcome,) in run_over(bound, compiled, (), steps, query)]
    queries = {
        "own": explaining.marked(compiled, columns, outcomes, DealDays(period.start, period.end, *bound.covered))
    }
    if compiled.scope.where:
        queries["unknown"] = explaining.filtered_out(compiled, columns)
    if any(dimension.source == "roster" for dimension, _ in compiled.scope.where):
        queries["in"] = explaining.moved_in(compiled, columns)
        queries["out"] = explaining.moved_out(compiled, columns, queries["own"])
    return queries


def _kind(name: str) -> str:
    return {"not matched": "unknown", "not known": "unknown", "moved in": "in", "moved out": "out"}.get(name, "own")


def _columns(bound: BoundQuery) -> tuple[str, ...]:
    """The columns of a metric's rows, without those that stand beside each row."""
    return tuple(name for name in row_columns(bound) if name not in ADDED)


def _leniently(bound: BoundQuery) -> BoundQuery:
    """The same with everything bound that any of the queries refers to."""
    return replace(bound, compiled=replace(bound.compiled, scope=explaining.lenient(bound.compiled.scope)))


def _groups(bound: BoundQuery, period: Period, query: Query) -> list[ReconciliationGroup]:
    lenient = _leniently(bound)
    rows = run_over(lenient, lenient.compiled, [_span(period)], *explaining.groups(query))
    groups = [
        ReconciliationGroup(name, _title(bound, name), int(count), Decimal(str(effect or 0)), int(unknown))
        for name, count, effect, unknown in rows
    ]
    return [group for group in groups if group.effect or group.unknown]


def _title(bound: BoundQuery, name: str) -> str:
    """What the rows of a group have in common, in words."""
    kind, _, reason = name.partition(": ")
    reason_title = f"{reason[:1].upper()}{reason[1:]}"
    if kind == "dateless":
        return f"{reason_title}: they can't be placed in any period"
    if kind == "reason":
        return f"{reason_title}, {'with a close date ' if explaining.by_close_date(bound.metric) else ''}in the period"
    choices = ("were then", "are today")
    asked, other = choices if bound.question.roster == "then" else choices[::-1]
    return TITLES[name].format(asked=asked, other=other)


def _span(period: Period) -> Span:
    return period.start, period.end


def _explanations(reconciliation: Reconciliation) -> tuple[tuple[ReconciliationGroup, ...], ...]:
    """The smallest sets of groups that add up to the difference; days shifted by a time zone only if nothing else."""
    for edge in (False, True):
        groups: Sequence[ReconciliationGroup] = [group for group in reconciliation.groups if group.edge is edge]
        sets = adding_up([group.effect for group in groups], reconciliation.difference, reconciliation.theirs.rounding)
        if sets:
            return tuple(tuple(groups[place] for place in chosen) for chosen in sets)
    return ()


def _set_aside(snapshot: Snapshot, metric: Metric) -> tuple[ImportedFile, ...]:
    """The files behind a version's table that lost rows at import, the last import first; each file once."""
    history = {version.number: version for version in Workspace(snapshot.folder).history()}
    number, files = snapshot.number, dict[str, ImportedFile]()
    while (version := history.get(number)) is not None:
        for file in version.files:
            if file.table == metric.table:
                files.setdefault(file.sha256, file)
        number = number - 1 if version.restores is None else version.restores
    return tuple(file for file in files.values() if file.rows_set_aside)
