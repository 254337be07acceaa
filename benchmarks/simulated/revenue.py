"""Companies judged by revenue in a market that grows for all: bigger sellers gain more money, and are trained."""

import numpy as np

from benchmarks.simulated.companies import SimulatedCompany, names_of_months
from benchmarks.simulated.ground import COMING, FIRST_START, LAST_START, LONGER, PEOPLE, softly
from metrics.impact import Observations, Rollout, build_panel

WON = 1.75
"""Deals won by a person in a month, on average in the first: no deal in every sixth person-month."""
LEVEL, MONTH, PERSON_MONTH = 0.4, 0.05, 0.15
"""Standard deviations of logarithms: between people, of all from month to month, of a person's from month to month."""
TYPICAL, SKEW = 20_000.0, 1.0
"""The median of a deal's amount, and the standard deviation of its logarithm."""


def growing_market(random: np.random.Generator, percent: float) -> SimulatedCompany:
    """Everybody's sales grow by the same percentage a month; who sells more is likelier to be trained, for nothing."""
    level = random.normal(0, LEVEL, PEOPLE)
    logarithms = level[:, None] + random.normal(0, MONTH, LONGER) + random.normal(0, PERSON_MONTH, (PEOPLE, LONGER))
    won = random.poisson(WON * np.exp(logarithms) * (1 + percent / 100) ** np.arange(LONGER))
    amounts = random.lognormal(np.log(TYPICAL), SKEW, int(won.sum()))
    cell = np.repeat(np.arange(won.size), won.ravel())
    revenue = np.bincount(cell, weights=amounts, minlength=won.size).reshape(won.shape)
    start = np.full(PEOPLE, LONGER)
    reached = softly(random, COMING * level / LEVEL, PEOPLE // 2)
    start[reached] = random.integers(FIRST_START, LAST_START, len(reached))
    person, month = np.nonzero(np.ones(won.shape))
    panel = build_panel(
        Observations(person, month, revenue[person, month], np.ones(person.size)),
        Rollout(reached, start[reached]),
        names_of_months(LONGER),
    )
    nothing = np.zeros(won.shape)
    return SimulatedCompany(panel, nothing, np.ones(won.shape), start, points=100 / float(revenue.mean()))
