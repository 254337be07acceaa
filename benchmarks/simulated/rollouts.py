"""Companies whose roll-out leaves too little to compare with: a few people, a single team, a single region."""

import numpy as np

from benchmarks.simulated.companies import Clusters, SimulatedCompany, company_of, flat
from benchmarks.simulated.ground import FIRST_START, LONGER, ground, lasting_shocks

PILOT_START = 10


def all_but_a_few(random: np.random.Generator, left: int, people: int = 60) -> SimulatedCompany:
    """All start within three months but so many, who never do: it does nothing."""
    drawn = ground(random, people)
    start = random.integers(FIRST_START, FIRST_START + 3, people)
    start[random.permutation(people)[:left]] = drawn.months
    return company_of(random, drawn, start, flat(0))


def a_whole_team(random: np.random.Generator, teams: int = 5, each: int = 20) -> SimulatedCompany:
    """One whole team of five is trained, for nothing, and in that month its market rises by 8 points."""
    team = np.repeat(np.arange(teams), each)
    month = np.arange(LONGER)
    rise = 0.08 * ((team == 0)[:, None] & (month >= PILOT_START))
    drawn = ground(random, teams * each, LONGER, moved=rise)
    start = np.where(team == 0, PILOT_START, drawn.months)
    return company_of(random, drawn, start, flat(0), clusters=Clusters(team))


def a_pilot_region(random: np.random.Generator, shock: float, regions: int = 3) -> SimulatedCompany:
    """Seven teams of 21, those of one region of three, start within three months; regions have shocks of their own."""
    team = np.repeat(np.arange(7 * regions), 6)
    region = team // 7
    shocks = lasting_shocks(random, regions, LONGER, shock / 100)
    drawn = ground(random, len(team), LONGER, moved=shocks[region])
    begins = random.integers(PILOT_START, PILOT_START + 3, 7 * regions)
    start = np.where(region == 0, begins[team], drawn.months)
    return company_of(random, drawn, start, flat(0), clusters=Clusters(region, "regions"))
