"""A made metric in sentences: what its header says to those who read its numbers."""

from collections.abc import Iterator, Sequence

from metrics.semantic.custom.condition import may_be_unknown, sentences
from metrics.semantic.custom.custom_metric import OF_A_COLUMN, WITHOUT_VALUE, CustomMetric
from metrics.semantic.custom.subject import Subject, SubjectField, in_text


def custom_summary(custom: CustomMetric, subject: Subject) -> str:
    """What the manager wrote, or the measure in one sentence."""
    written = " ".join(custom.summary.split())
    if written:
        return written if written[-1] in ".!?…" else f"{written}."
    return f"{_counted(custom, subject)}."


def custom_definition(custom: CustomMetric, subject: Subject) -> str:
    """What is counted of which rows by which day, and what becomes of those that don't say."""
    return " ".join(_definition(custom, subject))


def custom_example(custom: CustomMetric, subject: Subject) -> str:
    """The measure on a handful of made-up rows."""
    if custom.measure == "share":
        return f"Of 40 {subject.several} that count, 10 are in the part: 10 ÷ 40 = 25 %."
    if custom.measure == "count":
        return f"30 {subject.several}, of which 12 count: the value is 12."
    title = in_text(subject.fields[custom.column].title) if custom.column else ""
    several = f"Three {subject.several} that count, their {title} 20, 40 and 90"
    return f"{several}: the sum is 150." if custom.measure == "sum" else f"{several}: the median is 40."


def _counted(custom: CustomMetric, subject: Subject) -> str:
    """The measure and the rows it is taken of, without the day."""
    where = f" where {sentences(custom.whole, subject.fields)}" if custom.whole else ""
    if custom.measure == "share":
        whole = f"the {subject.several}{where}" if where else f"all {subject.several}"
        return f"Of {whole}, the share where {sentences(custom.part, subject.fields)}"
    if custom.measure == "count" or custom.column is None:
        return f"The number of {subject.several}{where}"
    return f"The {custom.measure} of {in_text(subject.fields[custom.column].title)} over {subject.several}{where}"


def _definition(custom: CustomMetric, subject: Subject) -> Iterator[str]:
    yield f"{_counted(custom, subject)}, by the day {subject.days[custom.day].phrase}."
    if custom.measure == "median":
        yield "Of an even number of values it is the mean of the two in the middle."
    yield from _of_what_is_unknown(custom, subject)
    yield "Rows without such a day, or of a day after the data ends, are left out and counted."


def _of_what_is_unknown(custom: CustomMetric, subject: Subject) -> Iterator[str]:
    """What an empty cell means: none of the words, or nothing at all."""
    asked = [condition for condition in (*custom.whole, *custom.part) if condition.operator not in WITHOUT_VALUE]
    fields = [(each, subject.fields[each.column]) for each in asked]
    unknown = [field for each, field in fields if may_be_unknown(each, field)]
    if custom.column and custom.measure in OF_A_COLUMN:
        unknown.append(subject.fields[custom.column])
    if any(field.type == "money" for field in unknown):
        yield "Money is in the workspace's currency."
    if words := _titles([field for _, field in fields if field.definite]):
        yield f"An empty {words} is none of the words named."
    if words := _titles(unknown):
        yield f"Rows where {words} isn't known are left out and counted."


def _titles(fields: Sequence[SubjectField]) -> str:
    return " or ".join(dict.fromkeys(in_text(field.title) for field in fields))
