"""A roll-out drawn by lot, judged by the lot itself: what the other assignments it was drawn among would have found.

Fisher's randomization test (Rosenbaum 2002, Observational Studies, chapter 2), by intention to treat: everybody counts
as the lot said, whatever they did. No model of months, teams or people needs to hold. The interval holds each constant
effect that the test doesn't reject at 5 %.
"""

from dataclasses import dataclass, replace

import numpy as np

from metrics.impact.arrays import Floats, Ints
from metrics.impact.counterfactual import cells_of, fit_counterfactual
from metrics.impact.effect import Effect
from metrics.impact.panel import Panel
from metrics.statistics import CONFIDENCE

MOST_CELLS, FEWEST_TRIED, MOST_TRIED = 30_000_000, 199, 999
"""So many assignments are tried beside the drawn one as keep the cells below this; a p-value of 1 in 200 at least."""


@dataclass(frozen=True, slots=True)
class Lot:
    """The assignments that were possible: `treated_from` (assignments, people), the period each person of the panel is
    treated from (`NEVER`: not within it), and which of them was `drawn`."""

    treated_from: Ints
    drawn: int


def randomization_effect(panel: Panel, lot: Lot, confidence: float = CONFIDENCE) -> Effect:
    """The effect on those whom the lot reached, with the interval and the chance that the lot gives.

    `panel` is treated as the lot said.
    """
    tried = _tried(panel, lot)
    outcome = np.array([_estimate(panel, each, panel.outcome) for each in tried])
    # What each assignment would find if the outcome were 1 for all that were treated in truth, and else 0.
    treated = np.array([_estimate(panel, each, panel.treated.astype(float)) for each in tried])
    usable = np.isfinite(outcome) & np.isfinite(treated)
    usable[0] = True
    outcome, treated = outcome[usable], treated[usable]
    value, low, high = float(outcome[0]), *_not_rejected(outcome, treated, 1 - confidence)
    error = float(np.std(outcome - value * treated))
    chance = float(np.mean(np.abs(outcome) >= abs(value) * (1 - 1e-9)))
    if not (np.isfinite(low) and np.isfinite(high)) or error <= 0:
        return Effect(value, reason="The lot had too few assignments to bound the effect.")
    return Effect(value, error, low, high, None, chance)


def _tried(panel: Panel, lot: Lot) -> Ints:
    """The drawn assignment, then others of the set: all of them, or as many as there is time for."""
    others = np.delete(lot.treated_from, lot.drawn, axis=0)
    most = int(np.clip(MOST_CELLS // len(panel.unit), FEWEST_TRIED, MOST_TRIED))
    if len(others) > most:
        others = others[np.random.default_rng(len(others)).permutation(len(others))[:most]]
    return np.vstack((lot.treated_from[lot.drawn], others))


def _estimate(panel: Panel, treated_from: Ints, outcome: Floats) -> float:
    """The mean imputed effect, had people been treated from these periods on; NaN where nothing can be imputed."""
    assigned = replace(panel, treated_from=treated_from, outcome=outcome)
    asked = assigned.treated
    if asked.all() or not asked.any():
        return float("nan")
    fit = fit_counterfactual(cells_of(assigned, fitted=~asked, asked=asked), inverse=False)
    if not fit.imputed.any():
        return float("nan")
    return float(np.average(fit.left[fit.imputed], weights=panel.weight[fit.imputed]))


def _not_rejected(outcome: Floats, treated: Floats, rejected: float) -> tuple[float, float]:
    """The least and the greatest constant effect that is not rejected; infinite where none on that side is."""
    value, others, shares = outcome[0], outcome[1:], treated[1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        crossings = np.concatenate(((value - others) / (1 - shares), (value + others) / (1 + shares)))
    crossings = np.sort(crossings[np.isfinite(crossings)])
    middles = (crossings[1:] + crossings[:-1]) / 2
    span = max(float(np.ptp(crossings)), abs(value), 1e-9) if len(crossings) else 1.0
    outer = (value - 10 * span, value + 10 * span)
    places = np.concatenate(([outer[0]], middles, [value], [outer[1]]))
    apart = np.abs(others[None, :] - places[:, None] * shares[None, :])
    chance = (1 + (apart >= np.abs(value - places)[:, None] * (1 - 1e-9)).sum(axis=1)) / len(outcome)
    kept = np.sort(places[chance > rejected])
    if not len(kept) or kept[0] == outer[0] or kept[-1] == outer[1]:
        return float("-inf"), float("inf")
    below, above = crossings[crossings <= kept[0]], crossings[crossings >= kept[-1]]
    return float(below[-1]) if len(below) else float(kept[0]), float(above[0]) if len(above) else float(kept[-1])
