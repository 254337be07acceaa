"""The effect on those treated: what they achieved, less what they would have achieved in the same months without it.

Borusyak, Jaravel and Spiess (2024, Review of Economic Studies 91, 3253–3285), Theorem 1 with unrestricted effects: fit
person and month effects on cells not yet treated, impute each treated cell, average the differences. Weights are the
outcome's denominators, month effects are separate for each segment × tenure band, and the standard error is the CV3
jackknife over people (or teams) with Student's t on min(treated, comparison clusters) − 1 degrees of freedom.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from metrics.formatting import plural
from metrics.impact.adjusted_averages import averages_beside, told_apart, weights_beside
from metrics.impact.arrays import Floats, Ints, Mask
from metrics.impact.counterfactual import Cells, Fitted, cells_of, fit_counterfactual
from metrics.impact.effect import Effect, t_effect
from metrics.impact.estimate_weights import EstimateWeights, effective_clusters
from metrics.impact.evidence_thresholds import needed, thresholds
from metrics.impact.jackknife import Averages, covariance
from metrics.impact.other_programs import Others, regressors_of
from metrics.impact.panel import ONE, CannotBeJudged, Panel
from metrics.statistics import CONFIDENCE

_NO_TIME = "nobody has data from both before and after the start."


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: how many people, clusters and facts (such as closed deals) stand on it.

    `weighing` is how many clusters of equal weight it amounts to in the estimate: 21 of 24 may weigh next to nothing.
    It is `clusters` where no estimate weighs them.
    """

    people: int
    clusters: int
    facts: float
    weighing: float


@dataclass(frozen=True, slots=True)
class Part:
    """The effect in one part: a segment (its label), or a distance (whole months since the start) as `label`.

    `weight` is the sum of the denominators behind it, `clusters` how many people (or teams) had it.
    """

    label: Any
    effect: Effect
    weight: float
    clusters: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """Treated cells that could not be imputed, by reason.

    `no_person`: the person has no data from before. `no_month`: nobody of that segment and tenure band was untreated
    in that month. `apart`: nobody links the person with that month. `with_others`: another program worked on the
    person, too, and is never seen without this one. `facts` is what they count in all.
    """

    no_person: int
    no_month: int
    apart: int
    with_others: int
    facts: float

    @property
    def cells(self) -> int:
        """How many cells in all."""
        return self.no_person + self.no_month + self.apart + self.with_others


@dataclass(frozen=True, slots=True)
class ComparedPeople:
    """Who is compared with whom in one segment and tenure band."""

    segment: Any
    band: Any
    treated: Side
    comparison: Side


@dataclass(frozen=True, slots=True)
class Imputation:
    """The effect on those treated, in all and by part.

    `distances` are in the order of months since the start, `covariance` (distances, distances) is theirs.
    `pretended` is how many periods before the true start the treatment was taken to begin (0: the true effect);
    `compared` is left empty where something is pretended.
    """

    effect: Effect
    segments: tuple[Part, ...]
    distances: tuple[Part, ...]
    covariance: Floats
    treated: Side
    comparison: Side
    compared: tuple[ComparedPeople, ...]
    dropped: Dropped
    pretended: int


@dataclass(frozen=True, slots=True)
class Fit:
    """What an imputation was computed from: its cells, what was fitted, what each cell weighs, and the mean effect
    without each cluster (clusters,), the positions of which are `clusters`. `beside` (cells, effects) are the effects
    of other programs that were fitted along."""

    cells: Cells
    fitted: Fitted
    weights: EstimateWeights
    replicates: Floats
    clusters: Ints
    beside: Floats


def impute(
    panel: Panel, *, pretended: int = 0, others: Others = (), confidence: float = CONFIDENCE
) -> Imputation | CannotBeJudged:
    """The effect of the program by imputation, or why there is none.

    With `pretended` periods the program is taken to have begun so many earlier, and nothing from its true start on is
    used: what is found then can't be its effect. What `others` did to the same people is taken off.
    """
    both = impute_with_fit(panel, pretended=pretended, others=others, confidence=confidence)
    return both if isinstance(both, CannotBeJudged) else both[0]


def impute_with_fit(
    panel: Panel, *, pretended: int = 0, others: Others = (), confidence: float = CONFIDENCE
) -> tuple[Imputation, Fit] | CannotBeJudged:
    """The effect as `impute` finds it, and what it was computed from."""
    since = panel.since
    fitted = ~panel.reached[panel.unit] | (since < -pretended)
    asked = ~fitted & (since < 0) if pretended else ~fitted
    if not fitted.any() or not asked.any():
        return CannotBeJudged("no time before", _NO_TIME)
    beside = regressors_of(panel, others)
    cells = told_apart(cells_of(panel, fitted=fitted, asked=asked), beside)
    fit = fit_counterfactual(cells)
    if fit.no_person[asked].all():
        return CannotBeJudged("no time before", _NO_TIME)
    if not fit.imputed.any():
        return _nobody_left(both=not cells.asked.any())
    comparing = fitted & np.isin(fit.node, fit.node[fit.imputed])
    treated, comparison = _side(panel, fit.imputed), _side(panel, comparing)
    if min(treated.clusters, comparison.clusters) < 2:
        counts = (
            f"{plural(treated.clusters, ONE[panel.together])} with the programme and {comparison.clusters} to compare"
        )
        because = f"{counts} with; {needed(panel.together, thresholds())}"
        return CannotBeJudged("too few people", because)
    return _estimated(panel, cells, fit, beside, (treated, comparison), pretended, confidence)


