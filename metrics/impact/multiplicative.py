"""Revenue, counts and hours: effects that multiply, because what people bring grows in proportion to its size.

In levels a growing market gives the growth of bigger sellers to the program they had. So untreated cells are fitted as
exp(person + month) by Poisson pseudo-likelihood (Santos Silva and Tenreyro 2006, Review of Economics and Statistics
88), which takes zeros and skewed amounts and needs no distribution. The panel is then written as its working outcome:
the weighted least squares of imputation, leads, drift and jackknife on it are those of the fit.
"""

from dataclasses import replace

import numpy as np

from metrics.formatting import Unit
from metrics.impact.arrays import Floats, Ints, Mask, summed
from metrics.impact.panel import CannotBeJudged, Panel

MULTIPLYING: tuple[Unit, ...] = ("money", "count", "hours")
"""Units of what grows in proportion to its size, and is never below zero in all."""
_ROUNDS = 500
_SETTLED = 1e-10


def working_panel(panel: Panel, expected: Floats | None = None) -> Panel | CannotBeJudged:
    """The panel with a working outcome, scaled so that differences are in the outcome's unit at the level of those
    reached, and weights to match; or why there is none.

    Untreated cells that say nothing, as those of people who had nothing before, are left out. Treated cells that they
    would have spoken for stay, so that they count among those that can't be compared. `expected` is what
    `expected_without` gives, where it is there already.
    """
    expected = expected_without(panel) if expected is None else expected
    spoken_for = expected > 0
    treated = panel.treated & spoken_for
    if not treated.any():
        because = "none of those reached had any of it before, so nobody knows what they would have had without it."
        return CannotBeJudged("no time before", because)
    mean = np.where(spoken_for, expected, 1.0)
    weight = panel.weight * mean
    scale = float(weight[treated].sum() / panel.weight[treated].sum())
    working = scale * (np.log(mean) + panel.outcome / mean - 1)
    there = spoken_for | panel.treated
    columns = {name: getattr(panel, name)[there] for name in ("unit", "period", "group", "count")}
    return replace(panel, **columns, outcome=working[there], weight=weight[there])


def expected_without(panel: Panel) -> Floats:
    """exp(person + month) of each cell, fitted on untreated ones by scaling both in turn until totals agree; 0 where
    the untreated ones say nothing of its person, or of its month."""
    node: Ints = np.unique(panel.period * (int(panel.group.max()) + 1) + panel.group, return_inverse=True)[1]
    on: Mask = ~panel.treated
    people, months = len(panel.names), int(node.max()) + 1
    unit, month, weight = panel.unit[on], node[on], panel.weight[on]
    total = weight * panel.outcome[on]
    of_person, of_month = summed(unit, total, people), summed(month, total, months)
    person, level = np.where(of_person > 0, 1.0, 0.0), np.where(of_month > 0, 1.0, 0.0)
    for _ in range(_ROUNDS):
        person = _scaled(of_person, summed(unit, weight * level[month], people))
        following = _scaled(of_month, summed(month, weight * person[unit], months))
        change = np.abs(following - level).max(initial=0.0)
        level = following
        if change <= _SETTLED * np.abs(level).max(initial=1.0):
            break
    return np.asarray(person[panel.unit] * level[node])


def _scaled(total: Floats, fitted: Floats) -> Floats:
    return np.where((total > 0) & (fitted > 0), total / np.where(fitted > 0, fitted, 1.0), 0.0)
