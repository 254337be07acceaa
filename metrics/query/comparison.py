"""A value held against the period before, the same a year ago, the plan, and the rest of the company."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from metrics.query.aggregate import Cell, Key, rest_of
from metrics.query.binding import BoundQuery, Span, evaluate_spans
from metrics.query.compile.compiled import compile_question
from metrics.query.compile.scope import Scope
from metrics.query.maturity import unlike
from metrics.query.periods import period_before, year_before
from metrics.query.question import AnswerRow, ComparedValue, Comparison, Period
from metrics.query.suppression import FEWEST_PEOPLE, SUPPRESSED, group_sizes
from metrics.query.targets import target_value
from metrics.statistics import Estimate, intervals

EARLIER: tuple[Comparison, ...] = ("previous", "year ago")


def spans_to_compare(bound: BoundQuery, asked: Sequence[Period]) -> list[Span]:
    """The earlier spans a question needs, behind those asked for: one a period for each comparison in time."""
    settings, grain = bound.snapshot.settings, bound.question.grain
    earlier = {"previous": period_before, "year ago": year_before}
    wanted = [name for name in EARLIER if name in bound.question.compare]
    return [earlier[name](period, grain, settings) for name in wanted for period in asked]


def compare(
    bound: BoundQuery,
    asked: Sequence[Period],
    rows: Sequence[AnswerRow],
    cells: Mapping[Key, Cell],
    hidden: frozenset[Key],
) -> Iterator[AnswerRow]:
    """The rows with what they are compared with."""
    wanted = bound.question.compare
    whole = _company(bound, asked) if "company" in wanted else {}
    positions = {period: position for position, period in enumerate(asked)}
    spans = spans_to_compare(bound, asked)
    earlier = [name for name in EARLIER if name in wanted]
    for row in rows:
        position, group = positions[row.period], tuple(row.dimensions.values())
        own = cells.get((position, group))
        compared: dict[Comparison, ComparedValue] = {}
        for turn, name in enumerate(earlier):
            at = len(asked) * (turn + 1) + position
            span = spans[at - len(asked)]
            compared[name] = _earlier(bound, row, own, span, cells.get((at, group)), (at, group) in hidden)
        if "company" in wanted:
            compared["company"] = _rest(bound, row, own, whole.get(position))
        if "plan" in wanted:
            compared["plan"] = target_value(bound, row)
        yield replace(row, compared=compared)


def _earlier(
    bound: BoundQuery, row: AnswerRow, own: Cell | None, span: Span, other: Cell | None, is_hidden: bool
) -> ComparedValue:
    first, last = bound.covered
    if span[1] < first or span[0] > last:
        return ComparedValue(
            None, None, reason=f"The data begins on {first}: nothing is known of {span[0]} to {span[1]}."
        )
    if is_hidden:
        return ComparedValue(None, None, reason=SUPPRESSED)
    if other is None:
        value = 0.0 if bound.metric.measure == "sum" else None
        other = Cell(Estimate(value, reason="There was none of this then."), 0, {}, 0)
    compared = _held_against(row, own, other)
    if compared.change is None:
        return compared
    if span[0] < first or not row.period.complete:
        part = "The earlier period" if span[0] < first else "This period"
        reason = f"{part} is not complete: the two don't cover as many days."
        return ComparedValue(compared.value, None, compared.n, reason=reason)
    return compared


def _held_against(row: AnswerRow, own: Cell | None, other: Cell) -> ComparedValue:
    """The other value and the difference; bounds where both have some and a difference of the two follows from them."""
    theirs = other.estimate
    if row.value is None or theirs.value is None:
        return ComparedValue(theirs.value, None, other.n, reason=row.reason if row.value is None else theirs.reason)
    if reason := unlike(row.beside, other.beside):
        return ComparedValue(theirs.value, None, other.n, reason=reason)
    ours = own.estimate if own else Estimate(row.value)
    difference = intervals.difference(ours, theirs)
    return ComparedValue(theirs.value, difference.value, other.n, difference.low, difference.high)


def _company(bound: BoundQuery, asked: Sequence[Period]) -> dict[int, tuple[Cell, bool]]:
    """Everybody's cell of each period, and whether so few people stand behind it that it is nobody's business."""
    compiled = compile_question(bound.metric, Scope(roster=bound.question.roster))
    spans = [(period.start, period.end) for period in asked]
    cells = {position: cell for (position, _), cell in evaluate_spans(bound, compiled, spans).items()}
    if bound.question.access.scope == "all":
        return {position: (cell, False) for position, cell in cells.items()}
    whole, own = group_sizes(bound, compiled, spans), group_sizes(bound, bound.compiled, spans)
    largest = {
        position: max((size for key, size in own.items() if key[0] == position), default=0) for position in cells
    }
    return {
        position: (cell, whole.get((position, ()), 0) - largest[position] < FEWEST_PEOPLE)
        for position, cell in cells.items()
    }


def _rest(bound: BoundQuery, row: AnswerRow, own: Cell | None, company: tuple[Cell, bool] | None) -> ComparedValue:
    if not bound.question.by and not bound.question.where and bound.question.access.scope == "all":
        return ComparedValue(None, None, reason="This is the whole company.")
    if company is None or own is None:
        return ComparedValue(None, None, reason="There is nothing to compare with in this period.")
    whole, few = company
    if few or row.reason == SUPPRESSED:
        return ComparedValue(None, None, reason=SUPPRESSED)
    return _held_against(row, own, rest_of(bound.compiled, whole, own))
