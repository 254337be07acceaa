"""One program and one outcome, studied: every number, and the evidence they amount to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.formatting import format_count, plural
from metrics.impact.cross_section import Adjusted
from metrics.impact.data_requirements import Missing, compared, missing, unseen
from metrics.impact.detectable_effect import minimum_detectable_effect
from metrics.impact.effect import Effect
from metrics.impact.effect_evidence import Evidence, EvidenceCheck, Grade, ImpactQuestion
from metrics.impact.effect_text import amount_text, claim, likely_text, nothing_found, worth_it, wrong_way
from metrics.impact.event_study import EventStudy, event_study
from metrics.impact.evidence_thresholds import Thresholds, thresholds
from metrics.impact.imputation import Imputation, impute
from metrics.impact.panel import CannotBeJudged, Panel
from metrics.impact.placebo_test import PlaceboTest, placebo_effect
from metrics.impact.second_opinions import NoOpinion, SecondOpinion
from metrics.impact.unadjusted import UnadjustedComparison, unadjusted_comparison

_BY_NO_RESULT = ("A roll-out whose people are not chosen by their results: drawn by lot, or team by team.",)
_MORE = ("More data: smaller effects could then be seen.", "A roll-out drawn by lot that finds an effect.")
PARALLEL_BEFORE = "Moving together before"
SECOND_OPINION = "A second method"


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


def study(
    panel: Panel | CannotBeJudged, question: ImpactQuestion, rules: Thresholds | None = None, *, events: bool = True
) -> Study:
    """The study of a panel: effect, placebo test, event study, unadjusted comparison, requirements, grade and sentence.

    Without `events` there is no event study yet: nothing that is said hangs on it, and `with_events` adds it.
    """
    rules = rules or thresholds()
    if isinstance(panel, CannotBeJudged):
        return Study(refused_study(panel, question))
    imputation, unadjusted = impute(panel), unadjusted_comparison(panel)
    if isinstance(imputation, CannotBeJudged):
        return Study(refused_study(imputation, question), unadjusted=unadjusted)
    placebo = placebo_effect(panel, rules.least_months_before)
    without = Study(_evidence(panel, imputation, placebo, question, rules), imputation, None, placebo, unadjusted)
    return with_events(without, panel) if events else without


def with_events(base: Study, panel: Panel) -> Study:
    """The study with its event study, where there is an effect to follow."""
    if base.events is not None or base.imputation is None:
        return base
    pretended = base.placebo.imputation if base.placebo else None
    return replace(base, events=event_study(panel, base.imputation, pretended))


def refused_study(why: CannotBeJudged, question: ImpactQuestion) -> Evidence:
    """The evidence where there is none."""
    at_once = why.kind == "everyone at once"
    grade: Grade = "before and after only" if at_once else "description only"
    weakest = " No comparison group: the weakest evidence, and no number is drawn from it." if at_once else ""
    change = ("Let some start later: those who wait are the comparison.",) if at_once else ()
    return Evidence(question, "can't be judged", grade, why.sentence + weakest, change=change)


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
    missed = unseen(question, detectable)
    needs = (*needs, missed) if missed else needs
    blocked = _bad_months(question) or (overlap if overlap.state == "failed" else None)
    names = tuple(name for name, _ in adjusted.overlap.differences)
    return _assembled(
        question, "adjusted comparison", adjusted.effect, detectable, (overlap,), blocked,
        Missing(needs, "people", None, None), names,
    )  # fmt: skip


def with_second_opinion(evidence: Evidence, opinion: SecondOpinion | NoOpinion) -> Evidence:
    """The evidence once the second opinion has arrived. What speaks against a claim, or can't bear it out, is a caveat;
    nothing strengthens one."""
    if evidence.effect is None:
        return evidence
    if isinstance(opinion, NoOpinion):
        return replace(
            evidence, checks=(*evidence.checks, EvidenceCheck(SECOND_OPINION, "not possible", opinion.reason))
        )
    question, second = evidence.question, opinion.effect
    second_words = f"{amount_text(second.value, question)} ({likely_text(second, question)})"
    check = _on_a_claim(evidence.effect, second, second_words)
    if not evidence.claims and not evidence.effect.certain:
        check = _on_no_claim(second, second_words)
    elif not evidence.claims:
        check = replace(check, finding=f"{check.finding} That it is one of many that were looked at stays as it is.")
    speaks_against = check.state == "failed" or (evidence.claims and check.state != "passed")
    caveats = (*evidence.caveats, check.finding) if speaks_against else evidence.caveats
    return replace(evidence, checks=(*evidence.checks, check), caveats=caveats)


def _on_a_claim(first: Effect, second: Effect, second_words: str) -> EvidenceCheck:
    """Whether a second effect bears the first out. A range that holds 0 holds much: that is no agreement."""
    if second.low is None or second.high is None:
        return EvidenceCheck(SECOND_OPINION, "can't tell", f"A stricter method can't tell by itself: {second_words}.")
    within = second.low <= first.value <= second.high
    if within and second.certain:
        return EvidenceCheck(SECOND_OPINION, "passed", f"A stricter method agrees: {second_words}.")
    if within:
        sentence = (
            f"A stricter method doesn't contradict this, but can't tell it from nothing by itself: {second_words}."
        )
        return EvidenceCheck(SECOND_OPINION, "can't tell", sentence)
    if second.certain and (second.value > 0) == (first.value > 0):
        return EvidenceCheck(
            SECOND_OPINION, "failed", f"A stricter method finds an effect too, but of another size: {second_words}."
        )
    return EvidenceCheck(SECOND_OPINION, "failed", f"A stricter method disagrees: {second_words}.")


def _on_no_claim(second: Effect, second_words: str) -> EvidenceCheck:
    """That two methods see nothing is no proof that there is nothing."""
    if second.certain:
        sentence = (
            f"A stricter method does find an effect: {second_words}. Only one of the two does, so nothing is claimed."
        )
        return EvidenceCheck(SECOND_OPINION, "failed", sentence)
    sentence = (
        f"A stricter method can't tell an effect from chance either: {second_words}. That doesn't prove there is none."
    )
    return EvidenceCheck(SECOND_OPINION, "can't tell", sentence)


def _evidence(
    panel: Panel, imputation: Imputation, placebo: PlaceboTest, question: ImpactQuestion, rules: Thresholds
) -> Evidence:
    placebo_check, comparison = _placebo_evidence(placebo, question), compared(panel, imputation, rules)
    detectable = _detectable(imputation.effect)
    lacking = missing(panel, imputation, question, detectable, rules)
    if comparison.state == "failed":
        lacking = replace(lacking, needs=(*lacking.needs, comparison.finding))
    if placebo.passed is None and placebo.reason and not lacking.needs:
        lacking = replace(lacking, needs=(placebo.reason,))
    grade: Grade = "randomised roll-out" if question.chosen == "at random" else "staggered roll-out with a comparison"
    blocked = _bad_months(question) or (placebo_check if placebo_check.state == "failed" else None)
    return _assembled(question, grade, imputation.effect, detectable, (placebo_check, comparison), blocked, lacking)


def _assembled(
    question: ImpactQuestion, grade: Grade, effect: Effect, detectable: float | None, checks: tuple[EvidenceCheck, ...],
    blocked: EvidenceCheck | None, lacking: Missing, adjusted_for: Sequence[str] = (),
) -> Evidence:  # fmt: skip
    """One of four verdicts, the most cautious first."""
    if blocked is not None and blocked not in checks:
        checks = (*checks, blocked)
    base = Evidence(question, "no effect found", "description only", "", None, detectable, checks, _caveats(question))
    if blocked is not None:
        sentence = f"Don't use this number. {blocked.finding}"
        return replace(base, verdict="don't use this number", sentence=sentence, change=_BY_NO_RESULT)
    if lacking.needs or effect.low is None or detectable is None:
        needs = lacking.needs or (effect.reason or "",)
        return replace(
            base, verdict="not enough data", sentence=_not_enough(question, needs, lacking), needs=needs,
            more_facts=lacking.facts, more_months=lacking.months, change=needs,
        )  # fmt: skip
    if effect.certain:
        sentences = (
            claim(effect, question, grade, adjusted_for),
            wrong_way(effect, question),
            worth_it(effect, question),
        )
        sentence = " ".join(filter(None, sentences))
        return replace(
            base, verdict="effect", grade=grade, sentence=sentence, effect=effect, change=_against(question, grade)
        )  # fmt: skip
    sentence = nothing_found(effect, question, detectable)
    return replace(base, grade=grade, sentence=sentence, effect=effect, change=_MORE)


def _placebo_evidence(placebo: PlaceboTest, question: ImpactQuestion) -> EvidenceCheck:
    """The placebo test as a check."""
    if placebo.passed is None or placebo.effect is None:
        return EvidenceCheck(PARALLEL_BEFORE, "not possible", placebo.reason or "")
    finding = f"pretending a start three months earlier finds {amount_text(placebo.effect.value, question)}"
    finding += f" ({likely_text(placebo.effect, question)})"
    if placebo.passed:
        return EvidenceCheck(PARALLEL_BEFORE, "passed", f"Before the programme the groups moved together: {finding}.")
    return EvidenceCheck(
        PARALLEL_BEFORE, "failed", f"Before the programme the groups did not move together: {finding}."
    )


def _bad_months(question: ImpactQuestion) -> EvidenceCheck | None:
    """Whoever is sent after bad months gets better by itself, and every method takes that for an effect."""
    if question.chosen != "after bad months":
        return None
    finding = (
        "People were chosen after bad months. Most would have recovered by themselves, which looks like an effect."
    )
    return EvidenceCheck("Why these people", "failed", finding)


def _overlap(adjusted: Adjusted, rules: Thresholds) -> EvidenceCheck:
    overlap = adjusted.overlap
    finding = (
        f"{overlap.alone:.0%} of those reached resemble nobody else; the others are worth {overlap.worth:.0f} people."
    )
    enough = overlap.alone <= rules.most_alone and overlap.worth >= rules.least_comparison
    return EvidenceCheck("Anybody like them", "passed" if enough else "failed", finding)


def _detectable(effect: Effect) -> float | None:
    return None if effect.standard_error is None else minimum_detectable_effect(effect.standard_error)


def _not_enough(question: ImpactQuestion, needs: tuple[str, ...], lacking: Missing) -> str:
    start = f"Not enough data to say what {question.program} did to the {question.outcome.lower()}: "
    end = "" if lacking.facts is None else f" You'd need about {format_count(lacking.facts)} more {lacking.counted}."
    needed = " ".join(needs)
    return start + needed[:1].lower() + needed[1:] + end


def _caveats(question: ImpactQuestion) -> tuple[str, ...]:
    caveats = []
    if question.chosen == "not said":
        caveats.append(
            "Nobody has said why these people were chosen. If it was after bad months, the number is worthless."
        )
    if question.chosen == "volunteers":
        caveats.append("They came of their own accord: what made them come may also have made them better.")
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
    if grade != "randomised roll-out":
        reasons.append("A roll-out drawn by lot that finds nothing: it would outrank this.")
    return tuple(reasons)
