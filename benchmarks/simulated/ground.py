"""What a company is before anybody is trained: its people, its months, and how often its deals are won."""

from dataclasses import dataclass

import numpy as np

from metrics.impact import Floats, Ints

PEOPLE, MONTHS, DEALS = 120, 18, 5
"""The size of a company: people, months, and deals closed by a person in a month on average."""
LONGER = 24
"""Months of the companies in which people are chosen by what was seen, so that there is something to choose by."""
FIRST_START, LAST_START = 8, 15
ABILITY, SHOCK, DRIFT = 0.08, 0.02, 0.03
"""Standard deviations of win rates: between people, of all from month to month, of a person's from month to month."""
LASTING = 0.7
"""How much of a team's or a region's shock is left a month later: a shock that is gone at once hardly matters."""
NEW = 0.35
"""The share of people who are new hires, where there are any."""
RAMP, RAMP_MONTHS = 0.12, 12
"""How far a new hire's win rate lies below its later level, and how long it takes to get there."""
LEAST, MOST = 0.02, 0.98
"""No deal is lost or won for certain."""
COMING, CHOSEN = 1.5, 1.0
"""Logits by which somebody is likelier to come for each standard deviation of ability, and to be chosen for each of
what is seen of their results."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A company without programs.

    `ability` (people) and `chance` (people × months) are win rates, as differences and as they are; `deals` are those
    closed and `usual` those of them that are won without any program (people × months); `hired` is a month, below 0
    before the first, and `segment` a number for each of the people.
    """

    ability: Floats
    segment: Ints
    hired: Ints
    chance: Floats
    deals: Ints
    usual: Ints

    @property
    def people(self) -> int:
        """How many people there are."""
        return int(self.chance.shape[0])

    @property
    def months(self) -> int:
        """How many months there are."""
        return int(self.chance.shape[1])

    @property
    def tenure(self) -> Ints:
        """Months since each of the people was hired (people × months), below 0 before."""
        return np.arange(self.months) - self.hired[:, None]


def ground(
    random: np.random.Generator, people: int = PEOPLE, months: int = MONTHS, *, segments: int = 2, new: float = 0.0,
    ramp: bool = False, moved: Floats | float = 0.0,
) -> Ground:  # fmt: skip
    """A company without programs: levels of people, good and bad months for all, ups and downs of each.

    `new` is the share of people hired from nine months before the first month on, who `ramp` or don't; `moved` (people
    × months) is added to the win rates: slopes, or shocks of teams and regions.
    """
    hired = np.where(random.random(people) < new, random.integers(-9, 8, people), random.integers(-60, -9, people))
    ability = random.normal(0, ABILITY, people)
    segment = random.integers(0, segments, people)
    month = np.arange(months)
    chance = 0.35 + ability[:, None] + 0.05 * segment[:, None] + random.normal(0, SHOCK, months)
    chance = chance + 0.004 * segment[:, None] * month + random.normal(0, DRIFT, (people, months)) + moved
    tenure = month - hired[:, None]
    if ramp:
        chance = chance - RAMP * np.clip(1 - tenure / RAMP_MONTHS, 0, 1)
    deals = np.where(tenure >= 0, random.poisson(DEALS, (people, months)), 0)
    usual = random.binomial(deals, np.clip(chance, LEAST, MOST))
    return Ground(ability, segment, hired, chance, deals, usual)


def lasting_shocks(random: np.random.Generator, groups: int, months: int, spread: float) -> Floats:
    """Shocks of teams or regions (groups × months) with that standard deviation in each month, of which some lasts."""
    shocks = random.normal(0, spread, (groups, months))
    for month in range(1, months):
        shocks[:, month] = LASTING * shocks[:, month - 1] + np.sqrt(1 - LASTING**2) * shocks[:, month]
    return shocks


def softly(random: np.random.Generator, liking: Floats, number: int) -> Ints:
    """So many people, those likelier who score high: `liking` is in logits; minus infinity is never."""
    order = np.argsort(-(liking + random.logistic(0, 1, len(liking))), kind="stable")
    return order[:number]


def starts_of_the_able(random: np.random.Generator, drawn: Ground, number: int | None = None) -> Ints:
    """The month each person starts in: better people come of their own accord, in a month of their own."""
    start = np.full(drawn.people, drawn.months)
    reached = softly(random, COMING * drawn.ability / ABILITY, drawn.people // 2 if number is None else number)
    start[reached] = random.integers(FIRST_START, LAST_START, len(reached))
    return start
