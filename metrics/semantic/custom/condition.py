"""A condition as SQL and as words. SQL yields NULL where a row doesn't say whether it holds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from metrics.semantic.custom.custom_metric import WITHOUT_VALUE, Condition, Operator
from metrics.semantic.custom.literals import Value, read_value, value_literal
from metrics.semantic.custom.subject import SubjectField, in_text

SHOWN = 5
"""Of a longer list so many values are named."""

ON_DAYS: Mapping[str, str] = {"at least": "on or after", "at most": "on or before"}
COMPARED: Mapping[str, str] = {"is": "=", "is not": "<>", "at least": ">=", "at most": "<="}


def condition_values(condition: Condition, field: SubjectField) -> tuple[Value, ...]:
    """The condition's values in the column's type. Raises ValueError with a sentence for people."""
    return tuple(read_value(value, field.type) for value in condition.values)


def condition_passes(condition: Condition, field: SubjectField) -> str:
    """Whether a row passes, as SQL: an empty cell of a definite column is none of the words."""
    if condition.operator in WITHOUT_VALUE:
        return f"{field.sql} IS {'NOT ' if condition.operator == 'is not empty' else ''}NULL"
    literals = [value_literal(value) for value in condition_values(condition, field)]
    if condition.operator == "one of":
        test = f"{field.sql} IN ({', '.join(literals)})"
    else:
        test = f"{field.sql} {COMPARED[condition.operator]} {literals[0]}"
    if not field.definite:
        return test
    return f"COALESCE({test}, {'TRUE' if condition.operator == 'is not' else 'FALSE'})"


def conditions_pass(conditions: Sequence[Condition], fields: Mapping[str, SubjectField]) -> str:
    """Whether a row passes all of them, as SQL."""
    return " AND ".join(condition_passes(condition, fields[condition.column]) for condition in conditions) or "TRUE"


def may_be_unknown(condition: Condition, field: SubjectField) -> bool:
    """Whether an empty cell leaves open if a row passes."""
    return not field.definite and condition.operator not in WITHOUT_VALUE


def condition_sentence(condition: Condition, field: SubjectField) -> str:
    """The condition in words: “source is “Web””, “amount is at least 1,000”."""
    title = in_text(field.title)
    if condition.operator in WITHOUT_VALUE:
        return f"{title} {condition.operator}"
    words = [conditions_in_words(value) for value in condition_values(condition, field)]
    if condition.operator == "one of":
        return f"{title} is {_either(words)}"
    return f"{title} {verb(condition.operator, field)} {words[0]}"


def verb(operator: Operator, field: SubjectField) -> str:
    """How an operator is said of a column: “is at least”, of days “is on or after”."""
    phrase = ON_DAYS.get(operator, operator) if field.type == "day" else operator
    return phrase if phrase.startswith("is") else f"is {phrase}"


def sentences(conditions: Iterable[Condition], fields: Mapping[str, SubjectField]) -> str:
    """All of them in words, joined by “and”."""
    return " and ".join(condition_sentence(condition, fields[condition.column]) for condition in conditions)


def conditions_in_words(value: Value | float) -> str:
    """A value as people read it, on one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return f"“{' '.join(value.split())}”"
    if isinstance(value, date):
        return value.isoformat()
    whole, point, decimals = f"{Decimal(str(value)):,f}".partition(".")
    return f"{whole}{point}{decimals.rstrip('0')}".removesuffix(".")


def _either(words: Sequence[str]) -> str:
    if len(words) > SHOWN:
        return f"{', '.join(words[:SHOWN])} or one of {len(words) - SHOWN} more"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
