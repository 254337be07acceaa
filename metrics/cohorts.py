"""Cohorts that are not settled: while more of one is open than its forerunners kept open, its value will still move.

Leads that nobody turns down stay open for ever, so that it is not the open share itself that tells, but how far it lies
above what earlier cohorts of the same series have settled at.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from metrics.question import AnswerRow

UNSETTLED = 0.05
"""So much more open than usual, as a share of the cohort, is too much to compare."""


def with_settled(rows: Sequence[AnswerRow]) -> Iterator[AnswerRow]:
    """The rows, each saying whether it is settled: not much more open than the lower quartile of its segment."""
    usual = _usual(rows)
    for row in rows:
        known = usual.get(tuple(row.dimensions.items()))
        settled = known is None or row.beside is None or row.beside - known <= UNSETTLED
        yield row if settled else replace(row, settled=False)


def unlike(own: float | None, other: float | None) -> str | None:
    """Why a cohort with this share open can't be held against one with another; None where it can."""
    if own is None or other is None or abs(own - other) <= UNSETTLED:
        return None
    return f"{own:.0%} of it is still open, against {other:.0%} of the other: compare them once both have settled."


def _usual(rows: Sequence[AnswerRow]) -> Mapping[tuple[tuple[str, str], ...], float]:
    shares: dict[tuple[tuple[str, str], ...], list[float]] = {}
    for row in rows:
        if row.beside is not None:
            shares.setdefault(tuple(row.dimensions.items()), []).append(row.beside)
    return {segment: float(np.quantile(known, 0.25)) for segment, known in shares.items()}
