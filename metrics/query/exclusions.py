"""Rows counted plus rows left out are the rows of the table: what was left out, why, and what else to know."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import indent
from typing import Any

from metrics.errors import UserError
from metrics.query.aggregate import Cell, Key
from metrics.query.binding import BoundQuery, Span, bind, frame_over, run_over, standalone
from metrics.query.compile.facts import accounted
from metrics.query.compile.row_lists import facts_within, reasons, rows_outside, rows_within
from metrics.query.periods import periods_within
from metrics.query.question import Excluded, Period, Question
from metrics.semantic import has_roster, literal
from metrics.store import Snapshot

MOST_ROWS = 100_000


def excluded(opened: BoundQuery, spans: Sequence[Span], cells: Mapping[Key, Cell]) -> tuple[Excluded, ...]:
    """Why rows count for nothing in an answer, the most frequent reason first, then rows of other days or segments."""
    source = indent(accounted(opened.metric), "    ")
    reasons = opened.session.remember(("reasons", opened.metric.name), lambda: _reasons(opened))
    listed = [
        Excluded(reason, count, f"SELECT * FROM (\n{source}\n) AS facts\nWHERE facts.reason = {literal(reason)}")
        for reason, count in reasons
        if reason is not None
    ]
    return (*listed, *_elsewhere(opened, spans, cells, dict(reasons).get(None, 0)))


def _reasons(opened: BoundQuery) -> list[tuple[str | None, int]]:
    return [(reason, int(count)) for reason, count in run_over(opened, opened.compiled, (), (), reasons())]


def _elsewhere(opened: BoundQuery, spans: Sequence[Span], cells: Mapping[Key, Cell], usable: int) -> Iterator[Excluded]:
    """Rows that would count, but not in these days or this segment."""
    counted = _counted(opened, spans, cells)
    within = _within(opened, spans) if opened.compiled.predicate.parameters else counted
    if usable > within:
        stock = opened.metric.shape == "spell"
        day = "last" if opened.metric.stock == "there" else "first"
        reason = f"not there on the {day} day of a period asked for" if stock else "outside the days asked for"
        query = standalone(opened, spans, *rows_outside(opened.compiled))
        yield Excluded(reason, usable - within, query)
    if within > counted:
        reason = f"not where {opened.compiled.predicate.sentence}"
        query = standalone(opened, spans, *rows_within(opened.compiled, passing=False))
        yield Excluded(reason, within - counted, query)


def _counted(opened: BoundQuery, spans: Sequence[Span], cells: Mapping[Key, Cell]) -> int:
    """The stored rows an answer counts. A customer is there on the first day of many periods, but is one row."""
    if opened.metric.shape != "spell":
        return sum(cell.facts for (position, _), cell in cells.items() if position < len(spans))
    if not opened.compiled.predicate.parameters:
        return _within(opened, spans)
    steps, query = rows_within(opened.compiled)
    ((rows,),) = run_over(
        opened, opened.compiled, spans, (*steps, ("counted", query)), "SELECT COUNT(*) AS rows FROM counted"
    )
    return int(rows)


def _within(opened: BoundQuery, spans: Sequence[Span]) -> int:
    """The facts of all segments that fall into the periods."""

    def count() -> int:
        ((facts,),) = run_over(opened, opened.compiled, spans, (), facts_within(opened.compiled))
        return int(facts)

    return opened.session.remember(("within", opened.compiled.facts, tuple(spans)), count)


def notes(opened: BoundQuery, asked: Sequence[Period], hidden: bool) -> tuple[str, ...]:
    """What else a reader of the answer must know, one sentence each."""
    return tuple(_notes(opened, asked, hidden))


def _notes(opened: BoundQuery, asked: Sequence[Period], hidden: bool) -> Iterator[str]:
    first, last = opened.covered
    partial = [period.label for period in asked if not period.complete]
    if partial:
        yield f"Not complete: {', '.join(partial)}. The data of {opened.metric.table} covers {first} to {last}."
    if opened.compiled.predicate.parameters:
        yield f"Only where {opened.compiled.predicate.sentence}."
    yield from _notes_on_people(opened)
    if opened.metric.facts_from == "deals":
        yield from _notes_on_deals(opened)
    if hidden:
        yield "Groups of fewer than five people are hidden."


def _notes_on_people(opened: BoundQuery) -> Iterator[str]:
    sources = {dimension.source for dimension in opened.compiled.scope.by}
    if not has_roster(opened.snapshot):
        if opened.metric.population or sources & {"roster", "person"}:
            yield "No roster was imported: people are deal owners only, active from their first deal to their last."
        return
    if opened.question.roster == "today" and "roster" in sources:
        yield "Everybody counts in the team they are in today, also for what they did before."
    if opened.metric.population:
        opened.session.need(("roster",))
        ((unknown,),) = opened.session.rows("SELECT COUNT(DISTINCT person) AS people FROM roster WHERE work IS NULL")
        if unknown:
            yield f"Of {unknown} people the roster names no function and no role we know; they are in no denominator."


def _notes_on_deals(opened: BoundQuery) -> Iterator[str]:
    settings, columns = opened.snapshot.settings, opened.snapshot.tables["opportunities"].columns
    if opened.metric.name == "new_business_revenue" and not opened.session.kind_known:
        yield "No deal says whether it is new business, so every won deal counts."
    if "amount" not in opened.metric.reads["opportunities"]:
        return
    if settings.amount_means:
        yield f"A deal's amount is its {settings.amount_means}."
    if "currency" not in columns:
        yield f"No deal names its currency; all amounts are taken to be {settings.currency}."


def counted_rows(snapshot: Snapshot, question: Question, limit: int = MOST_ROWS) -> Any:
    """The stored rows behind an answer, as a pandas frame of at most `limit` rows.

    Raises UserError where the asker may see aggregates only.
    """
    opened = _opened_for_rows(snapshot, question)
    steps, query = rows_within(opened.compiled)
    return frame_over(opened, _spans(opened), steps, f"{query}\nLIMIT {int(limit)}")


def excluded_rows(snapshot: Snapshot, question: Question, limit: int = MOST_ROWS) -> Any:
    """The stored rows that count for nothing whatever is asked, each with its `reason`, as a pandas frame."""
    opened = _opened_for_rows(snapshot, question)
    if question.access.scope != "all":
        raise UserError("Rows left out belong to no team; only people who may see everything can list them.")
    steps = (("facts", accounted(opened.metric)),)
    query = f"SELECT * FROM facts WHERE facts.reason IS NOT NULL\nLIMIT {int(limit)}"
    return frame_over(opened, _spans(opened), steps, query)


def _opened_for_rows(snapshot: Snapshot, question: Question) -> BoundQuery:
    if question.access.scope == "aggregates":
        raise UserError("You may see totals over five people or more, not the rows behind them.")
    return bind(snapshot, question)


def _spans(opened: BoundQuery) -> list[Span]:
    asked = periods_within(
        opened.question.start, opened.question.end, opened.question.grain, opened.covered, opened.snapshot.settings
    )
    return [(period.start, period.end) for period in asked]
