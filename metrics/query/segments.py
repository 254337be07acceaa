"""Of many segments the largest, and all others as one group.

The others are grouped before anything is counted, so that their number is what their facts give: a ratio of sums, the
median of all their deals, people who are in several of them counted once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from metrics.errors import UserError
from metrics.formatting import format_count
from metrics.query.binding import BoundQuery, Span, run_over
from metrics.query.compile.compiled import compile_question
from metrics.query.compile.scope import Kept
from metrics.query.compile.totals import sizes
from metrics.query.question import Answer, AnswerRow
from metrics.semantic import Dimension, Metric


def with_largest(bound: BoundQuery, spans: Sequence[Span]) -> BoundQuery:
    """The question with at most as many groups of each dimension as it wants: its largest over the spans together.

    Raises UserError for a question that wants less than one.
    """
    question = bound.question
    if not question.most or not question.by:
        return bound
    if min(question.most) < 1:
        raise UserError(f"At least 1 group must be shown, not {min(question.most)}.")
    scope = bound.compiled.scope
    kept = tuple(
        None if most is None or dimension is None else _kept(bound, spans, dimension, most)
        for dimension, most in zip_longest(scope.by, question.most[: len(scope.by)])
    )
    return replace(bound, compiled=compile_question(bound.metric, replace(scope, kept=kept)))


def others_of(bound: BoundQuery) -> Mapping[str, str]:
    """The name of the group of all others, for each dimension asked for that has one."""
    pairs = zip(bound.question.by, bound.compiled.scope.kept, strict=False)
    return {name: kept.others for name, kept in pairs if kept}


def beside_each_other(metric: Metric, answer: Answer, rows: Sequence[AnswerRow]) -> tuple[AnswerRow, ...]:
    """The rows that can be drawn on one scale: of a sum without the others, where being many makes them the largest."""
    if metric.measure not in ("sum", "product") or not answer.others:
        return tuple(rows)
    parts: dict[bool, list[AnswerRow]] = {True: [], False: []}
    for row in rows:
        parts[any(row.dimensions[name] == label for name, label in answer.others.items())].append(row)
    others, named = (max((abs(row.value or 0) for row in parts[which]), default=0) for which in (True, False))
    return tuple(rows) if others <= named else tuple(parts[False])


def filled(metric: Metric, answer: Answer) -> tuple[AnswerRow, ...]:
    """The rows of an answer, with those of a sum that are missing because a group had none in a period: they are 0.

    Only where other groups have some: a period without any may be one that the data doesn't cover. Anything but a sum
    is unknown where there is nothing, and stays missing.
    """
    if metric.measure != "sum" or not answer.question.by:
        return answer.rows
    periods = dict.fromkeys(row.period for row in answer.rows)
    groups = dict.fromkeys(tuple(row.dimensions.items()) for row in answer.rows)
    rows_by_key = {(row.period, tuple(row.dimensions.items())): row for row in answer.rows}
    nothing = dict.fromkeys(metric.parts, 0)
    return tuple(
        rows_by_key.get((period, group)) or AnswerRow(period, dict(group), 0.0, 0, None, None, nothing, {})
        for period in periods
        for group in groups
    )


def _kept(bound: BoundQuery, spans: Sequence[Span], dimension: Dimension, most: int) -> Kept | None:
    """The largest groups by what n counts: people where they are the denominator, facts otherwise.

    One too many is no reason to hide its name: a group of one stays what it is.
    """
    compiled = compile_question(bound.metric, replace(bound.compiled.scope, by=(dimension,), kept=()))
    groups = run_over(bound, compiled, spans, *sizes(compiled))
    if len(groups) <= most + 1:
        return None
    by_people = bound.metric.population is not None
    groups.sort(key=lambda row: (*((-row[2], -row[1]) if by_people else (-row[1], -row[2])), row[0]))
    names = [name for name, *_ in groups]
    return Kept(tuple(names[:most]), _name_for(len(names) - most, names))


def _name_for(count: int, taken: Sequence[str]) -> str:
    """“Other (188 more)”, unless a group is called so."""
    name = f"Other ({format_count(count)} more)"
    while name in taken:
        name += "…"
    return name
