"""What each cell weighs in an imputed effect, and how many clusters that amounts to.

The estimate is linear in the outcomes: effect = Σ v · outcome over cells. Whoever stands in the comparison need not
weigh in it: of sixty people who start within three months only the few who start later say what the months after would
have been. So clusters are counted by their weight, (Σ a)² ÷ Σ a² with a = Σ v² ÷ w of a cluster (Carter, Schnepel and
Steigerwald 2017, Review of Economics and Statistics 99, with equal variances within clusters).
"""

from dataclasses import dataclass

import numpy as np

from metrics.impact.arrays import Floats, Mask, summed
from metrics.impact.counterfactual import Cells, Fitted


@dataclass(frozen=True, slots=True)
class EstimateWeights:
    """v (cells,) in two parts: `own` holds those reached against what they did before, `months` takes off the months.

    Cells that were imputed have their share of the average as `own`; cells that take no part have 0 in both.
    """

    own: Floats
    months: Floats

    @property
    def total(self) -> Floats:
        """v itself."""
        return self.own + self.months


def estimate_weights(cells: Cells, fitted: Fitted, share: Floats | None = None) -> EstimateWeights:
    """The weights of an average of the imputed effects in which each cell has its `share` (cells,), 0 where it wasn't
    imputed; by default the mean over all imputed cells, by weight.
    """
    people, months = len(fitted.person_weight), len(fitted.inverse)
    imputed, on = fitted.imputed, cells.fitted
    if share is None:
        share = np.where(imputed, cells.weight, 0.0)
        share = share / share.sum()
    of_person = summed(cells.unit[imputed], share[imputed], people)
    divisor = np.where(fitted.person_weight > 0, fitted.person_weight, 1.0)
    before = np.where(on, cells.weight * (of_person / divisor)[cells.unit], 0.0)
    pull = summed(fitted.node[imputed], share[imputed], months) - summed(fitted.node[on], before[on], months)
    month = (fitted.inverse @ pull)[fitted.node]
    mean = summed(cells.unit[on], (cells.weight * month)[on], people) / divisor
    taken = np.where(on, cells.weight * (month - mean[cells.unit]), 0.0)
    return EstimateWeights(share - before, -taken)


def effective_clusters(cells: Cells, weights: Floats, members: Mask) -> float:
    """How many clusters of equal weight the cells of `members` (cells,) amount to; 0 where nothing weighs.

    To a millionth, so that the order of rows doesn't matter.
    """
    part = np.where(members, weights**2 / cells.weight, 0.0)
    of_cluster = summed(cells.cluster, part, int(cells.cluster.max()) + 1)
    squares = float(np.sum(of_cluster**2))
    return round(float(of_cluster.sum()) ** 2 / squares, 6) if squares > 0 else 0.0
