"""What a programme did, estimated as a careful analyst would: what would have become of its deals is imputed from deals
it did not reach (Borusyak, Jaravel, Spiess 2024), and sureness comes from leaving out one group at a time."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.sample.reading import Deal, quarter

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    effect: float
    error: float


def dummies(words: Sequence[Hashable]) -> Floats:
    places = {word: place for place, word in enumerate(dict.fromkeys(words))}
    columns = np.zeros((len(words), len(places)))
    columns[np.arange(len(words)), [places[word] for word in words]] = 1.0
    return columns


def tenure_band(deal: Deal) -> int:
    return 0 if deal.tenure < 90 else 1 if deal.tenure < 180 else 2


def imputed(
    deals: Sequence[Deal],
    is_treated: NDArray[np.bool_],
    outcome: Sequence[float],
    weight: Sequence[float],
    cluster: Callable[[Deal], str],
) -> Estimate:
    """Treated deals against what sellers, quarters (by segment), tenure and kind of deal let expect."""
    design = np.hstack([
        dummies([deal.owner for deal in deals]),
        dummies([(quarter(deal.created), deal.segment) for deal in deals]),
        dummies([tenure_band(deal) for deal in deals]),
        dummies([deal.kind for deal in deals]),
    ])  # fmt: skip
    y, w = np.array(outcome), np.array(weight)
    groups = [cluster(deal) for deal in deals]
    names = list(dict.fromkeys(groups))
    members = [np.array([group == name for group in groups]) for name in names]
    products = [sums(design, y, w, member & ~is_treated) for member in members]
    whole = (sum(gram for gram, _ in products), sum(moment for _, moment in products))
    effect = difference(design, y, w, is_treated, whole)
    left_out = np.array([
        difference(design, y, w, is_treated & ~member, (whole[0] - gram, whole[1] - moment))
        for member, (gram, moment) in zip(members, products, strict=True)
    ])  # fmt: skip
    count = len(names)
    return Estimate(effect, float(np.sqrt((count - 1) / count * ((left_out - left_out.mean()) ** 2).sum())))


def sums(design: Floats, y: Floats, w: Floats, rows: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    weighted = design[rows] * w[rows, None]
    return weighted.T @ design[rows], weighted.T @ y[rows]


def difference(
    design: Floats, y: Floats, w: Floats, is_treated: NDArray[np.bool_], fitted: tuple[Floats, Floats]
) -> float:
    """The weighted mean of observed minus imputed over the treated deals that can be imputed."""
    gram, moment = fitted
    estimable = np.diag(gram) > 0
    coefficients = np.zeros(len(moment))
    coefficients[estimable] = np.linalg.lstsq(gram[np.ix_(estimable, estimable)], moment[estimable], rcond=None)[0]
    usable = is_treated & ~(design[:, ~estimable] > 0).any(axis=1)
    return float(np.average(y[usable] - design[usable] @ coefficients, weights=w[usable]))
