"""What a second method does to the evidence: it can bear a claim out or weaken it, never make one."""

from dataclasses import replace

from metrics.impact.effect import Effect
from metrics.impact.effect_evidence import Evidence, EvidenceCheck
from metrics.impact.effect_text import amount_text, likely_text
from metrics.impact.evidence_checks import SECOND_OPINION
from metrics.impact.program_study import with_checks
from metrics.impact.second_opinions import NoOpinion, SecondOpinion


def with_second_opinion(evidence: Evidence, opinion: SecondOpinion | NoOpinion) -> Evidence:
    """The evidence once the second opinion has arrived in the place of the pending one.

    An opinion that doesn't agree leaves a claim its lower grade. What speaks against it is a caveat, too.
    """
    if evidence.effect is None:
        return evidence
    check = _check(evidence, opinion)
    others = tuple(each for each in evidence.checks if each.name != SECOND_OPINION)
    weighed = with_checks(evidence, (*others, check))
    speaks_against = check.state == "failed" or (
        evidence.claims and check.state != "passed" and isinstance(opinion, SecondOpinion)
    )
    return replace(weighed, caveats=(*weighed.caveats, check.finding)) if speaks_against else weighed


def _check(evidence: Evidence, opinion: SecondOpinion | NoOpinion) -> EvidenceCheck:
    if isinstance(opinion, NoOpinion):
        return EvidenceCheck(SECOND_OPINION, "not possible", opinion.reason)
    question, second = evidence.question, opinion.effect
    second_words = f"{amount_text(second.value, question)} ({likely_text(second, question)})"
    assert evidence.effect is not None  # `with_second_opinion` asks first
    check = _on_a_claim(evidence.effect, second, second_words)
    if not evidence.claims and not evidence.effect.certain:
        return _on_no_claim(second, second_words)
    if not evidence.claims:
        return replace(check, finding=f"{check.finding} That it is one of many that were looked at stays as it is.")
    return check


def _on_a_claim(first: Effect, second: Effect, second_words: str) -> EvidenceCheck:
    """Whether a second effect bears the first out: only if its range leaves 0 out, on the same side."""
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
