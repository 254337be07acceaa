"""What may be said of a program, and how strongly: the one object that pages, decks and the command line speak from.

A claim carries its grade and never speaks more strongly. Where a data requirement is not met there is no number at
all; where a check fails the number is not to be used.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from metrics.formatting import Unit
from metrics.impact.effect import Effect
from metrics.semantic import Better
from metrics.statistics import benjamini_hochberg

Grade = Literal[
    "randomized rollout",
    "said to be randomized",
    "staggered rollout with a control group",
    "staggered rollout, a check can't tell",
    "adjusted comparison",
    "before and after only",
    "description only",
]
"""Strongest first. “Randomized rollout” is one that was drawn here and followed; a word alone is “said to be”."""
UPPER: tuple[Grade, ...] = (
    "randomized rollout",
    "said to be randomized",
    "staggered rollout with a control group",
)
"""The grades at which it may be said that the program did something, and not only that something differs."""

Verdict = Literal["effect", "no effect found", "not enough data", "can't be judged", "don't use this number"]
Chosen = Literal["at random", "by plan", "volunteers", "after bad months", "not said"]
"""Why those people and no others: drawn by lot; by region, calendar or capacity; they came; they did badly; unknown."""

CONDITION = "if these people weren't picked for poor results (nobody has said how they were)"
"""Whoever is picked after bad months recovers without help, and every method takes that for an effect."""

State = Literal["passed", "failed", "can't tell", "not possible", "pending"]
"""“Can't tell”: it was tried, and what it found speaks neither for nor against."""


@dataclass(frozen=True, slots=True)
class ImpactQuestion:
    """One program and one outcome, and what was said before judging.

    `who` are those reached (“trained sellers”) and `did` the verb of the outcome if it has one (“won”). `worth` is the
    smallest effect worth paying for, as a positive number in the outcome's unit, None where nobody said; `registered`
    says whether all of this was set down before the result was known, `registered_on` when. `beside` are the programs
    it is judged jointly with.
    """

    program: str
    outcome: str
    unit: Unit
    better: Better
    who: str = "those it reached"
    did: str = ""
    chosen: Chosen = "not said"
    worth: float | None = None
    registered: bool = False
    currency: str = "USD"
    beside: tuple[str, ...] = ()
    registered_on: date | None = None

    @property
    def condition(self) -> str:
        """What a claim hangs on, as the rest of a sentence; empty where people were picked in a way that is known."""
        return CONDITION if self.chosen == "not said" else ""


@dataclass(frozen=True, slots=True)
class EvidenceCheck:
    """One thing that was looked at: what it is, how it came out, and what was found in a sentence."""

    name: str
    state: State
    finding: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What may be said.

    `effect` is None unless a number may be shown; `allowing` is what is left of it if a drift from before the start
    went on (None: that can't be told apart). `sentence` says all there is to say; `needs` what is missing and
    `more_facts` about how many facts more would do (None: unknown, or none are missing), `more_months` how long that
    takes at the present pace. `detectable` is the smallest effect that would have been found. `change` says what would
    change the verdict. `best` is the grade that the design can have at most, `adjusted_for` what a regression held
    equal.
    """

    question: ImpactQuestion
    verdict: Verdict
    grade: Grade
    sentence: str
    effect: Effect | None = None
    detectable: float | None = None
    checks: tuple[EvidenceCheck, ...] = ()
    caveats: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    more_facts: float | None = None
    more_months: float | None = None
    change: tuple[str, ...] = ()
    allowing: Effect | None = None
    best: Grade = "description only"
    adjusted_for: tuple[str, ...] = ()

    @property
    def headline(self) -> Effect | None:
        """The effect as the sentence gives it: below the upper grades with the range that allows for a drift."""
        return self.effect if self.grade in UPPER or self.allowing is None else self.allowing

    @property
    def pending(self) -> bool:
        """Whether the second method has yet to answer."""
        return any(check.state == "pending" for check in self.checks)

    @property
    def claims(self) -> bool:
        """Whether it says that the program did something."""
        return self.verdict == "effect"

    @property
    def good(self) -> bool | None:
        """Whether what it says the program did is what was hoped for; None where it says nothing."""
        if not self.claims or self.effect is None:
            return None
        return (self.effect.value > 0) == (self.question.better == "higher")


@dataclass(frozen=True, slots=True)
class PairExamined:
    """All pairs of program and outcome that were looked at, in the order given, and the sentence about them."""

    evidence: tuple[Evidence, ...]
    checked: int
    surviving: int
    sentence: str


def among_all(evidence: Sequence[Evidence], rate: float) -> PairExamined:
    """What survives when so many pairs are looked at (Benjamini and Hochberg 1995): at most `rate` of it is false.

    Every pair with a number counts, whatever it found. An effect that does not survive is claimed no longer.
    """
    chance = {
        position: pair_evidence.effect.probability
        for position, pair_evidence in enumerate(evidence)
        if pair_evidence.effect is not None and pair_evidence.effect.probability is not None
    }
    kept = dict(zip(chance, benjamini_hochberg(list(chance.values()), rate), strict=True))
    answers = tuple(
        _lost_in_the_crowd(pair_evidence, len(chance))
        if pair_evidence.claims and not kept.get(position, False)
        else pair_evidence
        for position, pair_evidence in enumerate(evidence)
    )
    surviving = sum(pair_evidence.claims for pair_evidence in answers)
    return PairExamined(answers, len(chance), surviving, f"{len(chance)} checked, {surviving} survive.")


def _lost_in_the_crowd(evidence: Evidence, checked: int) -> Evidence:
    reason = f"{checked} pairs were looked at; among so many, chance alone gives one like this."
    settled = tuple(check for check in evidence.checks if check.state != "pending")  # nothing is left to bear out
    return replace(
        evidence,
        verdict="no effect found",
        sentence=f"No effect can be claimed: {reason}",
        checks=(*settled, EvidenceCheck("Among all pairs", "failed", reason)),
    )
