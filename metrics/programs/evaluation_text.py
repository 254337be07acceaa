"""An evaluation in words: its title, its grade, what was counted, and the points of its event study."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.formatting import PER_CENT, format_count, format_date, format_value, listed, plural
from metrics.impact import Evidence, ImpactQuestion, Part, amount_text, likely_text, thresholds, why_unadjusted_differs
from metrics.programs.evaluation import Evaluation
from metrics.programs.outcome_counting import CLOSED
from metrics.programs.registration import CREATED

BANDS = ("under 3 months", "3 to 6 months", "6 to 12 months", "1 to 2 years", "over 2 years")
"""What the bands of tenure are called, in order; −1 is an unknown one."""


@dataclass(frozen=True, slots=True)
class EventPoint:
    """One point of an event study: months since the start (negative before it), and the effect with its interval.

    `people` is how many people (or teams) it rests on.
    """

    month: int
    value: float
    low: float | None
    high: float | None
    people: int


def pair_title(evaluation: Evaluation) -> str:
    """Discovery coaching → win rate."""
    return f"{evaluation.program.name} → {evaluation.title[:1].lower()}{evaluation.title[1:]}"


def grade_words(evidence: Evidence) -> str:
    """The grade as a page and a slide show it, and whether it was registered before it began."""
    return f"Evidence: {evidence.grade}; {registered_words(evidence.question)}"


def registered_words(question: ImpactQuestion) -> str:
    """When all of it was set down: before the result was known, or after the fact."""
    if question.registered and question.registered_on:
        return f"registered on {format_date(question.registered_on)}, before it began"
    return "after the fact"


def grade_with_condition(evidence: Evidence) -> str:
    """The grade, and where something is claimed what that hangs on."""
    hangs_on = f", {evidence.question.condition}" if evidence.claims and evidence.question.condition else ""
    return f"{evidence.grade}{hangs_on}"


def grade_in_short(evaluation: Evaluation) -> str:
    """An evaluation in a cell of a table: the effect with its range, or why there is none."""
    evidence, question = evaluation.evidence, evaluation.evidence.question
    if evidence.effect is None:
        needs = evidence.more_facts
        counted = evaluation.outcome.facts if evaluation.outcome else "facts"
        more = f": about {format_count(needs)} more {counted}" if needs else ""
        return f"{evidence.verdict[:1].upper()}{evidence.verdict[1:]}{more}"
    if not evidence.claims:
        verdict = "May be chance, one of many" if evidence.effect.certain else "No effect found"
        return f"{verdict} ({likely_text(evidence.effect, question)})"
    headline = evidence.headline or evidence.effect
    return f"{amount_text(headline.value, question)} ({likely_text(headline, question)})"


def evidence_rests_on(evaluation: Evaluation) -> str:
    """Under it in small: the grade, or why there is no answer."""
    evidence = evaluation.evidence
    if evidence.verdict == "can't be judged":
        return evidence.sentence.removeprefix("This can't be judged because ")
    return grade_with_condition(evidence)


def unadjusted_words(evaluation: Evaluation) -> str:
    """The plain comparison and why it is not to be believed; empty where there is none."""
    comparison = evaluation.study.unadjusted
    if comparison is None:
        return ""
    return why_unadjusted_differs(comparison, evaluation.evidence.question, evaluation.evidence.effect)


def unadjusted_amount(evaluation: Evaluation) -> str:
    """The plain comparison's difference, to be shown struck through; empty where there is none."""
    comparison = evaluation.study.unadjusted
    return "" if comparison is None else amount_text(comparison.effect.value, evaluation.evidence.question)


def event_words(evaluation: Evaluation) -> str:
    """The event study in words, for those who don't see it."""
    points, question = event_points(evaluation), evaluation.evidence.question
    phrases = []
    for when, some in (
        ("Before the start", [point for point in points if point.month < 0]),
        ("Since the start", [point for point in points if point.month >= 0]),
    ):
        if some:
            low, high = min(point.value for point in some), max(point.value for point in some)
            apart = sum(
                point.low is not None and point.high is not None and point.low * point.high > 0 for point in some
            )
            phrases.append(
                f"{when}, {plural(len(some), 'month')}: between {amount_text(low, question)} "
                f"and {amount_text(high, question)}, {apart} of them clear of nothing."
            )
    return " ".join(phrases)


