"""Companies with two programs: the judged one does nothing, the other works."""

import numpy as np

from benchmarks.simulated.companies import EffectByMonth, OtherProgram, SimulatedCompany, company_of, flat
from benchmarks.simulated.ground import FIRST_START, LAST_START, LONGER, ground, starts_of_the_able

WORKS = flat(8)


def beside_another(random: np.random.Generator, after: bool, effect: EffectByMonth = WORKS) -> SimulatedCompany:
    """The same people are in both, one to three months apart; the judged program is the later one, or the earlier."""
    drawn = ground(random, months=LONGER)
    start = starts_of_the_able(random, drawn)
    apart = random.integers(1, 4, drawn.people)
    theirs = np.where(start < drawn.months, start - apart if after else start + apart, drawn.months)
    return company_of(random, drawn, start, flat(0), beside=(OtherProgram(theirs, effect),))


def given_to_the_others(random: np.random.Generator) -> SimulatedCompany:
    """Half the people are in the program that works; the judged one is given to the other half in the same months."""
    drawn = ground(random, months=LONGER)
    theirs = starts_of_the_able(random, drawn)
    free = theirs == drawn.months
    start = np.where(free, random.integers(FIRST_START, LAST_START, drawn.people), drawn.months)
    return company_of(random, drawn, start, flat(0), beside=(OtherProgram(theirs, WORKS),))
