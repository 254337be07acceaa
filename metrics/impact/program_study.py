"""One program and one outcome, studied: every number, and the evidence they amount to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.formatting import format_count, listed, plural
from metrics.impact.cross_section import Adjusted
from metrics.impact.data_requirements import Missing, compared, missing, unseen
from metrics.impact.detectable_effect import minimum_detectable_effect
from metrics.impact.effect import Effect
from metrics.impact.effect_evidence import UPPER, Evidence, EvidenceCheck, Grade, ImpactQuestion, Verdict
from metrics.impact.effect_text import claim, nothing_found, worth_it, wrong_way
from metrics.impact.event_study import EventStudy, event_study
from metrics.impact.evidence_checks import (
    FAKE_DATE,
    LEADS,
    PENDING,
    PICKED,
    evidence_checks,
    graded,
    improves,
    picked_check,
)
from metrics.impact.evidence_thresholds import Thresholds, thresholds
from metrics.impact.imputation import Imputation, impute_with_fit
from metrics.impact.multiplicative import MULTIPLYING, working_panel
from metrics.impact.other_programs import Others
from metrics.impact.panel import CannotBeJudged, Panel
from metrics.impact.placebo_test import PlaceboTest, placebo_effect
from metrics.impact.pre_period import PrePeriod, pre_period
from metrics.impact.unadjusted import UnadjustedComparison, unadjusted_comparison

_BY_NO_RESULT = ("A roll-out whose people are not chosen by their results: drawn by lot, or team by team.",)
_MORE = ("More data: smaller effects could then be seen.", "A roll-out drawn by lot that finds an effect.")
BLOCKING = (FAKE_DATE, LEADS, PICKED)
"""The checks that take the verdict where they fail."""


@dataclass(frozen=True, slots=True)
class Study:
    """All numbers of a study and its `evidence`; a number is None where it could not be computed.

    Only the evidence may be quoted: the numbers are there to be looked into.
    """

    evidence: Evidence
    imputation: Imputation | None = None
    events: EventStudy | None = None
    placebo: PlaceboTest | None = None
    unadjusted: UnadjustedComparison | None = None
    before: PrePeriod | None = None


def study(
    panel: Panel | CannotBeJudged, question: ImpactQuestion, rules: Thresholds | None = None, *, others: Others = (),
    events: bool = True,
) -> Study:  # fmt: skip
    """The study of a panel: effect, placebo test, event study, unadjusted comparison, requirements, grade and sentence.

    Beside `others`, programs that reached many of the same people, it is judged jointly with them. Without `events`
    there is no event study yet: nothing that is said hangs on it, and `with_events` adds it.
    """
    rules = rules or thresholds()
    if isinstance(panel, CannotBeJudged):
        return Study(refused_study(panel, question))
    unadjusted, raw = unadjusted_comparison(panel), panel
    panel = judged_panel(raw, question)
    if isinstance(panel, CannotBeJudged):
        return Study(refused_study(panel, question), unadjusted=unadjusted)
    imputed = impute_with_fit(panel, others=others)
    if isinstance(imputed, CannotBeJudged):
        return Study(refused_study(_named(imputed, question), question), unadjusted=unadjusted)
    imputation, fit = imputed
    placebo = placebo_effect(panel, rules.least_months_before, others)
    before = pre_period(panel, imputation, fit)
    evidence = _evidence(panel, imputation, placebo, before, question, rules)
    without = Study(evidence, imputation, None, placebo, unadjusted, before)
    return with_events(without, raw, others) if events else without


def judged_panel(panel: Panel, question: ImpactQuestion) -> Panel | CannotBeJudged:
    """The panel as it is judged: what multiplies as its working outcome, everything else as it is."""
    return working_panel(panel) if question.unit in MULTIPLYING else panel


def with_events(base: Study, panel: Panel, others: Others = ()) -> Study:
    """The study with its event study, where there is an effect to follow."""
    judged = judged_panel(panel, base.evidence.question)
    if base.events is not None or base.imputation is None or isinstance(judged, CannotBeJudged):
        return base
    pretended = base.placebo.imputation if base.placebo else None
    return replace(base, events=event_study(judged, base.imputation, pretended, others))


def refused_study(why: CannotBeJudged, question: ImpactQuestion) -> Evidence:
    """The evidence where there is none."""
    if why.kind == "too few people":
        lacking = Missing((why.because,), "people", None, None)
        sentence = _not_enough(question, lacking.needs, lacking)
        return Evidence(question, "not enough data", "description only", sentence, needs=lacking.needs)
    at_once = why.kind == "everyone at once"
    grade: Grade = "before and after only" if at_once else "description only"
    weakest = " No comparison group: the weakest evidence, and no number is drawn from it." if at_once else ""
    change = ("Let some start later: those who wait are the comparison.",) if at_once else ()
    return Evidence(question, "can't be judged", grade, why.sentence + weakest, change=change)


def _named(why: CannotBeJudged, question: ImpactQuestion) -> CannotBeJudged:
    """The reason, naming the programs that can't be told apart."""
    if why.kind != "not told apart":
        return why
    because = (
        f"{listed(question.beside)} reached the same people at the same time as {question.program}: what each did "
        "can't be told apart."
    )
    return replace(why, because=because)


