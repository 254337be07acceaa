"""What a company hands over to be judged, and what is true of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.simulated.ground import LEAST, MOST, Ground
from metrics.impact import (
    NEVER,
    CannotBeJudged,
    Floats,
    Imputation,
    Ints,
    Lot,
    Observations,
    Panel,
    Rollout,
    Together,
    build_panel,
    tenure_bands,
    thresholds,
)

EffectByMonth = Callable[[Ints], Floats]
"""The effect in win rate by months since the start (0 is the month of the start)."""


@dataclass(frozen=True, slots=True)
class SimulatedCompany:
    """A drawn company.

    `truth` (people × months) is what the judged program does to each person-month, 0 before its start; `weight` (the
    same) how much each counts, its deals; `start` the month each person starts in. `others` are the months from which
    other programs reached the people of the panel, `lot` the draw where there was one. `points` is what an effect is
    multiplied by to be written in points, or in percent of the mean where it is money.
    """

    panel: Panel | CannotBeJudged
    truth: Floats
    weight: Floats
    start: Ints
    others: tuple[Ints, ...] = ()
    lot: Lot | None = None
    points: float = 100.0


@dataclass(frozen=True, slots=True)
class OtherProgram:
    """A program beside the judged one: the month each person starts in, and what it does."""

    start: Ints
    effect: EffectByMonth


@dataclass(frozen=True, slots=True)
class Clusters:
    """The team or region of each person, and which of the two it is."""

    of: Ints
    together: Together = "teams"


def flat(points: float) -> EffectByMonth:
    """The same effect in all months from the start on."""
    return lambda since: np.full(since.shape, points / 100)


def growing(each: float, most: float) -> EffectByMonth:
    """An effect that grows by so many points a month."""
    return lambda since: np.minimum(each * (since + 1), most) / 100


def company_of(
    random: np.random.Generator, drawn: Ground, start: Ints, effect: EffectByMonth, *,
    beside: Sequence[OtherProgram] = (), clusters: Clusters | None = None,
) -> SimulatedCompany:  # fmt: skip
    """The company in which the judged program and those beside it did what they do."""
    own = _lift(start, effect, drawn.months)
    theirs = sum((_lift(each.start, each.effect, drawn.months) for each in beside), np.zeros(own.shape))
    without = np.clip(drawn.chance + theirs, LEAST, MOST)
    lifted = np.clip(drawn.chance + theirs + own, LEAST, MOST)
    won = np.where(own + theirs != 0, random.binomial(drawn.deals, lifted), drawn.usual)
    panel = _panel(drawn, won, start, clusters)
    others = tuple(months_in(panel, each.start, drawn.months) for each in beside)
    return SimulatedCompany(panel, lifted - without, drawn.deals.astype(float), start, others)


def months_in(panel: Panel | CannotBeJudged, start: Ints, months: int) -> Ints:
    """Starts of all people as those of the people of a panel, NEVER for who doesn't start."""
    if isinstance(panel, CannotBeJudged):
        return np.empty(0, dtype=np.int64)
    of_panel = start[np.array(panel.names, dtype=np.int64)]
    return np.where(of_panel < months, of_panel, NEVER)


def true_effect(company: SimulatedCompany, imputation: Imputation | None) -> float:
    """The true effect on those reached, in the outcome's unit.

    Months since the start weigh as they do in the estimate, so that a growing effect isn't held against other months
    than those that could be estimated; without an estimate by months all person-months weigh by their deals.
    """
    since = np.arange(company.truth.shape[1]) - company.start[:, None]
    reached = (since >= 0) & (company.weight > 0)
    if imputation is None or not imputation.distances:
        return float(np.average(company.truth[reached], weights=company.weight[reached])) if reached.any() else 0.0
    weights = {int(part.label): part.weight for part in imputation.distances}
    by_month = {
        label: np.average(company.truth[at], weights=company.weight[at])
        for label in weights
        if (at := reached & (since == label)).any()
    }
    return float(np.average(list(by_month.values()), weights=[weights[label] for label in by_month]))


def _lift(start: Ints, effect: EffectByMonth, months: int) -> Floats:
    since = np.arange(months) - start[:, None]
    return np.where(since >= 0, effect(since), 0.0)


def _panel(drawn: Ground, won: Ints, start: Ints, clusters: Clusters | None) -> Panel | CannotBeJudged:
    person, month = np.nonzero(drawn.tenure >= 0)
    reached = np.flatnonzero(start < drawn.months)
    return build_panel(
        Observations(
            person, month, won[person, month], drawn.deals[person, month], segment=drawn.segment[person],
            band=tenure_bands(drawn.tenure[person, month], thresholds().tenure_edges),
            cluster=clusters.of[person] if clusters else None, together=clusters.together if clusters else "teams",
        ),
        Rollout(reached, start[reached]),
        names_of_months(drawn.months),
    )  # fmt: skip


def names_of_months(months: int) -> list[str]:
    """What the months of a panel are called."""
    return [f"month {number + 1}" for number in range(months)]
