"""Does another method agree? Callaway and Sant'Anna (2021, Journal of Econometrics 225).

They compare each group of starters with people not yet reached, from the quarter before their start; every person
counts the same. It is done by `diff-diff`, which is imported here only, and only when asked.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Literal

import numpy as np

from metrics.impact.arrays import summed
from metrics.impact.effect import Effect
from metrics.impact.panel import Panel
from metrics.statistics import CONFIDENCE

Comparison = Literal["not yet treated", "never treated"]


@dataclass(frozen=True, slots=True)
class QuarterEffect:
    """The effect in one quarter: `label` counts quarters since the start, or is the quarter of the start (from 1)."""

    label: int
    effect: Effect


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What Callaway and Sant'Anna find in quarters.

    `quarters` are the effects by quarters since the start (negative before it, 0 at −1 by construction), `starts` those
    by the quarter of the start.
    """

    effect: Effect
    quarters: tuple[QuarterEffect, ...]
    starts: tuple[QuarterEffect, ...]


@dataclass(frozen=True, slots=True)
class NoOpinion:
    """Why there is no second opinion."""

    reason: str


def second_opinion(
    panel: Panel, *, comparison: Comparison = "not yet treated", confidence: float = CONFIDENCE
) -> SecondOpinion | NoOpinion:
    """The second opinion on a panel. It takes seconds."""
    if find_spec("diff_diff") is None:
        return NoOpinion("The library it needs (diff-diff) is not installed.")
    try:
        with _quietly():
            fitted = _fitted(panel, comparison, confidence)
            quarters, starts, overall = (fitted.aggregate(level) for level in ("event_study", "group", "simple"))
    except (ValueError, ArithmeticError, np.linalg.LinAlgError):
        return NoOpinion("Too few people started in any one quarter, or too few were left to compare them with.")
    return SecondOpinion(_effect(overall, 0), _points(quarters, quarters.event_time), _points(starts, starts.label))


def _fitted(panel: Panel, comparison: Comparison, confidence: float) -> Any:
    """diff-diff's fit on one row for each person and quarter.

    The quarter of a start counts from the start on. Who started before the second quarter has nothing to compare with
    and is left out. Without covariates the doubly robust form is a difference of means.
    """
    import pandas as pd
    from diff_diff import CallawaySantAnna

    quarter, start = _quarter(panel), _start(panel)
    always = panel.reached & (start <= 0)
    kept = ~((quarter == start[panel.unit]) & ~panel.treated) & ~always[panel.unit]
    key, place = np.unique(panel.unit[kept] * (int(quarter.max()) + 1) + quarter[kept], return_inverse=True)
    unit, when = np.divmod(key, int(quarter.max()) + 1)
    weight = summed(place, panel.weight[kept], len(key))
    outcome = summed(place, panel.weight[kept] * panel.outcome[kept], len(key)) / weight
    columns = {
        "person": unit,
        "quarter": when + 1,
        "outcome": outcome,
        "start": start[unit] + 1,
        "team": panel.cluster[unit],
    }
    return CallawaySantAnna(
        control_group=comparison.replace(" ", "_"),
        estimation_method="reg",
        base_period="universal",
        alpha=1 - confidence,
        cluster=None if panel.together == "people" else "team",
    ).fit(pd.DataFrame(columns), outcome="outcome", unit="person", time="quarter", first_treat="start")


def _quarter(panel: Panel) -> Any:
    """Each cell's quarter, counted so that the last one is whole."""
    return (panel.period + -len(panel.periods) % panel.lead) // panel.lead


def _start(panel: Panel) -> Any:
    """Each person's quarter of the start, −1 where never reached."""
    offset = -len(panel.periods) % panel.lead
    return np.where(panel.reached, (panel.treated_from + offset) // panel.lead, -1)


def _points(estimates: Any, labels: Any) -> tuple[QuarterEffect, ...]:
    return tuple(QuarterEffect(int(label), _effect(estimates, position)) for position, label in enumerate(labels))


def _effect(estimates: Any, position: int) -> Effect:
    value, error = float(estimates.att[position]), float(estimates.se[position])
    if not np.isfinite(error) or error <= 0:
        return Effect(value, reason="It is 0 by construction, or rests on too few people.")
    low, high = float(estimates.conf_int_lower[position]), float(estimates.conf_int_upper[position])
    return Effect(value, error, low, high, None, float(estimates.p_value[position]))


@contextmanager
def _quietly() -> Iterator[None]:
    """Without the library's warnings, which say that people miss quarters and that starts are few: both are known."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield
