"""Companies whose program has a known effect, drawn again and again: what the methods find is held against it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from zlib import crc32

import numpy as np

from metrics.impact import (
    CannotBeJudged,
    Floats,
    Ints,
    Observations,
    Panel,
    Rollout,
    build_panel,
    tenure_bands,
    thresholds,
)

PEOPLE, MONTHS, DEALS = 120, 18, 5
"""The size of a company: people, months, and deals closed by a person in a month on average."""
FIRST_START, LAST_START = 8, 15
ABILITY, SHOCK, DRIFT = 0.08, 0.02, 0.03
"""Standard deviations of win rates: between people, of all from month to month, of a person's from month to month."""
NEW = 0.35
"""The share of people who are new hires, where there are any."""
RAMP, RAMP_MONTHS = 0.12, 12
"""How far a new hire's win rate lies below its later level, and how long it takes to get there."""


@dataclass(frozen=True, slots=True)
class Case:
    """A kind of company: the true effect by months since the start, and who is reached.

    `new` is the share of people hired from nine months before the first month on, who `ramp` or don't.
    """

    title: str
    effect: Callable[[Ints], Floats]
    chosen: str = "able"
    new: float = 0.0
    ramp: bool = False
    segments: int = 2


def _flat(points: float) -> Callable[[Ints], Floats]:
    return lambda since: np.full(since.shape, points)


CASES: Mapping[str, Case] = MappingProxyType(
    {
        "constant": Case("Constant effect of 4 points", _flat(0.04)),
        "growing": Case(
            "Growing effect, 1 point a month up to 8", lambda since: np.minimum(0.01 * (since + 1), 0.08)
        ),
        "zero": Case("No effect", _flat(0.0)),
        "ramp": Case("No effect, and mostly new hires are reached while they ramp", _flat(0.0), "new", NEW, True, 1),
        "ramp_two": Case("The same, in two segments", _flat(0.0), "new", NEW, True, 2),
        "bottom": Case("No effect, and whoever did worst in three months is sent", _flat(0.0), "worst"),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SimulatedCompany:
    """A drawn company: its panel, and the case it is of."""

    case: Case
    panel: Panel | CannotBeJudged


def company(case: Case, seed: int, people: int = PEOPLE) -> SimulatedCompany:
    """One company of a case; the same seed gives the same company.

    Better people come of their own accord (except where new hires or the worst are sent), each in a month of their own.
    """
    random = np.random.default_rng([seed, crc32(case.title.encode())])
    hired = np.where(random.random(people) < case.new, random.integers(-9, 8, people), random.integers(-60, -9, people))
    ability = random.normal(0, ABILITY, people)
    segment = random.integers(0, case.segments, people)
    month = np.arange(MONTHS)
    chance = 0.35 + ability[:, None] + 0.05 * segment[:, None] + random.normal(0, SHOCK, MONTHS)
    chance = chance + 0.004 * segment[:, None] * month + random.normal(0, DRIFT, (people, MONTHS))
    tenure = month - hired[:, None]
    if case.ramp:
        chance = chance - RAMP * np.clip(1 - tenure / RAMP_MONTHS, 0, 1)
    deals = np.where(tenure >= 0, random.poisson(DEALS, (people, MONTHS)), 0)
    usual = random.binomial(deals, np.clip(chance, 0.02, 0.98))
    start = _starts(case, random, ability, hired, deals, usual)
    since = month - start[:, None]
    lifted = np.clip(chance + np.where(since >= 0, case.effect(since), 0.0), 0.02, 0.98)
    won = np.where(since >= 0, random.binomial(deals, lifted), usual)
    return SimulatedCompany(case, _panel(deals, won, segment, tenure, start))


def _starts(case: Case, random: np.random.Generator, ability: Floats, hired: Ints, deals: Ints, won: Ints) -> Ints:
    """The month each person starts in, MONTHS for never."""
    people = len(ability)
    start = np.full(people, MONTHS)
    if case.chosen == "worst":
        for month in (8, 11, 14):
            recent = slice(month - 3, month)
            decided = deals[:, recent].sum(axis=1)
            rate = np.where(decided > 0, won[:, recent].sum(axis=1) / np.maximum(decided, 1), np.inf)
            rate[start < MONTHS] = np.inf
            start[np.argsort(rate, kind="stable")[: people // 6]] = month
        return start
    liking = 1.5 * ability / ABILITY if case.chosen == "able" else np.where(hired > -9, 2.0, 0.0)
    order = np.argsort(-(liking + random.logistic(0, 1, people)))
    reached = order[: people // 2]
    start[reached] = random.integers(FIRST_START, LAST_START, len(reached))
    return np.where(start < hired, np.minimum(hired + 1, MONTHS), start)


def _panel(deals: Ints, won: Ints, segment: Ints, tenure: Ints, start: Ints) -> Panel | CannotBeJudged:
    person, month = np.nonzero(tenure >= 0)
    reached = np.flatnonzero(start < MONTHS)
    return build_panel(
        Observations(
            person, month, won[person, month], deals[person, month], segment=segment[person],
            band=tenure_bands(tenure[person, month], thresholds().tenure_edges),
        ),
        Rollout(reached, start[reached]),
        [f"month {number + 1}" for number in range(MONTHS)],
    )  # fmt: skip
