"""Companies in which everybody has a trend of their own, and those who rise are trained: it does nothing."""

import numpy as np

from benchmarks.simulated.companies import SimulatedCompany, company_of, flat
from benchmarks.simulated.ground import CHOSEN, FIRST_START, LAST_START, LONGER, PEOPLE, ground, softly


def rising(random: np.random.Generator, points: float) -> SimulatedCompany:
    """Slopes of that standard deviation, in points a month, about the middle; who rises is likelier to be trained."""
    standing = random.normal(0, 1, PEOPLE)
    month = np.arange(LONGER) - (LONGER - 1) / 2
    drawn = ground(random, months=LONGER, moved=points / 100 * standing[:, None] * month)
    start = np.full(drawn.people, drawn.months)
    reached = softly(random, CHOSEN * standing, drawn.people // 2)
    start[reached] = random.integers(FIRST_START, LAST_START, len(reached))
    return company_of(random, drawn, start, flat(0))