def _nobody_left(*, both: bool) -> CannotBeJudged:
    if both:
        because = "another programme reached the same people at the same time: what each did can't be told apart."
        return CannotBeJudged("not told apart", because)
    because = "in no month was anybody without the programme in the same segment and of similar tenure."
    return CannotBeJudged("nobody left to compare", because)


def _estimated(
    panel: Panel, cells: Cells, fit: Fitted, beside: Floats, sides: tuple[Side, Side], pretended: int,
    confidence: float,
) -> tuple[Imputation, Fit]:  # fmt: skip
    comparing = cells.fitted & np.isin(fit.node, fit.node[fit.imputed])
    distance = panel.since * 3 // panel.lead
    distances = np.unique(distance[fit.imputed])
    labels = sorted({segment for segment, _ in panel.groups})
    of_group = np.array([labels.index(segment) for segment, _ in panel.groups], dtype=np.int64)
    columns = (
        np.where(cells.asked, 0, -1),
        np.where(cells.asked, 1 + of_group[panel.group], -1),
        np.where(fit.imputed, 1 + len(labels) + np.searchsorted(distances, distance), -1),
    )
    averages = averages_beside(cells, fit, beside, columns)
    spread = covariance(averages)
    weights = weights_beside(cells, fit, beside)
    treated, comparison = _weighed(sides, cells, weights, fit.imputed)
    parts = _parts([None, *labels, *distances.tolist()], averages, spread, (treated, comparison), confidence)
    first = 1 + len(labels)
    imputation = Imputation(
        effect=parts[0].effect,
        segments=tuple(part for part in parts[1:first] if part.weight > 0),
        distances=tuple(parts[first:]),
        covariance=spread[first:, first:],
        treated=treated,
        comparison=comparison,
        compared=() if pretended else _compared(panel, fit.imputed, comparing),
        dropped=_dropped(panel, fit, panel.treated & ~cells.asked & (not pretended)),
        pretended=pretended,
    )
    return imputation, Fit(cells, fit, weights, averages.replicates[:, 0], averages.clusters, beside)


def _weighed(sides: tuple[Side, Side], cells: Cells, weights: EstimateWeights, imputed: Mask) -> tuple[Side, Side]:
    """Both sides with how many clusters they amount to. Until they start, those reached are compared with, too."""
    reached = np.zeros(int(cells.unit.max()) + 1, dtype=bool)
    reached[cells.unit[imputed]] = True
    treated = effective_clusters(cells, weights.own, reached[cells.unit])
    comparison = effective_clusters(cells, weights.months, cells.fitted)
    return replace(sides[0], weighing=treated), replace(sides[1], weighing=comparison)


def _parts(
    labels: list[Any], averages: Averages, spread: Floats, sides: tuple[Side, Side], confidence: float
) -> list[Part]:  # fmt: skip
    """Each average as a part; the degrees of freedom count the clusters that have it, by what they weigh."""
    treated, comparison = sides
    share = treated.weighing / treated.clusters
    return [
        Part(
            label,
            t_effect(
                value, float(spread[position, position]), min(members * share, comparison.weighing) - 1, confidence
            ),
            weight,
            members,
        )
        for position, (label, value, weight, members) in enumerate(
            zip(labels, averages.value.tolist(), averages.weight.tolist(), averages.members.tolist(), strict=True)
        )
    ]


def _side(panel: Panel, cells: Mask) -> Side:
    people = np.zeros(len(panel.names), dtype=bool)
    people[panel.unit[cells]] = True
    clusters = np.zeros(len(panel.names), dtype=bool)
    clusters[panel.cluster[people]] = True
    return Side(int(people.sum()), int(clusters.sum()), float(panel.count[cells].sum()), float(clusters.sum()))


def _compared(panel: Panel, imputed: Mask, comparing: Mask) -> tuple[ComparedPeople, ...]:
    """Both sides by segment and band, where anybody was imputed."""
    return tuple(
        ComparedPeople(segment, band, _side(panel, imputed & inside), _side(panel, comparing & inside))
        for group in np.unique(panel.group[imputed]).tolist()
        for (segment, band), inside in ((panel.groups[group], panel.group == group),)
    )


def _dropped(panel: Panel, fit: Fitted, with_others: Mask) -> Dropped:
    lost = fit.no_person | fit.no_month | fit.apart | with_others
    return Dropped(
        int(fit.no_person.sum()),
        int(fit.no_month.sum()),
        int(fit.apart.sum()),
        int(with_others.sum()),
        float(panel.count[lost].sum()),
    )