def event_points(evaluation: Evaluation) -> tuple[EventPoint, ...]:
    """The points of the event study, in order; none where no number may be shown."""
    events = evaluation.study.events
    if events is None or evaluation.evidence.effect is None:
        return ()
    return tuple(_point(part) for part in (*events.before, *events.after))


def effect_as_shown(points: Sequence[EventPoint], question: ImpactQuestion) -> tuple[EventPoint, ...]:
    """The points in the unit in which differences are said: points, where the outcome is a share."""
    if question.unit not in PER_CENT:
        return tuple(points)
    return tuple(
        replace(point, value=100 * point.value, low=_percent(point.low), high=_percent(point.high)) for point in points
    )


def event_range(points: Sequence[EventPoint]) -> tuple[float, float]:
    """From where to where a chart of the points should reach: ranges that rest on very few people may run out of it."""
    enough = thresholds().least_treated
    ends = [point.value for point in points]
    for point in points:
        if point.people >= enough and point.low is not None and point.high is not None:
            ends += [point.low, point.high]
    low, high = min(0.0, *ends), max(0.0, *ends)
    margin = 0.08 * (high - low) or 1.0
    return low - margin, high + margin


def _percent(value: float | None) -> float | None:
    return None if value is None else 100 * value


def compared_rows(evaluation: Evaluation) -> tuple[tuple[str, ...], ...]:
    """Who is compared with whom, by segment and tenure: people and facts on either side."""
    imputation = evaluation.study.imputation
    if imputation is None:
        return ()
    return tuple(
        (
            str(each.segment or "Everybody"), BANDS[each.band] if each.band >= 0 else "tenure not known",
            f"{each.treated.people:,}", format_count(each.treated.facts),
            f"{each.comparison.people:,}", format_count(each.comparison.facts),
        )
        for each in imputation.compared
    )  # fmt: skip


def described_words(evaluation: Evaluation) -> str:
    """What those reached did before and since, said to be no more than that; empty where nobody knows."""
    described, question = evaluation.described, evaluation.evidence.question
    if described is None or described.before is None or described.since is None:
        return ""
    before, since = (
        format_value(value, question.unit, question.currency, compact=True)
        for value in (described.before, described.since)
    )
    return (
        f"Those reached had {before} before and {since} since ({plural(described.people, 'person', 'people')}). "
        "That is a description: what they would have had without it isn't known from this."
    )


def how_counted(evaluation: Evaluation) -> tuple[str, ...]:
    """How the panel was made, in sentences: which day counts, from what start dates, what is in no cell."""
    outcome_panel, exposure = evaluation.outcome_panel, evaluation.exposure
    if outcome_panel is None or exposure is None or evaluation.outcome is None or not outcome_panel.months:
        return ()
    facts, months = evaluation.outcome.facts, outcome_panel.months
    day = evaluation.choices.day
    own = "the first day of each month" if evaluation.outcome.form == "spell" else "their own day"
    by = {CREATED: "the day they were created", CLOSED: own}.get(day, f"the day they came into {day}")
    sentences = [f"{facts[:1].upper()}{facts[1:]} count by {by}, {months[0].label} to {months[-1].label}."]
    rule = exposure.rule
    from_training = f"the day of the {ordinal(rule.sessions)} session {rule.what}"
    sentences.append(f"Start dates: {'the roll-out' if exposure.source == 'roll-out' else from_training}.")
    if (whole := exposure.together) != "people":
        sentences.append(f"Whole {whole} started together, so {whole}, not people, are what is counted as independent.")
    left = [f"{format_count(each.count)} {each.reason}" for each in outcome_panel.left]
    return (*sentences, f"In no comparison: {listed(left)}.") if left else tuple(sentences)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def segment_rows(evaluation: Evaluation) -> tuple[tuple[str, ...], ...]:
    """The effect by segment, with its range; they are no claims of their own."""
    imputation, question = evaluation.study.imputation, evaluation.evidence.question
    if imputation is None or evaluation.evidence.effect is None:
        return ()
    return tuple(
        (
            str(part.label),
            amount_text(part.effect.value, question),
            likely_text(part.effect, question),
            f"{part.clusters:,}",
        )
        for part in imputation.segments
        if part.label
    )


def _point(part: Part) -> EventPoint:
    return EventPoint(int(part.label), part.effect.value, part.effect.low, part.effect.high, part.clusters)
