"""The discount a deal is closed at, and everything that is planted in it."""

from datetime import date

from sample_data.openings import Opening
from sample_data.plan import FIRST_DAY
from sample_data.planted import CREEP_A_QUARTER, CREEP_REGION, PROGRAMS
from sample_data.reach import Reach
from sample_data.roster import Person

USUAL = {"Enterprise": 0.18, "Mid-market": 0.13}
HAGGLING = 0.055
"""How far discounts spread around the usual one."""
MOST = 0.45
QUARTER_DAYS = 365.25 / 4


def rounded(discount: float) -> float:
    """A discount as sellers give it: in half per cents, neither below nothing nor beyond what is allowed."""
    return round(min(MOST, max(0.0, discount)) * 200) / 200


class Prices:
    """The discounts, given whom each program reached when."""

    def __init__(self, reach: Reach) -> None:
        """The programs' reach."""
        self.reach = reach

    def of(self, owner: Person, opening: Opening, closed: date, haggling: float) -> tuple[float, float]:
        """The share taken off the list price, and what it would be without any program."""
        usual = USUAL[opening.team.segment] + HAGGLING * haggling
        if opening.team.region == CREEP_REGION:
            usual += CREEP_A_QUARTER * max(0, (closed - FIRST_DAY).days) / QUARTER_DAYS
        moved = sum(program.discount for program in PROGRAMS if self.reach.reached(program, owner, opening.created_on))
        return rounded(usual + moved), rounded(usual)
