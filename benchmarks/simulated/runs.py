"""One simulated company studied as the product would, and what came of it."""

import time
from dataclasses import dataclass

from benchmarks.simulated.companies import SimulatedCompany, true_effect
from metrics.impact import (
    SECOND_OPINION,
    CannotBeJudged,
    Effect,
    Evidence,
    ImpactQuestion,
    Study,
    judged_panel,
    randomized_study,
    second_opinion,
    study,
    with_second_opinion,
    without_others,
)

UPPER = ("randomized rollout", "said to be randomized", "staggered rollout with a control group")
"""The upper grades."""
MOVED = ("raised", "lowered")
"""What a sentence says only of a claim at the upper grades."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one company's study came to, in points of win rate (or percent of mean revenue).

    `truth` is the true effect on the person-months that were estimated, `estimate` the estimate of it (None where
    there is none), and `estimate_covers` whether its interval holds it, shown or not; `value`, `low` and `high` are the
    effect that is shown. `others_passed` says that every check but the second method passed; `second` is the grade of
    a claim once that method was `asked`, None where it wasn't or nothing was claimed. `raised` says that the sentence
    of a claim speaks of what the program did, not of what came after it.
    """

    verdict: str
    grade: str
    truth: float
    estimate: float | None
    estimate_covers: bool | None
    value: float | None
    low: float | None
    high: float | None
    others_passed: bool
    raised: bool
    asked: bool
    second: str | None
    unadjusted: float | None
    unadjusted_certain: bool
    placebo_fires: bool
    milliseconds: float

    @property
    def claims(self) -> bool:
        """Whether an effect is claimed."""
        return self.verdict == "effect"

    @property
    def upper(self) -> bool:
        """Whether an effect is claimed at an upper grade, if only the second method agrees."""
        return self.claims and (self.grade in UPPER or self.others_passed)


def run(company: SimulatedCompany, question: ImpactQuestion, *, second: bool = False) -> Run:
    """One company studied; with `second` a claim is put to the second method, too."""
    begun = time.perf_counter()
    studied = _studied(company, question)
    milliseconds = 1000 * (time.perf_counter() - begun)
    evidence, points = studied.evidence, company.points
    estimate = evidence.effect or (studied.imputation.effect if studied.imputation else None)
    shown, unadjusted = evidence.headline, studied.unadjusted
    claimed, truth = evidence.verdict == "effect", true_effect(company, studied.imputation)
    return Run(
        verdict=evidence.verdict,
        grade=evidence.grade,
        truth=points * truth,
        estimate=points * estimate.value if estimate else None,
        estimate_covers=_covers(estimate, truth),
        value=points * shown.value if shown else None,
        low=_bound(shown, points, upper=False),
        high=_bound(shown, points, upper=True),
        others_passed=all(check.state == "passed" for check in evidence.checks if check.name != SECOND_OPINION),
        raised=claimed and any(word in evidence.sentence for word in MOVED),
        asked=second,
        second=_second_grade(company, evidence) if second and claimed else None,
        unadjusted=points * unadjusted.effect.value if unadjusted else None,
        unadjusted_certain=bool(unadjusted and unadjusted.effect.certain),
        placebo_fires=studied.placebo is not None and studied.placebo.passed is False,
        milliseconds=milliseconds,
    )


def _studied(company: SimulatedCompany, question: ImpactQuestion) -> Study:
    if company.lot is not None:
        return randomized_study(company.panel, company.lot, question, "followed", events=False)
    return study(company.panel, question, others=company.others, events=False)


def _second_grade(company: SimulatedCompany, evidence: Evidence) -> str | None:
    """The grade of a claim after the second method; None where it is none any longer."""
    if evidence.grade in UPPER or isinstance(company.panel, CannotBeJudged):
        return evidence.grade
    panel = judged_panel(company.panel, evidence.question)
    if company.others and not isinstance(panel, CannotBeJudged):
        panel = without_others(panel, company.others)
    if isinstance(panel, CannotBeJudged):
        return evidence.grade
    after = with_second_opinion(evidence, second_opinion(panel))
    return after.grade if after.verdict == "effect" else None


def _covers(estimate: Effect | None, truth: float) -> bool | None:
    if estimate is None or estimate.low is None or estimate.high is None:
        return None
    return estimate.low <= truth <= estimate.high


def _bound(shown: Effect | None, points: float, *, upper: bool) -> float | None:
    bound = None if shown is None else shown.high if upper else shown.low
    return None if bound is None else points * bound
