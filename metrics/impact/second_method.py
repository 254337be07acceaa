"""What a second method does to the evidence: it can bear a claim out or weaken it, never make one."""

from dataclasses import replace

from metrics.impact.effect import Effect
from metrics.impact.effect_evidence import Evidence, EvidenceCheck, ImpactQuestion
from metrics.impact.effect_text import amount_text, likely_text
from metrics.impact.evidence_checks import SECOND_OPINION
from metrics.impact.program_study import with_checks
from metrics.impact.second_opinions import NoOpinion, SecondOpinion


def with_second_opinion(evidence: Evidence, opinion: SecondOpinion | NoOpinion) -> Evidence:
    """The evidence of a claim once the second opinion has arrived in the place of the pending one.

    An opinion that doesn't agree leaves the claim its lower grade, and is a caveat. Where nothing is claimed there is
    nothing to bear out.
    """
    if evidence.effect is None or not evidence.claims:
        return evidence
    check = _check(evidence.effect, opinion, evidence.question)
    others = tuple(each for each in evidence.checks if each.name != SECOND_OPINION)
    weighed = with_checks(evidence, (*others, check))
    speaks_against = check.state != "passed" and isinstance(opinion, SecondOpinion)
    return replace(weighed, caveats=(*weighed.caveats, check.finding)) if speaks_against else weighed


def _check(first: Effect, opinion: SecondOpinion | NoOpinion, question: ImpactQuestion) -> EvidenceCheck:
    """Whether a second effect bears the first out: only if its range leaves 0 out, on the same side."""
    if isinstance(opinion, NoOpinion):
        return EvidenceCheck(SECOND_OPINION, "not possible", opinion.reason)
    second = opinion.effect
    second_words = f"{amount_text(second.value, question)} ({likely_text(second, question)})"
    if second.low is None or second.high is None:
        return EvidenceCheck(SECOND_OPINION, "can't tell", f"A stricter method can't tell by itself: {second_words}.")
    within = second.low <= first.value <= second.high
    if second.certain and second.value * first.value > 0:
        apart = "" if within else ", though on another size"
        return EvidenceCheck(SECOND_OPINION, "passed", f"A stricter method agrees{apart}: {second_words}.")
    if within:
        sentence = (
            f"A stricter method doesn't contradict this, but can't tell it from nothing by itself: {second_words}."
        )
        return EvidenceCheck(SECOND_OPINION, "can't tell", sentence)
    return EvidenceCheck(SECOND_OPINION, "failed", f"A stricter method disagrees: {second_words}.")
