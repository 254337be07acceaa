"""One programme and one outcome, studied: every number, and the evidence they amount to."""

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
TOGETHER = "Moving together before"
SECOND_OPINION = "A second method"


@dataclass(frozen=True, slots=True)
class Study:
    """All numbers of a study and its `evidence`; a number is None where it could not be computed.

    Only the evidence may be quoted: the numbers are there to be looked into.
    """

    evidence: Evidence
    imputation: Imputation | None = None
    events: EventStudy | None = None
    fake: PlaceboTest | None = None
    naive: UnadjustedComparison | None = None


def study(
    panel: Panel | CannotBeJudged, question: ImpactQuestion, rules: Thresholds | None = None, *, events: bool = True
) -> Study:
    """The study of a panel: effect, fake-date test, event study, plain comparison, gates, grade and sentence.

    Without `events` there is no event study yet: nothing that is said hangs on it, and `with_events` adds it.
    """
    rules = rules or thresholds()
    if isinstance(panel, CannotBeJudged):
        return Study(refused_study(panel, question))
    found, naive = impute(panel), unadjusted_comparison(panel)
    if isinstance(found, CannotBeJudged):
        return Study(refused_study(found, question), naive=naive)
    fake = placebo_effect(panel, rules.least_months_before)
    without = Study(_judged(panel, found, fake, question, rules), found, None, fake, naive)
    return with_events(without, panel) if events else without


def with_events(known: Study, panel: Panel) -> Study:
    """The study with its event study, where there is an effect to follow."""
    if known.events is not None or known.imputation is None:
        return known
    pretended = known.fake.found if known.fake else None
    return replace(known, events=event_study(panel, known.imputation, pretended))


def refused_study(why: CannotBeJudged, question: ImpactQuestion) -> Evidence:
    """The evidence where there is none."""
    at_once = why.kind == "everyone at once"
    grade: Grade = "before and after only" if at_once else "description only"
    weakest = " No comparison group: the weakest evidence, and no number is drawn from it." if at_once else ""
    change = ("Let some start later: those who wait are the comparison.",) if at_once else ()
    return Evidence(question, "can't be judged", grade, why.sentence + weakest, change=change)


