"""The comparison dashboards show: those who had the program against those who hadn't. Wrong by construction.

Better people volunteer, so it finds an effect where there is none. It is computed only to be shown struck through, with
the reason why it differs.
"""

from dataclasses import dataclass

import numpy as np

from metrics.impact.arrays import Mask, summed
from metrics.impact.effect import Effect, t_effect
from metrics.impact.panel import Panel
from metrics.statistics import CONFIDENCE


@dataclass(frozen=True, slots=True)
class UnadjustedComparison:
    """The plain difference since the first start (`effect`), and the one that was there before anybody had started.

    `before` compares the same two groups of people (those reached at some time, and the others); None where one of them
    has no data from then.
    """

    effect: Effect
    before: Effect | None


def unadjusted_comparison(panel: Panel, confidence: float = CONFIDENCE) -> UnadjustedComparison | None:
    """Σ numerator ÷ Σ denominator of the treated less that of the untreated since the first start; None without both.

    The standard error is clustered by person or team (linearised, as of a ratio).
    """
    first = panel.treated_from.min()
    since = panel.period >= first
    effect = _difference(panel, panel.treated, since & ~panel.treated, confidence)
    reached = panel.reached[panel.unit]
    before = _difference(panel, ~since & reached, ~since & ~reached, confidence)
    return None if effect is None else UnadjustedComparison(effect, before)


def _difference(panel: Panel, first: Mask, other: Mask, confidence: float) -> Effect | None:
    if not first.any() or not other.any():
        return None
    share = np.zeros(len(panel.unit))
    values, clusters = [], []
    for side, sign in ((first, 1), (other, -1)):
        mean = np.average(panel.outcome[side], weights=panel.weight[side])
        share[side] = sign * panel.weight[side] * (panel.outcome[side] - mean) / panel.weight[side].sum()
        values.append(float(mean))
        clusters.append(len(np.unique(panel.cluster[panel.unit[side]])))
    total = summed(panel.cluster[panel.unit], share, int(panel.cluster.max()) + 1)
    count = len(np.unique(panel.cluster[panel.unit[first | other]]))
    variance = float(total @ total) * count / max(1, count - 1)
    return t_effect(values[0] - values[1], variance, min(clusters) - 1, confidence)
