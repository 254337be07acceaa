"""Does another method agree? Callaway and Sant'Anna, and how far trends may bend before the answer changes.

Callaway and Sant'Anna (2021, Journal of Econometrics 225) compare each group of starters with people not yet reached,
from the quarter before their start; every person counts the same. Rambachan and Roth (2023, Review of Economic Studies
90) ask what is left if the groups' paths may bend by so much a quarter (smoothness; their relative magnitudes come out
too narrow in this library). Both are done by `diff-diff`, which is imported here only, and only when asked.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Literal

import numpy as np

from metrics.impact.arrays import Floats, summed
from metrics.impact.effect import Effect
from metrics.impact.panel import Panel
from metrics.statistics import CONFIDENCE

Comparison = Literal["not yet treated", "never treated"]
BENDS = (0.0, 0.125, 0.25)
"""How much a path may bend from one quarter to the next, in parts of the effect."""


@dataclass(frozen=True, slots=True)
class QuarterEffect:
    """The effect in one quarter: `label` counts quarters since the start, or is the quarter of the start (from 1)."""

    label: int
    effect: Effect


@dataclass(frozen=True, slots=True)
class Bend:
    """What is left of the effect if paths may bend by `bend` a quarter (in the outcome's unit): its 95 % interval."""

    bend: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What Callaway and Sant'Anna find in quarters.

    `quarters` are the effects by quarters since the start (negative before it, 0 at −1 by construction), `starts` those
    by the quarter of the start. `bends` are empty, and `unbent` says why, where there is no sensitivity.
    """

    effect: Effect
    quarters: tuple[QuarterEffect, ...]
    starts: tuple[QuarterEffect, ...]
    bends: tuple[Bend, ...]
    unbent: str | None


@dataclass(frozen=True, slots=True)
class NoOpinion:
    """Why there is no second opinion."""

    reason: str


def second_opinion(
    panel: Panel,
    first: Effect,
    *,
    comparison: Comparison = "not yet treated",
    bends: tuple[float, ...] = BENDS,
    confidence: float = CONFIDENCE,
) -> SecondOpinion | NoOpinion:
    """The second opinion on an effect `first` found on the panel; `bends` are in parts of that effect.

    It takes seconds.
    """
    if find_spec("diff_diff") is None:
        return NoOpinion("The library it needs (diff-diff) is not installed.")
    try:
        with _quietly():
            fitted = _fitted(panel, comparison, confidence)
            quarters, starts, overall = (fitted.aggregate(level) for level in ("event_study", "group", "simple"))
    except (ValueError, ArithmeticError, np.linalg.LinAlgError):
        return NoOpinion("Too few people started in any one quarter, or too few were left to compare them with.")
    effect = _effect(overall, 0)
    bent: tuple[Bend, ...] | str = _bends(panel, quarters, [part * abs(first.value) for part in bends], confidence)
    return SecondOpinion(
        effect=effect,
        quarters=_points(quarters, quarters.event_time),
        starts=_points(starts, starts.label),
        bends=() if isinstance(bent, str) else bent,
        unbent=bent if isinstance(bent, str) else None,
    )


def bent_interval(event_study: Any, weights: Floats, bend: float, confidence: float = CONFIDENCE) -> Bend:
    """The interval of a weighted mean of the effects after the start if paths may bend (FLCI, smoothness).

    `event_study` is diff-diff's, on a universal base; `weights` (effects after the start,). Raises ValueError or
    ArithmeticError where it has none.
    """
    from diff_diff import HonestDiD

    interval = HonestDiD(method="smoothness", M=bend, l_vec=weights, alpha=1 - confidence).fit(event_study)
    if not (np.isfinite(interval.ci_lb) and np.isfinite(interval.ci_ub)):
        raise ValueError("no interval was found")
    return Bend(bend, float(interval.ci_lb), float(interval.ci_ub))


def _bends(panel: Panel, event_study: Any, bends: list[float], confidence: float) -> tuple[Bend, ...] | str:
    """The intervals, the quarters after the start weighted by how much treated data is in them."""
    after = event_study.event_time[(event_study.event_time >= 0) & np.isfinite(event_study.se)]
    treated = panel.treated
    since = _quarter(panel)[treated] - _start(panel)[panel.unit[treated]]
    weight = summed(since, panel.weight[treated], int(max(since.max(), *after)) + 1)[after.astype(np.int64)]
    try:
        with _quietly():
            return tuple(bent_interval(event_study, weight / weight.sum(), bend, confidence) for bend in bends)
    except (ValueError, ArithmeticError, np.linalg.LinAlgError):
        return "There are too few quarters before or after the start."


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
        cluster="team" if panel.by_team else None,
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
