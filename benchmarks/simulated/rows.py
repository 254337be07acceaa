"""The rows of the table in docs/evidence.md: what is drawn, what is asked, and what should come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from benchmarks.simulated.aims import Aim, AtLeast, AtMost, Covers
from benchmarks.simulated.by_plan import CASES, Case, planned_company
from benchmarks.simulated.companies import SimulatedCompany, company_of, flat, growing
from benchmarks.simulated.drawn_rollouts import drawn_by_team
from benchmarks.simulated.ground import NEW, PEOPLE, ground, starts_of_the_able
from benchmarks.simulated.neighbors import beside_another, given_to_the_others
from benchmarks.simulated.revenue import growing_market
from benchmarks.simulated.rollouts import a_pilot_region, a_whole_team, all_but_a_few
from benchmarks.simulated.runs import Run, run
from benchmarks.simulated.selection import softly_chosen, worst_half_year
from benchmarks.simulated.trends import rising
from metrics.impact import ImpactQuestion

WORTH = 0.06
"""The smallest effect worth paying for that simulated users name: six points."""
QUESTION = ImpactQuestion(
    "the programme", "Win rate", "share", "higher", "trained sellers", "won", "by plan", WORTH, registered=True
)
OPEN = replace(QUESTION, worth=None)
"""Asked without a worth: what is judged doesn't hide behind “not enough data”, and every interval is shown."""
REVENUE = replace(OPEN, outcome="Revenue", unit="money", did="sold")
BY_LOT = replace(OPEN, chosen="at random")
ASKED = 100
"""In so many companies of each row a claim is put to the second method, which takes longer."""
FALSE = 0.06
"""The share of companies in which an effect may be claimed that isn't there."""
BEFORE, FEWER = {"constant": 0.499, "growing": 0.49}, 0.05
"""The power of the former rules in 1,000 of the same companies, and how much less it may be."""

