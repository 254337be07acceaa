"""How findings are said: in words of a seller, and no more strongly than the evidence."""

from collections.abc import Sequence

from metrics.formatting import format_change
from metrics.impact.effect import Effect
from metrics.impact.effect_evidence import UPPER, Grade, ImpactQuestion
from metrics.impact.unadjusted import UnadjustedComparison


def amount_text(value: float, question: ImpactQuestion) -> str:
    """A difference with its sign and unit: +4.0 points, −3 days."""
    return format_change(value, question.unit, question.currency, compact=True).replace(" pts", " points")


def size_text(value: float, question: ImpactQuestion) -> str:
    """A difference without its sign: 4.0 points, 3 days."""
    return amount_text(abs(value), question).removeprefix("+")


def likely_text(effect: Effect, question: ImpactQuestion) -> str:
    """Where the effect likely lies: likely +0.6 to +7.4 points."""
    return likely_between_text(effect.low, effect.high, question)


def likely_between_text(lowest: float | None, highest: float | None, question: ImpactQuestion) -> str:
    """The same of two bounds."""
    if lowest is None or highest is None:
        return "no likely range"
    low, high = amount_text(lowest, question), amount_text(highest, question)
    shared = low.rsplit(" ", 1)[0] if " " in low and low.rsplit(" ", 1)[1] == high.rsplit(" ", 1)[-1] else low
    return f"likely {shared} to {high}"


def claim(
    effect: Effect,
    question: ImpactQuestion,
    grade: Grade,
    allowing: Effect | None = None,
    adjusted_for: Sequence[str] = (),
) -> str:
    """The sentence of an effect, as strong as its grade allows: only the upper grades say who did it.

    Below them the range is that of `allowing`, what is left if a drift from before the start went on.
    """
    if grade == "adjusted comparison":
        return _adjusted_claim(effect, question, adjusted_for)
    size, title = size_text(effect.value, question), _title(question)
    if grade in UPPER:
        did = "raised" if effect.value > 0 else "lowered"
        return f"{question.program} {did} the {title} by {size} ({likely_text(effect, question)})."
    direction = "higher" if effect.value > 0 else "lower"
    start = f"For {question.who}, the {title} was {size} {direction} than expected"
    if allowing is None or allowing.low is None:
        return (
            f"{start} ({likely_text(effect, question)}). What a drift would have brought anyway can't be told from it."
        )
    left = f"{amount_text(allowing.value, question)} ({likely_text(allowing, question)})"
    return f"{start}. Allowing for a drift like that before the start, it is {left}."


def _adjusted_claim(effect: Effect, question: ImpactQuestion, adjusted_for: Sequence[str]) -> str:
    """The sentence of a comparison of one period."""
    did = f"{question.did} {_more(effect, question)}"
    direction = "higher" if effect.value > 0 else "lower"
    had = f"had a {_title(question)} {size_text(effect.value, question)} {direction}"
    return (
        f"Adjusted for {_listed(adjusted_for)}, {question.who} {did if question.did else had} than "
        f"comparable others ({likely_text(effect, question)}). Unmeasured differences may remain."
    )


def nothing_found(effect: Effect, question: ImpactQuestion, detectable: float) -> str:
    """The sentence where the interval holds 0: what it means that nothing was found."""
    start = (
        f"No effect of {question.program} on the {_title(question)} can be told from chance "
        f"({likely_text(effect, question)})."
    )
    if question.worth is not None and _rules_out(effect, question.worth):
        return f"{start} An effect worth paying for ({size_text(question.worth, question)}) is unlikely."
    if question.worth is None:
        return f"{start} Effects smaller than ±{size_text(detectable, question)} would often have been missed."
    return (
        f"{start} You could only have detected ±{size_text(detectable, question)}; that nothing was found means little."
    )


def wrong_way(effect: Effect, question: ImpactQuestion) -> str:
    """That a claimed effect is not what was hoped for, where it isn't."""
    if (effect.value > 0) == (question.better == "higher"):
        return ""
    return f"That is the wrong way: {question.better} is better."


def worth_it(effect: Effect, question: ImpactQuestion) -> str:
    """How a claimed effect stands to the smallest one worth paying for; empty where nobody said which that is."""
    if question.worth is None or effect.low is None or effect.high is None or wrong_way(effect, question):
        return ""
    least, most = sorted((abs(effect.low), abs(effect.high)))
    worth = f"the {size_text(question.worth, question)} that would be worth paying for"
    if most < question.worth:
        return f"That is less than {worth}."
    return f"That is at least {worth}." if least >= question.worth else f"Whether it reaches {worth} can't be told."


def why_unadjusted_differs(unadjusted: UnadjustedComparison, question: ImpactQuestion, effect: Effect | None) -> str:
    """Why the plain comparison is shown struck through."""
    plain = f"Comparing {question.who} with the others plainly gives {amount_text(unadjusted.effect.value, question)}."
    if unadjusted.before is None:
        return f"{plain} Who was reached and who wasn't differ in more than the programme."
    gap = unadjusted.before
    ahead = "ahead" if (gap.value > 0) == (question.better == "higher") else "behind"
    before = f"Before it began they were already {size_text(gap.value, question)} {ahead}"
    end = (
        ""
        if effect is None
        else f"; compared with themselves and with the months, it is {amount_text(effect.value, question)}"
    )
    return f"{plain} {before}{end}."


def _listed(names: Sequence[str]) -> str:
    """Past results, tenure and segment."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part) or "nothing"


def _more(effect: Effect, question: ImpactQuestion) -> str:
    """How much more or less of what the outcome's verb says."""
    return (
        f"{amount_text(effect.value, question)} more"
        if effect.value > 0
        else f"{size_text(effect.value, question)} less"
    )


def _rules_out(effect: Effect, worth: float) -> bool:
    return effect.low is not None and effect.high is not None and -worth < effect.low and effect.high < worth


def _title(question: ImpactQuestion) -> str:
    return question.outcome[:1].lower() + question.outcome[1:]
