"""Companies that train whoever did badly: nothing works, and whoever was unlucky gets better by themselves."""

import numpy as np

from benchmarks.simulated.companies import SimulatedCompany, company_of, flat
from benchmarks.simulated.ground import CHOSEN, LONGER, Ground, ground, softly
from metrics.impact import Floats, Ints

ENDS = (6, 11, 16)
"""The first months after the windows by which people are chosen, a sixth of all by each."""
ENDS_AT_ONCE = (8, 13, 18)
"""The same where the training follows at once: it begins in the same months as where it follows two months later."""


def worst_half_year(random: np.random.Generator) -> SimulatedCompany:
    """The worst of six months are sent, two months later."""
    drawn = ground(random, months=LONGER)
    return company_of(random, drawn, the_worst(drawn, ends=ENDS, window=6, later=2), flat(0))


def softly_chosen(random: np.random.Generator, window: int, later: int) -> SimulatedCompany:
    """Who did worse in some months is likelier to be sent, so many months later, or at once."""
    drawn = ground(random, months=LONGER)
    start = np.full(drawn.people, drawn.months)
    for end in ENDS if later else ENDS_AT_ONCE:
        free = start == drawn.months
        rate = _rate(drawn, end, window)
        usable = free & np.isfinite(rate)
        standing = (rate - rate[usable].mean()) / rate[usable].std()
        start[softly(random, np.where(usable, -CHOSEN * standing, -np.inf), drawn.people // 6)] = end + later
    return company_of(random, drawn, start, flat(0))


def the_worst(drawn: Ground, *, ends: tuple[int, ...], window: int, later: int) -> Ints:
    """The month each person starts in: after each window the worst sixth of all, of those not chosen yet.

    `later` months lie between the window's last month and the start.
    """
    start = np.full(drawn.people, drawn.months)
    for end in ends:
        rate = np.where(start < drawn.months, np.inf, _rate(drawn, end, window))
        start[np.argsort(rate, kind="stable")[: drawn.people // 6]] = end + later
    return start


def _rate(drawn: Ground, end: int, window: int) -> Floats:
    """Win rates of the months before `end`, infinite for who decided nothing."""
    recent = slice(end - window, end)
    decided = drawn.deals[:, recent].sum(axis=1)
    return np.where(decided > 0, drawn.usual[:, recent].sum(axis=1) / np.maximum(decided, 1), np.inf)
