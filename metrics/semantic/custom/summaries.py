"""A made metric in sentences: what its header says to those who read its numbers."""

from collections.abc import Iterator, Sequence

from metrics.semantic.custom.condition import may_be_unknown, sentences
from metrics.semantic.custom.custom_metric import OF_A_COLUMN, WITHOUT_VALUE, CustomMetric
from metrics.semantic.custom.subject import Subject, SubjectField, in_text


def custom_summary(made: CustomMetric, subject: Subject) -> str:
    """What the manager wrote, or the measure in one sentence."""
    written = " ".join(made.summary.split())
    if written:
        return written if written[-1] in ".!?…" else f"{written}."
    return f"{_counted(made, subject)}."


def custom_definition(made: CustomMetric, subject: Subject) -> str:
    """What is counted of which rows by which day, and what becomes of those that don't say."""
    return " ".join(_definition(made, subject))


def custom_example(made: CustomMetric, subject: Subject) -> str:
    """The measure on a handful of made-up rows."""
    if made.measure == "share":
        return f"Of 40 {subject.several} that count, 10 are in the part: 10 ÷ 40 = 25 %."
    if made.measure == "count":
        return f"30 {subject.several}, of which 12 count: the value is 12."
    title = in_text(subject.fields[made.column].title) if made.column else ""
    several = f"Three {subject.several} that count, their {title} 20, 40 and 90"
    return f"{several}: the sum is 150." if made.measure == "sum" else f"{several}: the median is 40."


def _counted(made: CustomMetric, subject: Subject) -> str:
    """The measure and the rows it is taken of, without the day."""
    where = f" where {sentences(made.whole, subject.fields)}" if made.whole else ""
    if made.measure == "share":
        whole = f"the {subject.several}{where}" if where else f"all {subject.several}"
        return f"Of {whole}, the share where {sentences(made.part, subject.fields)}"
    if made.measure == "count" or made.column is None:
        return f"The number of {subject.several}{where}"
    return f"The {made.measure} of {in_text(subject.fields[made.column].title)} over {subject.several}{where}"


def _definition(made: CustomMetric, subject: Subject) -> Iterator[str]:
    yield f"{_counted(made, subject)}, by the day {subject.days[made.day].phrase}."
    if made.measure == "median":
        yield "Of an even number of values it is the mean of the two in the middle."
    yield from _of_what_is_unknown(made, subject)
    yield "Rows without such a day, or of a day after the data ends, are left out and counted."


def _of_what_is_unknown(made: CustomMetric, subject: Subject) -> Iterator[str]:
    """What an empty cell means: none of the words, or nothing at all."""
    asked = [condition for condition in (*made.whole, *made.part) if condition.operator not in WITHOUT_VALUE]
    fields = [(each, subject.fields[each.column]) for each in asked]
    unknown = [field for each, field in fields if may_be_unknown(each, field)]
    if made.column and made.measure in OF_A_COLUMN:
        unknown.append(subject.fields[made.column])
    if any(field.type == "money" for field in unknown):
        yield "Money is in the workspace's currency."
    if words := _titles([field for _, field in fields if field.definite]):
        yield f"An empty {words} is none of the words named."
    if words := _titles(unknown):
        yield f"Rows where {words} isn't known are left out and counted."


def _titles(fields: Sequence[SubjectField]) -> str:
    return " or ".join(dict.fromkeys(in_text(field.title) for field in fields))