Draw = Callable[[np.random.Generator], SimulatedCompany]


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of company, drawn again and again; the seeds are the row's number and the company's."""

    number: int
    title: str
    draw: Draw
    aims: tuple[Aim, ...]
    question: ImpactQuestion = OPEN

    def company(self, seed: int) -> SimulatedCompany:
        """The company of a number."""
        return self.draw(np.random.default_rng([self.number, seed]))

    def run(self, seed: int) -> Run:
        """The company of a number studied."""
        return run(self.company(seed), self.question, second=seed < ASKED)


def _planned(case: Case, *aims: Aim, people: int = PEOPLE, question: ImpactQuestion = QUESTION) -> Row:
    return Row(case.number, case.title, lambda random: planned_company(random, case, people), aims, question)


def _trained(effect: float) -> Draw:
    """Better people come, in 18 months; the effect is the same in all months."""

    def draw(random: np.random.Generator) -> SimulatedCompany:
        drawn = ground(random)
        return company_of(random, drawn, starts_of_the_able(random, drawn), flat(effect))

    return draw


def _effect_row(number: int, effect: float, worth: float) -> Row:
    title = f"Effect of {effect:+.0f} points, {worth:.0f} are worth paying for".replace("-", "−")
    question = replace(QUESTION, worth=worth / 100)
    return Row(number, title, _trained(effect), (AtLeast("power", 0.85), Covers()), question)


FEW_CLAIMS: tuple[Aim, ...] = (AtMost("claims", FALSE),)
SOFT: tuple[Aim, ...] = (AtMost("claims", 0.2), AtMost("upper", FALSE))
SOFT_LATER: tuple[Aim, ...] = (AtMost("claims", FALSE), AtMost("upper", FALSE))
TREND: tuple[Aim, ...] = (AtMost("upper", FALSE), AtMost("raised_below", 0))
NONE: tuple[Aim, ...] = (*FEW_CLAIMS, Covers())
FEW_PEOPLE = replace(CASES["zero"], number=7, title="No effect, 12 people")
NEW_HIRES = replace(CASES["zero"], number=8, title="No effect, a third are new hires", new=NEW)
WORST_SENT = replace(CASES["bottom"], number=9, title="The worst of three months, and that is said")

ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "constant": _planned(CASES["constant"], AtLeast("power", BEFORE["constant"] - FEWER), Covers()),
        "growing": _planned(CASES["growing"], AtLeast("power", BEFORE["growing"] - FEWER), Covers()),
        "zero": _planned(CASES["zero"], *NONE),
        "ramp": _planned(CASES["ramp"], *NONE),
        "ramp_two": _planned(CASES["ramp_two"], *NONE),
        "bottom": _planned(CASES["bottom"], *FEW_CLAIMS),
        "few people": _planned(FEW_PEOPLE, *NONE, people=12),
        "new hires": _planned(NEW_HIRES, *NONE),
        "worst, and said so": _planned(WORST_SENT, *FEW_CLAIMS, question=replace(QUESTION, chosen="after bad months")),
        "half-year": Row(10, "Chosen as the worst half-year, trained two months later", worst_half_year, FEW_CLAIMS),
        "soft at once": Row(35, "Chosen softly on six months, trained at once",
                            lambda random: softly_chosen(random, 6, 0), SOFT),
        "soft six": Row(11, "Chosen softly on six months, trained two months later",
                        lambda random: softly_chosen(random, 6, 2), SOFT),
        "soft three": Row(12, "Chosen softly on three months, trained two months later",
                          lambda random: softly_chosen(random, 3, 2), SOFT),
        "soft later": Row(13, "Chosen softly on three months, trained three months later",
                          lambda random: softly_chosen(random, 3, 3), SOFT_LATER),
        "slopes 0.3": Row(14, "Slopes of 0.3 points a month, the rising chosen", lambda random: rising(random, 0.3),
                          TREND),
        "slopes 0.5": Row(15, "Slopes of 0.5 points a month, the rising chosen", lambda random: rising(random, 0.5),
                          TREND),
        "slopes 1": Row(16, "Slopes of 1 point a month, the rising chosen", lambda random: rising(random, 1), TREND),
        "before a working": Row(17, "Empty, the same people 1–3 months before a program of +8",
                                lambda random: beside_another(random, after=False), NONE),
        "after a working": Row(18, "Empty, the same people 1–3 months after a program of +8",
                               lambda random: beside_another(random, after=True), NONE),
        "after a growing": Row(19, "Empty, the same people 1–3 months after a program that grows to +8",
                               lambda random: beside_another(random, after=True, effect=growing(1, 8)), NONE),
        "the others": Row(20, "Empty, given to those whom a program of +8 doesn't reach", given_to_the_others, NONE),
        "revenue 2": Row(21, "Revenue, the market grows 2 % a month, better sellers reached",
                         lambda random: growing_market(random, 2), (AtMost("claims", 0.08),), REVENUE),
        "revenue 4": Row(22, "Revenue, the market grows 4 % a month, better sellers reached",
                         lambda random: growing_market(random, 4), (AtMost("claims", 0.08),), REVENUE),
        "all but four": Row(23, "60 people, all but four start within three months",
                            lambda random: all_but_a_few(random, 4), NONE),
        "all but two": Row(24, "60 people, all but two start within three months",
                           lambda random: all_but_a_few(random, 2), NONE),
        "a team": Row(25, "A whole team of five, whose market rises by 8 points", a_whole_team,
                      (AtMost("claims", 0), AtLeast("not_enough", 1))),
        "a region": Row(26, "Pilot of a region of three, 7 of 21 teams, region shocks of 2 points",
                        lambda random: a_pilot_region(random, 2), FEW_CLAIMS),
        "+8, worth 5": _effect_row(27, 8, 5),
        "+8, worth 4": _effect_row(28, 8, 4),
        "-8, worth 5": _effect_row(29, -8, 5),
        "-8, worth 4": _effect_row(30, -8, 4),
        "drawn 5, +8": Row(31, "Drawn by team, 5 of 10, +8 points, team shocks of 2",
                           lambda random: drawn_by_team(random, 5, 8), (AtLeast("power", 0.8), Covers()),
                           BY_LOT),
        "drawn 3, +8": Row(32, "Drawn by team, 3 of 10, +8 points, team shocks of 2",
                           lambda random: drawn_by_team(random, 3, 8), (AtLeast("power", 0.7), Covers()),
                           BY_LOT),
        "drawn 5, 0": Row(33, "Drawn by team, 5 of 10, no effect, team shocks of 2",
                          lambda random: drawn_by_team(random, 5, 0), NONE, BY_LOT),
        "drawn 3, 0": Row(34, "Drawn by team, 3 of 10, no effect, team shocks of 2",
                          lambda random: drawn_by_team(random, 3, 0), NONE, BY_LOT),
    }
)  # fmt: skip