def from_cross_section(
    adjusted: Adjusted | CannotBeJudged, question: ImpactQuestion, rules: Thresholds | None = None
) -> Evidence:
    """The evidence of a comparison of one period, adjusted by regression."""
    rules = rules or thresholds()
    if isinstance(adjusted, CannotBeJudged):
        return refused_study(adjusted, question)
    overlap = _overlap(adjusted, rules)
    needs = tuple(
        f"{plural(people, 'person', 'people')} {role}; it takes {least}."
        for people, role, least in (
            (adjusted.treated, "reached", rules.least_treated),
            (adjusted.comparison, "to compare with", rules.least_comparison),
        )
        if people < least
    )
    detectable = _detectable(adjusted.effect)
    missed = None if adjusted.effect.certain else unseen(question, detectable)
    needs = (*needs, missed) if missed else needs
    picked = picked_check(adjusted.effect, question)
    checks = (overlap, picked) if picked else (overlap,)
    blocked = next((check for check in checks if check.state == "failed"), None)
    names = tuple(name for name, _ in adjusted.overlap.differences)
    return assembled(
        question, "adjusted comparison", adjusted.effect, detectable, checks, blocked,
        Missing(needs, "people", None, None), names,
    )  # fmt: skip


def _evidence(
    panel: Panel, imputation: Imputation, placebo: PlaceboTest, before: PrePeriod, question: ImpactQuestion,
    rules: Thresholds,
) -> Evidence:  # fmt: skip
    comparison = compared(panel, imputation, rules, question.beside)
    checks = (*evidence_checks(imputation, placebo, before, question), comparison)
    detectable = _detectable(imputation.effect)
    lacking = missing(panel, imputation, question, detectable, rules)
    if comparison.state == "failed":
        lacking = replace(lacking, needs=(*lacking.needs, comparison.finding))
    if placebo.passed is None and placebo.reason and not lacking.needs:
        lacking = replace(lacking, needs=(placebo.reason,))
    best: Grade = (
        "said to be randomized" if question.chosen == "at random" else "staggered rollout with a control group"
    )
    allowing = before.adjusted if imputation.effect.certain else None
    return assembled(
        question, best, imputation.effect, detectable, checks, _blocking(checks, imputation.effect, question), lacking,
        allowing=allowing,
    )  # fmt: skip


def _blocking(
    checks: Sequence[EvidenceCheck], effect: Effect, question: ImpactQuestion
) -> EvidenceCheck | None:  # fmt: skip
    """The check that takes the verdict. What is seen of bad months before takes none from a harm: it flatters."""
    failed = next((check for check in checks if check.state == "failed" and check.name in BLOCKING), None)
    harm = effect.certain and not improves(effect, question)
    return None if harm and question.chosen == "after bad months" else failed


