"""The chance that a deal is won, and everything that is planted in it."""

import math

from sample_data.ability import Scores, closing, still_new
from sample_data.openings import Opening
from sample_data.plan import FIRST_DAY
from sample_data.planted import CLOSING_TEAM, CLOSING_WIN, MARKET_A_YEAR, PROGRAMS, RAMP_WIN, PlantedProgram
from sample_data.reach import Reach
from sample_data.roster import Person

SEGMENTS = {"Enterprise": -0.85, "Mid-market": -0.55}
"""Log-odds of winning new business, for a ramped seller of middling ability on the first day."""
KINDS = {"new": 0.0, "expansion": 0.7, "renewal": 1.6}
"""Log-odds by which more of the same is easier to sell than something new."""


def share(log_odds: float) -> float:
    """The probability that log-odds stand for."""
    return 1 / (1 + math.exp(-log_odds))


def without(program: PlantedProgram, chance: float) -> float:
    """What a chance would be, had a program that moved it had no effect."""
    return share(math.log(chance / (1 - chance)) - program.win) if program.win else chance


class Chances:
    """The chances of winning, given who is how good and whom each program reached when."""

    def __init__(self, scores: Scores, reach: Reach) -> None:
        """Abilities by person_id, and the programs' reach."""
        self.scores, self.reach = scores, reach

    def of(self, owner: Person, opening: Opening, kind: str) -> float:
        """The chance that a deal is won, given that it is decided."""
        years = (opening.created_on - FIRST_DAY).days / 365.25
        log_odds = SEGMENTS[opening.team.segment] + KINDS[kind] + closing(self.scores[owner.person_id])
        log_odds += MARKET_A_YEAR * years + RAMP_WIN * still_new(owner, opening.created_on)
        log_odds += CLOSING_WIN if opening.team.name == CLOSING_TEAM else 0.0
        log_odds += sum(program.win for program in PROGRAMS if self.reach.reached(program, owner, opening.created_on))
        return share(log_odds)
