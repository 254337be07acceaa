"""Companies that train as companies mean to: better people come, or new hires, or (here) the worst of three months."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from benchmarks.simulated.companies import EffectByMonth, SimulatedCompany, company_of, flat, growing
from benchmarks.simulated.ground import FIRST_START, LAST_START, NEW, PEOPLE, Ground, ground, softly, starts_of_the_able
from benchmarks.simulated.selection import the_worst
from metrics.impact import Ints


@dataclass(frozen=True, slots=True)
class Case:
    """A kind of company: the true effect by months since the start, and who is reached.

    `number` is the first number of its seeds. `new` is the share of people hired from nine months before the first
    month on, who `ramp` or don't.
    """

    number: int
    title: str
    effect: EffectByMonth
    chosen: str = "able"
    new: float = 0.0
    ramp: bool = False
    segments: int = 2


CASES: Mapping[str, Case] = MappingProxyType(
    {
        "constant": Case(1, "Constant effect of 4 points", flat(4)),
        "growing": Case(2, "Growing effect, 1 point a month up to 8", growing(1, 8)),
        "zero": Case(3, "No effect", flat(0)),
        "ramp": Case(4, "No effect, and mostly new hires are reached while they ramp", flat(0), "new", NEW, True, 1),
        "ramp_two": Case(5, "The same, in two segments", flat(0), "new", NEW, True, 2),
        "bottom": Case(6, "No effect, and whoever did worst in three months is sent", flat(0), "worst"),
    }
)


def company(case: Case, seed: int, people: int = PEOPLE) -> SimulatedCompany:
    """One company of a case; the same seed gives the same company."""
    return planned_company(np.random.default_rng([case.number, seed]), case, people)


def planned_company(random: np.random.Generator, case: Case, people: int = PEOPLE) -> SimulatedCompany:
    """A company of a case, drawn."""
    drawn = ground(random, people, segments=case.segments, new=case.new, ramp=case.ramp)
    return company_of(random, drawn, _starts(case, random, drawn), case.effect)


def _starts(case: Case, random: np.random.Generator, drawn: Ground) -> Ints:
    """The month each person starts in, the number of months for never; nobody starts before being hired."""
    if case.chosen == "worst":
        return the_worst(drawn, ends=(8, 11, 14), window=3, later=0)
    if case.chosen == "able":
        start = starts_of_the_able(random, drawn)
    else:
        start = np.full(drawn.people, drawn.months)
        reached = softly(random, np.where(drawn.hired > -9, 2.0, 0.0), drawn.people // 2)
        start[reached] = random.integers(FIRST_START, LAST_START, len(reached))
    return np.where(start < drawn.hired, np.minimum(drawn.hired + 1, drawn.months), start)
