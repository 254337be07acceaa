"""What would have happened without the program: person and month effects, fitted on cells not yet treated.

First step of the imputation estimator of Borusyak, Jaravel and Spiess (2024, Review of Economic Studies 91): outcome =
person effect + month effect, by weighted least squares on untreated cells only. People are partialled out, which leaves
normal equations in the months (a weighted graph Laplacian: months are tied to each other by people seen in both).
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrics.impact.arrays import Floats, Ints, Mask, summed
from metrics.impact.panel import Panel


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one estimate: which are fitted on (untreated), and which are asked what they would have been.

    Arrays over cells; `node` is the position of the month effect (one for each period and group), `cluster` that of
    the cluster. No cell is both `fitted` and `asked`; one that is neither takes no part.
    """

    unit: Ints
    node: Ints
    cluster: Ints
    outcome: Floats
    weight: Floats
    fitted: Mask
    asked: Mask

    def without(self, cluster: int) -> "Cells":
        """The same cells with one cluster left out."""
        kept = self.cluster != cluster
        return replace(self, fitted=self.fitted & kept, asked=self.asked & kept)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Person and month effects, and what they leave unexplained.

    `node` numbers the months with an untreated cell from 0 (cells,), −1 elsewhere; `inverse` (months, months) inverts
    their normal equations up to a constant in each connected part; `person_weight` (people,) sums the fitted weights.
    `left` (cells,) is outcome − imputed: the residual where fitted, the effect where asked and `imputed`. The masks
    `no_person`, `no_month` and `apart` say why an asked cell can't be imputed: nothing is known of the person, or of
    that month in that group, before treatment, or nobody ties the two together.
    """

    node: Ints
    inverse: Floats
    month_effect: Floats
    person_effect: Floats
    person_weight: Floats
    left: Floats
    imputed: Mask
    no_person: Mask
    no_month: Mask
    apart: Mask


def cells_of(panel: Panel, *, fitted: Mask, asked: Mask) -> Cells:
    """The panel's cells, with the masks (cells,) of those fitted on and those asked."""
    node = panel.period * (int(panel.group.max()) + 1) + panel.group
    return Cells(panel.unit, node, panel.cluster[panel.unit], panel.outcome, panel.weight, fitted, asked)


def fit_counterfactual(cells: Cells, *, inverse: bool = True) -> Fitted:
    """Fits person and month effects on the fitted cells and imputes the asked ones.

    Without the `inverse`, which only leaving out needs and which takes most of the time, it is left empty.
    """
    on, people = cells.fitted, int(cells.unit.max()) + 1
    node, months = _numbered(cells.node, on)
    unit, month, weight = cells.unit[on], node[on], cells.weight[on]
    person_weight = summed(unit, weight, people)
    has_person = person_weight > 0
    divisor = np.where(has_person, person_weight, 1.0)
    mean = summed(unit, weight * cells.outcome[on], people) / divisor
    part_of_person, part_of_month = _parts(unit, month, people, months)
    normal = _normal(unit, month, weight, divisor, part_of_month)
    score = summed(month, weight * (cells.outcome[on] - mean[unit]), months)
    inverted = _inverted(normal, part_of_month) if inverse else np.empty((0, 0))
    month_effect = inverted @ score if inverse else np.linalg.solve(normal, score)
    person_effect = mean - summed(unit, weight * month_effect[month], people) / divisor
    has_month = node >= 0
    linked = part_of_person[cells.unit] == np.where(has_month, part_of_month[node], -1)
    imputed = cells.asked & has_person[cells.unit] & has_month & linked
    left = np.where(on | imputed, cells.outcome - person_effect[cells.unit] - month_effect[node], 0.0)
    no_person = cells.asked & ~has_person[cells.unit]
    no_month = cells.asked & ~no_person & ~has_month
    apart = cells.asked & ~no_person & ~no_month & ~imputed
    return Fitted(
        node, inverted, month_effect, person_effect, person_weight, left, imputed, no_person, no_month, apart
    )  # fmt: skip


def _inverted(normal: Floats, part: Ints) -> Floats:
    """The inverse, part by part: where nobody changes segment, segments have nothing in common."""
    inverse = np.zeros_like(normal)
    for position in np.unique(part):
        inside = np.flatnonzero(part == position)
        block = np.ix_(inside, inside)
        inverse[block] = np.linalg.inv(normal[block])
    return inverse


def _numbered(node: Ints, on: Mask) -> tuple[Ints, int]:
    """The months that are fitted, numbered from 0, and how many there are; −1 for the others."""
    used = np.zeros(int(node.max()) + 1, dtype=bool)
    used[node[on]] = True
    number = np.where(used, np.cumsum(used) - 1, -1)
    return number[node], int(used.sum())


def _parts(unit: Ints, month: Ints, people: int, months: int) -> tuple[Ints, Ints]:
    """The connected part that each person and each month belongs to: effects are comparable within one part only."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    size = people + months
    ties = csr_array((np.ones(len(unit), dtype=np.int8), (unit, people + month)), shape=(size, size))
    part = connected_components(ties, directed=False)[1].astype(np.int64)
    return part[:people], part[people:]


def _normal(unit: Ints, month: Ints, weight: Floats, divisor: Floats, part: Ints) -> NDArray[Any]:
    """The normal equations diag(w) − Σ_i w_i w_i' ÷ Σw_i of the months, with the free constant of each part fixed.

    Adding a multiple of 11' within each part makes the matrix invertible and changes no answer: right-hand sides and
    the averages asked for are orthogonal to those constants.
    """
    from scipy.sparse import csr_array

    months = len(part)
    total = summed(month, weight, months)
    scaled = csr_array((weight / np.sqrt(divisor[unit]), (unit, month)), shape=(len(divisor), months))
    normal: NDArray[Any] = (-(scaled.T @ scaled)).toarray()
    normal[np.diag_indices(months)] += total
    part = np.unique(part, return_inverse=True)[1]
    size = np.bincount(part)
    typical = summed(part, total, len(size)) / size**2
    for position in range(len(size)):
        inside = np.flatnonzero(part == position)
        normal[np.ix_(inside, inside)] += typical[position]
    return normal
