"""Rows counted plus rows left out are the rows of the table: what was left out, why, and what else to know."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from metrics.query.aggregate import Cell, Key
from metrics.query.binding import BoundQuery, Span, bind, frame_over, run_over, standalone
from metrics.query.compile.facts import OF_SUBJECTS, accounted
from metrics.query.compile.row_lists import facts_within, reasons, rows_outside, rows_within
from metrics.query.periods import periods_within
from metrics.query.question import Excluded, Period, Question
from metrics.query.reader import Reader
from metrics.query.select_files import select_rows
from metrics.semantic import deal_columns, fact_models, has_roster, literal, set_in
from metrics.trust import EVERYTHING

MOST_ROWS = 100_000


def excluded(bound: BoundQuery, spans: Sequence[Span], cells: Mapping[Key, Cell]) -> tuple[Excluded, ...]:
    """Why rows count for nothing in an answer, the most frequent reason first, then rows of other days or segments."""
    source = set_in(accounted(bound.metric))
    reasons = bound.session.remember(("reasons", bound.metric.name), lambda: _reasons(bound))
    listed = [
        Excluded(reason, count, f"SELECT * FROM (\n{source}\n) AS facts\nWHERE facts.reason = {literal(reason)}")
        for reason, count in reasons
        if reason is not None
    ]
    return (*listed, *_elsewhere(bound, spans, cells, dict(reasons).get(None, 0)))


def _reasons(bound: BoundQuery) -> list[tuple[str | None, int]]:
    return [(reason, int(count)) for reason, count in run_over(bound, bound.compiled, (), (), reasons())]


def _elsewhere(bound: BoundQuery, spans: Sequence[Span], cells: Mapping[Key, Cell], usable: int) -> Iterator[Excluded]:
    """Rows that would count, but not in these days or this segment."""
    counted = _counted(bound, spans, cells)
    within = _within(bound, spans) if bound.compiled.counted_predicate.parameters else counted
    if usable > within:
        stock = bound.metric.shape == "spell"
        day = "last" if bound.metric.stock == "there" else "first"
        reason = f"not there on the {day} day of a period asked for" if stock else "outside the days asked for"
        query = standalone(bound, spans, *rows_outside(bound.compiled))
        yield Excluded(reason, usable - within, query)
    if within > counted:
        reason = f"not where {bound.compiled.counted_predicate.sentence}"
        query = standalone(bound, spans, *rows_within(bound.compiled, passing=False))
        yield Excluded(reason, within - counted, query)


def _counted(bound: BoundQuery, spans: Sequence[Span], cells: Mapping[Key, Cell]) -> int:
    """The stored rows an answer counts. A customer is there on the first day of many periods, but is one row."""
    if bound.metric.shape != "spell":
        return sum(cell.facts for (position, _), cell in cells.items() if position < len(spans))
    if not bound.compiled.counted_predicate.parameters:
        return _within(bound, spans)
    steps, query = rows_within(bound.compiled)
    ((rows,),) = run_over(
        bound, bound.compiled, spans, (*steps, ("counted", query)), "SELECT COUNT(*) AS rows FROM counted"
    )
    return int(rows)


def _within(bound: BoundQuery, spans: Sequence[Span]) -> int:
    """The facts of all segments that fall into the periods."""

    def count() -> int:
        ((facts,),) = run_over(bound, bound.compiled, spans, (), facts_within(bound.compiled))
        return int(facts)

    return bound.session.remember(("within", bound.compiled.facts, tuple(spans)), count)


def notes(bound: BoundQuery, asked: Sequence[Period], hidden: bool) -> tuple[str, ...]:
    """What else a reader of the answer must know, one sentence each."""
    return tuple(_notes(bound, asked, hidden))


def _notes(bound: BoundQuery, asked: Sequence[Period], hidden: bool) -> Iterator[str]:
    first, last = bound.covered
    partial = [period.label for period in asked if not period.complete]
    if partial:
        yield f"Not complete: {', '.join(partial)}. The data of {bound.metric.table} covers {first} to {last}."
    if bound.compiled.predicate.parameters:
        yield f"Only where {bound.compiled.predicate.sentence}."
    if bound.compiled.divides_by_all:
        yield "Only those who left are told apart by that; they are divided by everybody."
    whole = bound.question.access == EVERYTHING  # these notes count everybody
    if asked and whole and (bound.metric.stock in OF_SUBJECTS or bound.metric.group == "Quota"):
        yield from _notes_on_what_may_change(bound, min(each.start for each in asked), max(each.end for each in asked))
    yield from _notes_on_people(bound)
    if deal_columns(bound.metric.facts_from):
        yield from _notes_on_deals(bound)
    if hidden:
        yield "Groups of fewer than five people are hidden."


def _notes_on_what_may_change(bound: BoundQuery, first: date, last: date) -> Iterator[str]:
    """Customers that may still come back, and won deals that count for no quota for want of a value."""
    days = {"first": first, "last": last}
    of_all = ", whatever is filtered," if bound.compiled.predicate.parameters else ""
    if bound.metric.stock in OF_SUBJECTS:
        ((left, may_return),) = select_rows(bound.session, "customers_who_may_return", **days)
        if may_return:
            grace = f"within the {bound.snapshot.settings.renewal_grace_days} days of the grace period"
            yield f"{may_return} of {left} who left{of_all} may still renew, {grace}."
        return
    lacking = [f"{count} {reason}" for reason, count in select_rows(bound.session, "deals_without_quota_value", **days)]
    if lacking:
        yield f"Won deals of sellers with a quota{of_all} that add nothing to it: {', '.join(lacking)}."


def _notes_on_people(bound: BoundQuery) -> Iterator[str]:
    sources = {dimension.source for dimension in bound.compiled.scope.by}
    if not has_roster(bound.snapshot):
        if bound.metric.population or sources & {"roster", "person"}:
            yield "No roster was imported: people are deal owners only, active from their first deal to their last."
        return
    if bound.question.roster == "today" and "roster" in sources:
        yield "Everybody counts in the team they are in today, also for what they did before."
    if bound.metric.population:
        bound.session.need(("roster",))
        ((unknown,),) = bound.session.rows("SELECT COUNT(DISTINCT person) AS people FROM roster WHERE work IS NULL")
        if unknown:
            yield f"Of {unknown} people the roster names no function and no role we know; they are in no denominator."


def _notes_on_deals(bound: BoundQuery) -> Iterator[str]:
    deals = fact_models()[bound.metric.facts_from].table
    settings, columns = bound.snapshot.settings, bound.snapshot.tables[deals].columns
    if bound.metric.name == "new_business_revenue" and not bound.session.kind_known:
        yield "No deal says whether it is new business, so every won deal counts."
    if "amount" not in bound.metric.reads[deals]:
        return
    if settings.amount_means:
        yield f"A deal's amount is its {settings.amount_means}."
    if "currency" not in columns:
        yield f"No deal names its currency; all amounts are taken to be {settings.currency}."


def counted_rows(reader: Reader, question: Question, limit: int = MOST_ROWS) -> Any:
    """The stored rows behind an answer, as a pandas frame of at most `limit` rows.

    Raises UserError where the asker may see aggregates only.
    """

    def rows() -> Any:
        bound = bind(reader, question)
        steps, query = rows_within(bound.compiled)
        return frame_over(bound, _spans(bound), steps, f"{query}\nLIMIT {int(limit)}")

    return reader.listed(rows, bounds="teams", access=question.access)


def excluded_rows(reader: Reader, question: Question, limit: int = MOST_ROWS) -> Any:
    """The stored rows that count for nothing whatever is asked, each with its `reason`, as a pandas frame."""

    def rows() -> Any:
        bound = bind(reader, question)
        steps = (("facts", accounted(bound.metric)),)
        query = f"SELECT * FROM facts WHERE facts.reason IS NOT NULL\nLIMIT {int(limit)}"
        return frame_over(bound, _spans(bound), steps, query)

    return reader.listed(rows, access=question.access)


def _spans(bound: BoundQuery) -> list[Span]:
    asked = periods_within(
        bound.question.start, bound.question.end, bound.question.grain, bound.covered, bound.snapshot.settings
    )
    return [(period.start, period.end) for period in asked]
