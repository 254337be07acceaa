"""What could be seen of a programme, before it begins: in sentences, and as a table of people and months."""

from metrics.execution import metric_named
from metrics.formatting import plural
from metrics.impact.evidence import Question
from metrics.impact.wording import size
from metrics.programmes.planned import MONTHS_AFTER, Pace, detectable, pace
from metrics.store.snapshot import Snapshot

HALF = 0.5
SHARES = (0.25, 0.5, 0.75)
USUAL_MONTHS = 6


def question_of(snapshot: Snapshot, metric: str) -> Question:
    """A question only for how its numbers are written."""
    known = metric_named(snapshot, metric)
    return Question("", known.short_title, known.unit, known.better, currency=snapshot.settings.currency)


def power_sentence(snapshot: Snapshot, metric: str) -> str:
    """What a programme that reaches half of the people could show after half a year; empty where nobody can tell."""
    known = pace(snapshot, metric)
    if known is None:
        return ""
    reached = round(known.people * HALF)
    found = detectable(known, reached, known.people - reached, USUAL_MONTHS)
    if found is None:
        return ""
    question = question_of(snapshot, metric)
    people = plural(known.people, "person", "people")
    return (
        f"With the {people} who had results lately, a programme that reaches half of them could be seen after "
        f"{USUAL_MONTHS} months if it moved the {question.outcome.lower()} by ±{size(found, question)} or more; "
        "anything smaller would probably pass unseen."
    )


def power_rows(snapshot: Snapshot, metric: str, people: int, known: Pace) -> tuple[tuple[str, ...], ...]:
    """The smallest effect seen in four of five cases: a row for each share reached, a column for each time.

    The heading comes first.
    """
    question = question_of(snapshot, metric)
    rows = [("Reached", *(f"after {months} months" for months in MONTHS_AFTER))]
    for share in SHARES:
        reached = round(people * share)
        found = [detectable(known, reached, people - reached, months) for months in MONTHS_AFTER]
        cells = ("–" if each is None else f"±{size(each, question)}" for each in found)
        rows.append((f"{reached} of {people}", *cells))
    return tuple(rows)
