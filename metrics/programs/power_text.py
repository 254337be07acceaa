"""What could be seen of a program, before it begins: in a sentence, and as a table of people and months."""

from collections.abc import Mapping, Sequence

from metrics.formatting import plural
from metrics.impact import ImpactQuestion, size_text
from metrics.programs.power import detectable_effect_with, had_results, power_of
from metrics.programs.rollout_assignment import Design
from metrics.query import Reader, metric_named
from metrics.store import Snapshot

MONTHS_AFTER = (3, 6, 9, 12)
SHARES = (0.25, 0.5, 0.75)
HALF = 0.5
USUAL_MONTHS = 6
SELLERS = ("sales",)


def power_question(snapshot: Snapshot, metric: str) -> ImpactQuestion:
    """A question only for how its numbers are written."""
    outcome_metric = metric_named(snapshot, metric)
    return ImpactQuestion(
        "", outcome_metric.short_title, outcome_metric.unit, outcome_metric.better, currency=snapshot.settings.currency
    )


def power_sentence(reader: Reader, metric: str) -> str:
    """What a program that reaches half of the sellers could show after half a year; empty where nobody can tell."""
    power = power_of(reader, metric, SELLERS, "person by person", USUAL_MONTHS)
    people = had_results(reader, metric, SELLERS)
    reached = round(people * HALF)
    detectable = detectable_effect_with(power, reached, people - reached) if power else None
    if detectable is None:
        return ""
    question = power_question(reader.snapshot, metric)
    return (
        f"With the {plural(people, 'person', 'people')} who had results lately, a programme that reaches half of them "
        f"could be seen after {USUAL_MONTHS} months if it moved the {question.outcome.lower()} by "
        f"±{size_text(detectable, question)} or more; anything smaller would probably pass unseen."
    )


def power_rows(
    reader: Reader, metric: str, functions: Sequence[str], design: Design, people: int
) -> tuple[tuple[str, ...], ...]:
    """The smallest effect seen in four of five cases: a row for each share reached, a column for each time.

    The heading comes first; empty where nothing can be told.
    """
    question, grid = power_question(reader.snapshot, metric), _grid(reader, metric, functions, design, people)
    if not grid:
        return ()
    rows = [("Reached", *(f"after {months} months" for months in MONTHS_AFTER))]
    for reached, effects in grid.items():
        cells = ("–" if each is None else f"±{size_text(each, question)}" for each in effects)
        rows.append((f"{reached} of {people}", *cells))
    return tuple(rows)


def worth_sentence(
    reader: Reader, metric: str, functions: Sequence[str], design: Design, people: int, worth: float
) -> str:
    """Whether an effect that would be worth paying for could be seen within the months of the table."""
    grid = _grid(reader, metric, functions, design, people)
    seen = [each for effects in grid.values() for each in effects if each is not None]
    words = (
        f"An effect of {size_text(worth, power_question(reader.snapshot, metric))}, which would be worth paying for,"
    )
    if not seen or min(seen) > worth:
        return f"{words} could not be seen by any of these: reach more people, or ask for a longer time."
    return f"{words} could be seen where the table says as much or less."


def _grid(
    reader: Reader, metric: str, functions: Sequence[str], design: Design, people: int
) -> Mapping[int, list[float | None]]:
    """The smallest effects seen, by how many are reached, each after 3, 6, 9 and 12 months; empty if none is known."""
    powers = [power_of(reader, metric, functions, design, months) for months in MONTHS_AFTER]
    if not any(powers):
        return {}
    sides = [round(people * share) for share in SHARES]
    return {
        reached: [detectable_effect_with(each, reached, people - reached) if each else None for each in powers]
        for reached in sides
    }