def assembled(
    question: ImpactQuestion, best: Grade, effect: Effect, detectable: float | None, checks: tuple[EvidenceCheck, ...],
    blocked: EvidenceCheck | None, lacking: Missing, adjusted_for: tuple[str, ...] = (), allowing: Effect | None = None,
) -> Evidence:  # fmt: skip
    """One of four verdicts, the most cautious first."""
    base = Evidence(
        question, "no effect found", "description only", "", None, detectable, checks, _caveats(question), best=best,
        adjusted_for=adjusted_for,
    )  # fmt: skip
    if blocked is not None:
        sentence = f"Don't use this number. {blocked.finding}"
        return replace(base, verdict="don't use this number", sentence=sentence, change=_BY_NO_RESULT)
    if lacking.needs or effect.low is None or detectable is None:
        needs = lacking.needs or (effect.reason or "",)
        return replace(
            base, verdict="not enough data", sentence=_not_enough(question, needs, lacking), needs=needs,
            more_facts=lacking.facts, more_months=lacking.months, change=needs,
        )  # fmt: skip
    verdict: Verdict = "effect" if effect.certain else "no effect found"
    if verdict == "effect" and best in UPPER and best != "randomized rollout":
        checks = (*checks, PENDING)
    return with_checks(replace(base, verdict=verdict, effect=effect, allowing=allowing), checks)


def with_checks(evidence: Evidence, checks: tuple[EvidenceCheck, ...]) -> Evidence:
    """Evidence with a number under other checks: the grade that they leave, and the sentence at that grade."""
    effect, question = evidence.effect, evidence.question
    if effect is None or evidence.detectable is None:
        return evidence
    grade = graded(evidence.best, checks)
    weighed = replace(evidence, grade=grade, checks=checks)
    if evidence.verdict != "effect":
        sentence = evidence.sentence or nothing_found(effect, question, evidence.detectable)
        return replace(weighed, sentence=sentence, change=_MORE)
    sentences = (
        claim(effect, question, grade, evidence.allowing, evidence.adjusted_for),
        f"That holds {question.condition}." if question.condition else "",
        wrong_way(effect, question),
        worth_it(weighed.headline or effect, question),
    )
    return replace(weighed, sentence=" ".join(filter(None, sentences)), change=_against(question, grade))


def _overlap(adjusted: Adjusted, rules: Thresholds) -> EvidenceCheck:
    overlap = adjusted.overlap
    finding = (
        f"{overlap.alone:.0%} of those reached resemble nobody else; the others are worth {overlap.worth:.0f} people."
    )
    enough = overlap.alone <= rules.most_alone and overlap.worth >= rules.least_comparison
    return EvidenceCheck("Anybody like them", "passed" if enough else "failed", finding)


def _detectable(effect: Effect) -> float | None:
    if effect.standard_error is None:
        return None
    return minimum_detectable_effect(effect.standard_error, effect.degrees_of_freedom)


def _not_enough(question: ImpactQuestion, needs: tuple[str, ...], lacking: Missing) -> str:
    start = f"Not enough data to say what {question.program} did to the {question.outcome.lower()}: "
    end = "" if lacking.facts is None else f" You'd need about {format_count(lacking.facts)} more {lacking.counted}."
    needed = " ".join(needs)
    return start + needed[:1].lower() + needed[1:] + end


def _caveats(question: ImpactQuestion) -> tuple[str, ...]:
    caveats = []
    if not question.registered:
        caveats.append(
            "It was not registered before it was judged: what was hoped for can't be told from what was found."
        )
    if question.worth is None:
        caveats.append("Nobody has said which effect would be worth paying for.")
    return tuple(caveats)


def _against(question: ImpactQuestion, grade: Grade) -> tuple[str, ...]:
    """What would change our mind about an effect."""
    reasons = ["A stricter method that disagrees."]
    if question.chosen == "not said":
        reasons.append("Learning that these people were chosen after bad months.")
    if grade != "randomized rollout":
        reasons.append("A roll-out drawn by lot that finds nothing: it would outrank this.")
    return tuple(reasons)