def from_cross_section(
    found: Adjusted | CannotBeJudged, question: ImpactQuestion, rules: Thresholds | None = None
) -> Evidence:
    """The evidence of a comparison of one period, adjusted by regression."""
    rules = rules or thresholds()
    if isinstance(found, CannotBeJudged):
        return refused_study(found, question)
    overlap = _overlap(found, rules)
    needs = tuple(
        f"{plural(people, 'person', 'people')} {role}; it takes {least}."
        for people, role, least in (
            (found.treated, "reached", rules.least_treated),
            (found.comparison, "to compare with", rules.least_comparison),
        )
        if people < least
    )
    detectable = _detectable(found.effect)
    missed = unseen(question, detectable)
    needs = (*needs, missed) if missed else needs
    blocked = _bad_months(question) or (overlap if overlap.state == "failed" else None)
    names = tuple(name for name, _ in found.overlap.differences)
    return _assembled(
        question, "adjusted comparison", found.effect, detectable, (overlap,), blocked,
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
    found = f"{amount_text(second.value, question)} ({likely_text(second, question)})"
    check = _on_a_claim(evidence.effect, second, found)
    if not evidence.claims and not evidence.effect.certain:
        check = _on_no_claim(second, found)
    elif not evidence.claims:
        check = replace(check, found=f"{check.found} That it is one of many that were looked at stays as it is.")
    told = (check.found,) if check.state == "failed" or (evidence.claims and check.state != "passed") else ()
    return replace(evidence, checks=(*evidence.checks, check), caveats=(*evidence.caveats, *told))


def _on_a_claim(first: Effect, second: Effect, found: str) -> EvidenceCheck:
    """Whether a second effect bears the first out. A range that holds 0 holds much: that is no agreement."""
    if second.low is None or second.high is None:
        return EvidenceCheck(SECOND_OPINION, "can't tell", f"A stricter method can't tell by itself: {found}.")
    within = second.low <= first.value <= second.high
    if within and second.certain:
        return EvidenceCheck(SECOND_OPINION, "passed", f"A stricter method agrees: {found}.")
    if within:
        told = f"A stricter method doesn't contradict this, but can't tell it from nothing by itself: {found}."
        return EvidenceCheck(SECOND_OPINION, "can't tell", told)
    if second.certain and (second.value > 0) == (first.value > 0):
        return EvidenceCheck(
            SECOND_OPINION, "failed", f"A stricter method finds an effect too, but of another size: {found}."
        )
    return EvidenceCheck(SECOND_OPINION, "failed", f"A stricter method disagrees: {found}.")


def _on_no_claim(second: Effect, found: str) -> EvidenceCheck:
    """That two methods see nothing is no proof that there is nothing."""
    if second.certain:
        told = f"A stricter method does find an effect: {found}. Only one of the two does, so nothing is claimed."
        return EvidenceCheck(SECOND_OPINION, "failed", told)
    told = f"A stricter method can't tell an effect from chance either: {found}. That doesn't prove there is none."
    return EvidenceCheck(SECOND_OPINION, "can't tell", told)


def _judged(
    panel: Panel, found: Imputation, fake: PlaceboTest, question: ImpactQuestion, rules: Thresholds
) -> Evidence:
    together, comparison = _together(fake, question), compared(panel, found, rules)
    detectable = _detectable(found.effect)
    lacking = missing(panel, found, question, detectable, rules)
    if comparison.state == "failed":
        lacking = replace(lacking, needs=(*lacking.needs, comparison.found))
    if fake.passed is None and fake.reason and not lacking.needs:
        lacking = replace(lacking, needs=(fake.reason,))
    grade: Grade = "randomised roll-out" if question.chosen == "at random" else "staggered roll-out with a comparison"
    blocked = _bad_months(question) or (together if together.state == "failed" else None)
    return _assembled(question, grade, found.effect, detectable, (together, comparison), blocked, lacking)


def _assembled(
    question: ImpactQuestion, grade: Grade, effect: Effect, detectable: float | None, checks: tuple[EvidenceCheck, ...],
    blocked: EvidenceCheck | None, lacking: Missing, adjusted_for: Sequence[str] = (),
) -> Evidence:  # fmt: skip
    """One of four verdicts, the most cautious first."""
    if blocked is not None and blocked not in checks:
        checks = (*checks, blocked)
    base = Evidence(question, "no effect found", "description only", "", None, detectable, checks, _caveats(question))
    if blocked is not None:
        sentence = f"Don't use this number. {blocked.found}"
        return replace(base, verdict="don't use this number", sentence=sentence, change=_BY_NO_RESULT)
    if lacking.needs or effect.low is None or detectable is None:
        needs = lacking.needs or (effect.reason or "",)
        return replace(
            base, verdict="not enough data", sentence=_not_enough(question, needs, lacking), needs=needs,
            more_facts=lacking.facts, more_months=lacking.months, change=needs,
        )  # fmt: skip
    if effect.certain:
        told = (claim(effect, question, grade, adjusted_for), wrong_way(effect, question), worth_it(effect, question))
        sentence = " ".join(filter(None, told))
        return replace(
            base, verdict="effect", grade=grade, sentence=sentence, effect=effect, change=_against(question, grade)
        )  # fmt: skip
    sentence = nothing_found(effect, question, detectable)
    return replace(base, grade=grade, sentence=sentence, effect=effect, change=_MORE)


def _together(fake: PlaceboTest, question: ImpactQuestion) -> EvidenceCheck:
    """The fake-date test as a check."""
    if fake.passed is None or fake.effect is None:
        return EvidenceCheck(TOGETHER, "not possible", fake.reason or "")
    told = f"pretending a start three months earlier finds {amount_text(fake.effect.value, question)}"
    told += f" ({likely_text(fake.effect, question)})"
    if fake.passed:
        return EvidenceCheck(TOGETHER, "passed", f"Before the programme the groups moved together: {told}.")
    return EvidenceCheck(TOGETHER, "failed", f"Before the programme the groups did not move together: {told}.")


def _bad_months(question: ImpactQuestion) -> EvidenceCheck | None:
    """Whoever is sent after bad months gets better by itself, and every method takes that for an effect."""
    if question.chosen != "after bad months":
        return None
    told = "People were chosen after bad months. Most would have recovered by themselves, which looks like an effect."
    return EvidenceCheck("Why these people", "failed", told)


def _overlap(found: Adjusted, rules: Thresholds) -> EvidenceCheck:
    overlap = found.overlap
    told = (
        f"{overlap.alone:.0%} of those reached resemble nobody else; the others are worth {overlap.worth:.0f} people."
    )
    enough = overlap.alone <= rules.most_alone and overlap.worth >= rules.least_comparison
    return EvidenceCheck("Anybody like them", "passed" if enough else "failed", told)


def _detectable(effect: Effect) -> float | None:
    return None if effect.standard_error is None else minimum_detectable_effect(effect.standard_error)


def _not_enough(question: ImpactQuestion, needs: tuple[str, ...], lacking: Missing) -> str:
    start = f"Not enough data to say what {question.programme} did to the {question.outcome.lower()}: "
    end = "" if lacking.facts is None else f" You'd need about {format_count(lacking.facts)} more {lacking.counted}."
    told = " ".join(needs)
    return start + told[:1].lower() + told[1:] + end


def _caveats(question: ImpactQuestion) -> tuple[str, ...]:
    said = []
    if question.chosen == "not said":
        said.append(
            "Nobody has said why these people were chosen. If it was after bad months, the number is worthless."
        )
    if question.chosen == "volunteers":
        said.append("They came of their own accord: what made them come may also have made them better.")
    if not question.registered:
        said.append("It was not registered before it was judged: what was hoped for can't be told from what was found.")
    if question.worth is None:
        said.append("Nobody has said which effect would be worth paying for.")
    return tuple(said)


def _against(question: ImpactQuestion, grade: Grade) -> tuple[str, ...]:
    """What would change our mind about an effect."""
    told = ["A stricter method that disagrees."]
    if question.chosen == "not said":
        told.append("Learning that these people were chosen after bad months.")
    if grade != "randomised roll-out":
        told.append("A roll-out drawn by lot that finds nothing: it would outrank this.")
    return tuple(told)
