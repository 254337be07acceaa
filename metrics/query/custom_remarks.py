"""What the data says to a made metric before it is kept: a filter that nothing passes, a part outside its whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from metrics.formatting import format_count
from metrics.query.reader import Reader
from metrics.query.session import Session
from metrics.semantic import (
    WITHOUT_VALUE,
    Condition,
    CustomMetric,
    Subject,
    SubjectField,
    Value,
    condition_passes,
    condition_sentence,
    condition_values,
    conditions_in_words,
    conditions_pass,
    custom_select,
    in_text,
    relations_read,
    subject_of,
    value_literal,
)
from metrics.statistics import SimilarNames, nearest

FEW = 6
"""So many values are named where none looks like the one asked for."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know before the metric is kept; `grave` where it can hardly be what was meant."""

    sentence: str
    grave: bool


@dataclass(frozen=True, slots=True)
class _RowCounts:
    """How many rows meet what: each condition, all of the whole, the part within the whole and outside of it."""

    each: tuple[int, ...]
    whole: int
    inside: int
    outside: int


def remarks_on_data(reader: Reader, custom: CustomMetric) -> tuple[Remark, ...]:
    """What is remarkable about a metric without faults, over all rows of its table; the grave ones first."""
    stored_subject = subject_of(reader.snapshot, custom.table)
    if stored_subject is None:
        return ()
    subject = stored_subject.by(custom.day)
    open_session = reader.session()
    counted = replace(custom, title="", summary="")
    remarks = open_session.remember(("remarks", counted), lambda: tuple(_remarks(open_session, counted, subject)))
    return tuple(sorted(remarks, key=lambda remark: not remark.grave))


def values_to_choose(reader: Reader, subject: Subject, field: SubjectField, most: int = 1000) -> tuple[str, ...]:
    """The words that a text column holds, in order, of very many the first."""
    return reader.listed(lambda: _words(reader.session(), subject, field)[:most], instead=())


def _remarks(open_session: Session, custom: CustomMetric, subject: Subject) -> Iterator[Remark]:
    conditions = (*custom.whole, *(custom.part if custom.measure == "share" else ()))
    counts = _count(open_session, custom, subject, conditions)
    for condition, rows in zip(conditions, counts.each, strict=True):
        field = subject.fields[condition.column]
        if not rows:
            sentence = condition_sentence(condition, field)
            yield Remark(
                f"There is no {subject.singular} where {sentence}{_hint(open_session, subject, condition, field)}", True
            )
        elif condition.operator == "one of" and field.type == "text":
            yield from _unknown_words(open_session, subject, condition, field)
    if not all(counts.each):
        return
    if not counts.whole:
        yield Remark(f"No {subject.singular} meets all of these conditions at once.", True)
    elif custom.measure == "share":
        yield from _of_the_share(counts, subject)
    yield from _of_what_is_left(open_session, custom, subject, counts)


def _count(
    open_session: Session, custom: CustomMetric, subject: Subject, conditions: Sequence[Condition]
) -> _RowCounts:
    whole, part = conditions_pass(custom.whole, subject.fields), conditions_pass(custom.part, subject.fields)
    tests = [condition_passes(condition, subject.fields[condition.column]) for condition in conditions]
    tests += [whole, f"({whole}) AND ({part})", f"({part}) AND NOT COALESCE({whole}, FALSE)"]
    sums = ", ".join(f"COUNT(CASE WHEN {test} THEN 1 END)" for test in tests)
    open_session.need((subject.relation,))
    (row,) = open_session.rows(f"SELECT {sums} FROM {subject.relation}")
    *each, total, inside, outside = row
    return _RowCounts(tuple(each), total, inside, outside)


