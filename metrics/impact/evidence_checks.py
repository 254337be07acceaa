"""The checks that an effect must stand up to, each with what it found; and the grade that they leave.

A test that doesn't reject proves little: where the range of what was there before holds a drift as large as the effect,
the check says that it can't tell, and the grade falls.
"""

from collections.abc import Sequence

from metrics.impact.effect import Effect
from metrics.impact.effect_evidence import UPPER, EvidenceCheck, Grade, ImpactQuestion
from metrics.impact.effect_text import amount_text, likely_text
from metrics.impact.imputation import Imputation
from metrics.impact.placebo_test import PlaceboTest
from metrics.impact.pre_period import BIN_MONTHS, Leads, PrePeriod

FAKE_DATE = "A pretended earlier start"
LEADS = "The months before"
DRIFT = "If a drift went on"
PICKED = "How they were picked"
SECOND_OPINION = "A second method"
RARE = 0.05
"""What chance alone gives less often than this isn't put down to chance."""
PENDING = EvidenceCheck(SECOND_OPINION, "pending", "The second method is pending: until it agrees, nothing is proved.")


def evidence_checks(
    imputation: Imputation, placebo: PlaceboTest, before: PrePeriod, question: ImpactQuestion
) -> tuple[EvidenceCheck, ...]:
    """Everything that was looked at in the months before, and how people were picked where that weighs."""
    effect = imputation.effect
    checks = [fake_date_check(placebo, effect, question), leads_check(before, question)]
    if effect.certain:
        checks.append(drift_check(before.adjusted, effect, question))
    picked = picked_check(effect, question)
    return (*checks, picked) if picked else tuple(checks)


def fake_date_check(placebo: PlaceboTest, effect: Effect, question: ImpactQuestion) -> EvidenceCheck:
    """What pretending a start three months earlier finds."""
    if placebo.passed is None or placebo.effect is None:
        return EvidenceCheck(FAKE_DATE, "not possible", placebo.reason or "")
    drift = placebo.effect
    finding = (
        f"pretending a start three months earlier finds {amount_text(drift.value, question)} "
        f"({likely_text(drift, question)})"
    )
    if not placebo.passed:
        words = f"Before the programme the groups did not move together: {finding}."
        return EvidenceCheck(FAKE_DATE, "failed", words)
    if effect.certain and _holds(drift, effect.value):
        words = (
            f"Before the programme no drift was found, but one as large as the effect can't be ruled out: {finding}."
        )
        return EvidenceCheck(FAKE_DATE, "can't tell", words)
    return EvidenceCheck(FAKE_DATE, "passed", f"Before the programme the groups moved together: {finding}.")


def leads_check(before: PrePeriod, question: ImpactQuestion) -> EvidenceCheck:
    """Whether those reached moved with the others before, month by month and in threes."""
    tested = [leads for leads in (before.months, before.bins) if leads is not None and leads.probability is not None]
    if not tested:
        words = "There are too few months or people to follow those reached month by month before their start."
        return EvidenceCheck(LEADS, "can't tell", words)
    span = max(leads.labels[-1] for leads in tested)
    smallest = min(leads.probability for leads in tested if leads.probability is not None)
    if smallest >= RARE:
        words = (
            f"In the {span} months before it those reached moved with the others: chance alone moves them as far apart "
            f"in {smallest:.0%} of such cases."
        )
        return EvidenceCheck(LEADS, "passed", words)
    stood_out = f": {_standing_out(before.bins, question)}" if before.bins is not None else ""
    words = f"In the {span} months before it those reached did not move with the others{stood_out}."
    return EvidenceCheck(LEADS, "failed", words)


def drift_check(adjusted: Effect | None, effect: Effect, question: ImpactQuestion) -> EvidenceCheck:
    """What is left of an effect if those reached had gone on drifting as they did before."""
    if adjusted is None or adjusted.low is None:
        words = "Nobody stayed without it for long enough to tell a drift of those reached from the months."
        return EvidenceCheck(DRIFT, "can't tell", words)
    left = f"{amount_text(adjusted.value, question)} ({likely_text(adjusted, question)})"
    if adjusted.certain and adjusted.value * effect.value > 0:
        return EvidenceCheck(DRIFT, "passed", f"Had they gone on drifting as before, {left} would be left.")
    return EvidenceCheck(DRIFT, "can't tell", f"Had they gone on drifting as before, it can't be told from 0: {left}.")


def picked_check(effect: Effect, question: ImpactQuestion) -> EvidenceCheck | None:
    """What the way in which people were picked does to the answer; None where it does nothing."""
    if question.chosen == "after bad months":
        if effect.certain and not improves(effect, question):
            words = (
                "People were picked after bad months, which can only flatter the programme: it did harm all the same."
            )
            return EvidenceCheck(PICKED, "can't tell", words)
        words = (
            "People were picked after bad months. Most would have recovered by themselves, which looks like an effect."
        )
        return EvidenceCheck(PICKED, "failed", words)
    if question.chosen == "volunteers":
        words = "They came of their own accord: what made them come may also have made them better."
        return EvidenceCheck(PICKED, "can't tell", words)
    if question.chosen == "not said":
        words = "Nobody has said how these people were picked. If it was after bad months, the number is worthless."
        return EvidenceCheck(PICKED, "can't tell", words)
    return None


def improves(effect: Effect, question: ImpactQuestion) -> bool:
    """Whether an effect goes the way that was hoped for."""
    return (effect.value > 0) == (question.better == "higher")


def graded(best: Grade, checks: Sequence[EvidenceCheck]) -> Grade:
    """The grade that checks leave of the `best` one a design can have: any that didn't pass takes it a step down."""
    if best not in UPPER or all(check.state == "passed" for check in checks):
        return best
    return "staggered rollout, a check can't tell"


def _holds(drift: Effect, size: float) -> bool:
    """Whether a drift as large as an effect, in its direction, lies within the range of the drift."""
    if drift.low is None or drift.high is None:
        return True
    return drift.high >= size if size > 0 else drift.low <= size


def _standing_out(bins: Leads, question: ImpactQuestion) -> str:
    """The three months that lie farthest from the others, by what chance gives."""
    scores = [
        abs(value) / max(float(bins.covariance[place, place]) ** 0.5, 1e-300) for place, value in enumerate(bins.values)
    ]
    place = scores.index(max(scores))
    nearest = bins.labels[place]
    return f"{nearest} to {nearest + BIN_MONTHS - 1} months before, {amount_text(float(bins.values[place]), question)}"
