"""How quickly new sellers become productive, from a workspace's own Kaplan–Meier curve."""

from dataclasses import dataclass

import numpy as np

from metrics.errors import Unavailable, UserError
from metrics.people.headcount import MONTH
from metrics.query import Question, Reader, bind, evaluate_spans
from metrics.statistics import kaplan_meier

RAMP_METRICS = ("time_to_first_won_deal", "onboarding_time")
"""What shows that a new seller has become productive, the better sign first."""
ENOUGH = 10
"""From so many on who got there, a curve is worth more than an assumption."""


@dataclass(frozen=True, slots=True)
class Ramp:
    """The share of full productivity in each month after starting, and what it rests on.

    `shares[m]` is the part of those who ever got there (within the time watched) that had by the middle of month m; `n`
    were followed, `ended` got there.
    """

    metric: str
    title: str
    shares: tuple[float, ...]
    n: int
    ended: int


def ramp_of(reader: Reader) -> Ramp | None:
    """The curve of the first metric that has enough of one; None where neither has."""
    for name in RAMP_METRICS:
        try:
            curve = _curve(reader, name)
        except (Unavailable, UserError):
            continue
        if curve is not None:
            return curve
    return None


def _curve(reader: Reader, name: str) -> Ramp | None:
    bound = bind(reader, Question(name))
    cells = evaluate_spans(bound, bound.compiled, [bound.covered])
    if not cells:
        return None
    (cell,) = cells.values()
    days, ended, counts = (np.array(column) for column in zip(*cell.table, strict=True))
    curve = kaplan_meier(days, counts * ended, counts * (1 - ended))
    if curve is None or curve.events < ENOUGH:
        return None
    months = np.arange(int(curve.days[-1] / MONTH) + 1)
    places = np.searchsorted(curve.days, (months + 0.5) * MONTH, side="right")
    remaining = np.concatenate(([1.0], curve.remaining))[places]
    shares = (1 - remaining) / (1 - curve.remaining[-1])
    return Ramp(name, bound.metric.title, tuple(map(float, shares)), curve.n, curve.events)
