"""What can't be right about a made metric, one plain sentence each, before any row is looked at."""

import re
from collections.abc import Iterator, Sequence

from metrics.semantic.custom.condition import condition_values
from metrics.semantic.custom.custom_metric import OF_A_COLUMN, WITHOUT_VALUE, Condition, CustomMetric
from metrics.semantic.custom.naming import PREVIEW_TITLE
from metrics.semantic.custom.subject import Needs, Subject, SubjectField, in_text, missing_for_subject, subject_of
from metrics.semantic.definition import metrics_of
from metrics.store import Snapshot

LONGEST_TITLE = 80
LONGEST_SUMMARY = 300
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")
ORDERED = ("number", "money", "day")


def custom_text_faults(snapshot: Snapshot, custom: CustomMetric, replacing: str | None = None) -> tuple[str, ...]:
    """What can't be right about the title and the summary. `replacing` is the own metric that is being changed."""
    return tuple(_of_the_title(snapshot, custom, replacing)) + tuple(_of_the_summary(custom))


def custom_metric_faults(snapshot: Snapshot, custom: CustomMetric) -> tuple[str, ...]:
    """What can't be right about what is counted; nothing can be computed while there is any."""
    subject = subject_of(snapshot, custom.table)
    if subject is None or custom.table not in snapshot.tables:
        return (f"No imported file has brought “{custom.table}”; choose another table.",)
    if custom.day not in subject.days or custom.person not in subject.people:
        return (
            f"{subject.several.capitalize()} have no “{custom.day}” or no “{custom.person}”; choose from the list.",
        )
    return tuple(dict.fromkeys(_of_the_count(snapshot, custom, subject.by(custom.day))))


def _of_the_title(snapshot: Snapshot, custom: CustomMetric, replacing: str | None) -> Iterator[str]:
    title = " ".join(custom.title.split())
    if not title:
        yield "Give the metric a title."
    elif len(title) > LONGEST_TITLE:
        most = f"A title has at most {LONGEST_TITLE} characters"
        yield f"{most}, this one has {len(title)}; put the rest into the summary."
    elif CONTROL.search(title) or not any(character.isalnum() for character in title):
        yield "A title needs a letter or a digit, and can't hold control characters."
    else:
        metrics_by_title = {
            metric.title.casefold(): metric for name, metric in metrics_of(snapshot).items() if name != replacing
        }
        if title.casefold() in metrics_by_title or title.casefold() == PREVIEW_TITLE.casefold():
            yield f"There is a metric called “{title}” already; choose another title."


def _of_the_summary(custom: CustomMetric) -> Iterator[str]:
    length = len(" ".join(custom.summary.split()))
    if length > LONGEST_SUMMARY:
        yield f"A summary has at most {LONGEST_SUMMARY} characters, this one has {length}."
    elif CONTROL.search(custom.summary):
        yield "A summary can't hold control characters."


def _of_the_count(snapshot: Snapshot, custom: CustomMetric, subject: Subject) -> Iterator[str]:
    yield from _not_brought(snapshot, f"the day “{subject.days[custom.day].title}”", subject.days[custom.day].needs)
    if custom.measure in OF_A_COLUMN:
        yield from _of_the_column(snapshot, custom, subject)
    conditions = (*custom.whole, *custom.part) if custom.measure == "share" else custom.whole
    for condition in conditions:
        yield from _of_a_condition(snapshot, condition, subject)
    if custom.measure == "share":
        yield from _of_the_part(custom, subject)


def _of_the_column(snapshot: Snapshot, custom: CustomMetric, subject: Subject) -> Iterator[str]:
    done = "added up" if custom.measure == "sum" else "put in order for a median"
    field = subject.fields.get(custom.column or "")
    if custom.column is None:
        yield f"Choose the column that is to be {done}."
    elif field is None:
        yield _unknown_column(custom.column, subject)
    elif not field.is_number:
        kind = {"text": "text", "day": "a day", "yes or no": "yes or no"}[field.type]
        yield f"{field.title} is {kind}, which can't be {done}; choose a column of numbers, or count {subject.several}."
    else:
        yield from _not_brought(snapshot, f"the column “{field.title}”", field.needs)


def _of_a_condition(snapshot: Snapshot, condition: Condition, subject: Subject) -> Iterator[str]:
    field = subject.fields.get(condition.column)
    if field is None:
        yield _unknown_column(condition.column, subject)
        return
    yield from _not_brought(snapshot, f"the column “{field.title}”", field.needs)
    if condition.operator in WITHOUT_VALUE:
        return
    if condition.operator in ("at least", "at most") and field.type not in ORDERED:
        yield f"{field.title} is {field.type}: “{condition.operator}” compares numbers and days only."
    elif not condition.values or not all(value.strip() for value in condition.values):
        yield f"The condition on {in_text(field.title)} has no value yet."
    elif len(condition.values) > 1 and condition.operator != "one of":
        yield f"The condition on {in_text(field.title)} has several values; choose “one of”."
    else:
        yield from _of_the_values(condition, field)


def _unknown_column(name: str, subject: Subject) -> str:
    for day in subject.days.values():
        if name in day.fields:
            return (
                f"{day.fields[name].title} is known only by the day “{day.title}”; choose that day or another column."
            )
    return f"No imported file has brought a column “{name}” of {subject.several}; choose another column."


def _of_the_values(condition: Condition, field: SubjectField) -> Iterator[str]:
    try:
        condition_values(condition, field)
    except ValueError as reason:
        yield f"{field.title}: {reason}"


def _of_the_part(custom: CustomMetric, subject: Subject) -> Iterator[str]:
    """A part that asks no more than the whole does is the whole."""
    if not custom.part:
        yield f"Say which {subject.several} are the part; without a condition the share is always 100 %."
    elif set(_meanings(custom.part, subject)) <= set(_meanings(custom.whole, subject)):
        yield "The part and the whole have the same conditions: divided by itself, the share is always 100 %."


def _meanings(conditions: Sequence[Condition], subject: Subject) -> Iterator[tuple[str, str, frozenset[object]]]:
    """The conditions, the same for those that say the same in other words."""
    for condition in conditions:
        field = subject.fields.get(condition.column)
        try:
            values: frozenset[object] = (
                frozenset(condition_values(condition, field)) if field else frozenset(condition.values)
            )
        except ValueError:
            values = frozenset(condition.values)
        yield condition.column, "is" if condition.operator == "one of" else condition.operator, values


def _not_brought(snapshot: Snapshot, what: str, needs: Needs) -> Iterator[str]:
    if lacking := missing_for_subject(snapshot, needs):
        named = " and ".join(f"{table}.{column}" for table, column in lacking)
        yield f"No imported file has brought {named}, which {what} needs."
