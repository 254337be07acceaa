"""Companies whose roll-out is drawn by lot: whole teams, some of which start and the others don't."""

from dataclasses import replace

import numpy as np

from benchmarks.simulated.companies import Clusters, SimulatedCompany, company_of, flat
from benchmarks.simulated.ground import MONTHS, Ground, ground, lasting_shocks
from metrics.impact import NEVER, CannotBeJudged, Lot
from metrics.programs import possible_assignments

TEAMS, EACH = 10, 12
START = 9


def drawn_by_team(random: np.random.Generator, starting: int, effect: float, shock: float = 2) -> SimulatedCompany:
    """So many teams of ten start, by lot among the assignments that the results of the months before allow.

    Teams have shocks of their own, of that many points in a month.
    """
    team = np.repeat(np.arange(TEAMS), EACH)
    shocks = lasting_shocks(random, TEAMS, MONTHS, shock / 100)
    drawn = ground(random, TEAMS * EACH, moved=shocks[team])
    results = [[_result(drawn, int(person)) for person in np.flatnonzero(team == each)] for each in range(TEAMS)]
    possible = possible_assignments(results, (starting, TEAMS - starting), int(random.integers(2**31)))
    lot = int(random.integers(len(possible.waves)))
    starts = possible.waves[:, team] == 0
    start = np.where(starts[lot], START, drawn.months)
    company = company_of(random, drawn, start, flat(effect), clusters=Clusters(team))
    if isinstance(company.panel, CannotBeJudged):
        return company
    of_panel = np.array(company.panel.names, dtype=np.int64)
    return replace(company, lot=Lot(np.where(starts[:, of_panel], START, NEVER), lot))


def _result(drawn: Ground, person: int) -> float | None:
    """A person's win rate in the months before the start, None without deals."""
    deals = int(drawn.deals[person, :START].sum())
    return float(drawn.usual[person, :START].sum() / deals) if deals else None
