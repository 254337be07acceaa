"""Cohorts that are not settled: while more of one is open than its forerunners kept open, its value will still move.

Leads that nobody turns down stay open for ever, so that it is not the open share itself that tells, but how far it lies
above what the cohorts of the same segment have settled at.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from metrics.query.binding import BoundQuery, evaluate_spans
from metrics.query.periods import periods_within
from metrics.query.question import AnswerRow

UNSETTLED = 0.05
"""So much more open than usual, as a share of the cohort, is too much to compare."""

Group = tuple[str, ...]
"""The values of the dimensions asked for, in order."""


def usually_open(bound: BoundQuery) -> Mapping[Group, float]:
    """The share that cohorts of each segment have settled at: the lower quartile over all that the data covers.

    All of them, whichever days were asked for: whether a cohort is young doesn't depend on who looks at it. Without a
    grain there is only one cohort, and nothing to tell by.
    """
    question = bound.question
    if bound.metric.beside is None or question.grain == "all":
        return {}
    every = periods_within(None, None, question.grain, bound.covered, bound.snapshot.settings)
    shares: dict[Group, list[float]] = {}
    for (_, group), cell in evaluate_spans(bound, bound.compiled, [(each.start, each.end) for each in every]).items():
        if cell.beside is not None:
            shares.setdefault(group, []).append(cell.beside)
    return {group: float(np.quantile(group_shares, 0.25)) for group, group_shares in shares.items()}


def with_settled(rows: Sequence[AnswerRow], usual: Mapping[Group, float]) -> Iterator[AnswerRow]:
    """The rows, each saying whether it is settled: not much more open than its segment usually ends."""
    for row in rows:
        usual_share = usual.get(tuple(row.dimensions.values()))
        settled = usual_share is None or row.beside is None or row.beside - usual_share <= UNSETTLED
        yield row if settled else replace(row, settled=False)


def unlike(own: float | None, other: float | None) -> str | None:
    """Why a cohort with this share open can't be held against one with another; None where it can."""
    if own is None or other is None or abs(own - other) <= UNSETTLED:
        return None
    return f"{own:.0%} of it is still open, against {other:.0%} of the other: compare them once both have settled."