def _of_the_share(counts: _RowCounts, subject: Subject) -> Iterator[Remark]:
    meeting = f"the {subject.several} that meet the part's conditions"
    if not counts.inside:
        yield Remark(f"None of {meeting} is in the whole, so the share is always 0 %.", True)
    elif counts.inside == counts.whole:
        yield Remark(f"All {subject.several} of the whole are in the part, so the share is always 100 %.", True)
    if counts.inside and counts.outside:
        both = format_count(counts.inside + counts.outside)
        outside = format_count(counts.outside)
        yield Remark(f"Of {meeting} ({both}), those outside the whole don't count ({outside}).", False)


def _of_what_is_left(
    open_session: Session, custom: CustomMetric, subject: Subject, counts: _RowCounts
) -> Iterator[Remark]:
    """Rows may meet every condition and still not count."""
    select = custom_select(custom, subject)
    open_session.need(relations_read(select))
    reasons = open_session.rows(
        f"SELECT left_out, COUNT(*) AS rows FROM (\n{select}\n) AS facts GROUP BY left_out ORDER BY rows DESC, left_out"
    )
    if counts.whole and not any(reason is None for reason, _ in reasons):
        examples = " and ".join(f"“{reason}” ({format_count(rows)})" for reason, rows in reasons[:2])
        yield Remark(f"No {subject.singular} counts. Left out are, for example, {examples}.", True)


def _unknown_words(
    open_session: Session, subject: Subject, condition: Condition, field: SubjectField
) -> Iterator[Remark]:
    words = set(_words(open_session, subject, field))
    for value in condition.values:
        if value not in words:
            hint = _nearest_word(value, tuple(words))
            yield Remark(
                f"There is no {subject.singular} whose {in_text(field.title)} is {conditions_in_words(value)}{hint}",
                False,
            )


def _hint(open_session: Session, subject: Subject, condition: Condition, field: SubjectField) -> str:
    """The nearest value there is, as the end of a sentence."""
    if condition.operator in WITHOUT_VALUE or field.type == "yes or no":
        return "."
    if field.type == "text":
        return _nearest_word(condition.values[0], _words(open_session, subject, field))
    nearest_value = _nearest_value(
        open_session, subject, condition.operator, condition_values(condition, field)[0], field
    )
    if nearest_value is None:
        return f": none has any {in_text(field.title)}."
    word = _SUPERLATIVES[field.type == "day"].get(condition.operator, "nearest")
    return f"; the {word} is {conditions_in_words(nearest_value)}."


_SUPERLATIVES = ({"at least": "largest", "at most": "smallest"}, {"at least": "latest", "at most": "earliest"})


def _nearest_word(word: str, words: Sequence[str]) -> str:
    like = nearest(word, SimilarNames.of(words))
    if like:
        return f"; did you mean {conditions_in_words(like)}?"
    return f"; there are {', '.join(map(conditions_in_words, sorted(words)))}." if 0 < len(words) <= FEW else "."


def _nearest_value(open_session: Session, subject: Subject, operator: str, value: Value, field: SubjectField) -> Any:
    """The largest or smallest value there is, or the one nearest to the value asked for."""
    away = f"ABS(DATE_DIFF('day', {field.sql}, {value_literal(value)}))"
    if field.type != "day":
        away = f"ABS({field.sql} - ({value_literal(value)}))"
    order = {"at least": f"{field.sql} DESC", "at most": field.sql}.get(operator, f"{away}, {field.sql}")
    rows = open_session.rows(
        f"SELECT {field.sql} FROM {subject.relation} WHERE {field.sql} IS NOT NULL ORDER BY {order} LIMIT 1"
    )
    return rows[0][0] if rows else None


def _words(open_session: Session, subject: Subject, field: SubjectField) -> tuple[str, ...]:
    def find() -> tuple[str, ...]:
        open_session.need((subject.relation,))
        sql = f"SELECT DISTINCT {field.sql} FROM {subject.relation} WHERE {field.sql} IS NOT NULL ORDER BY 1"
        return tuple(str(word) for (word,) in open_session.rows(sql))

    return open_session.remember(("words", subject.relation, field.name), find)
