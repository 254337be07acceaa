"""Answers that no file could follow, told before it is read on."""

from collections.abc import Sequence

from metrics.errors import UserError
from metrics.intake.choices import ImportChoices
from metrics.intake.recognize.table_match import nearest
from metrics.schema import contracts


def check_choices(choices: ImportChoices) -> None:
    """Raises UserError for a table or column nobody knows, and for two headers said to be one column."""
    if choices.table is None:
        return
    if choices.table not in contracts():
        raise UserError(f"There is no table {choices.table!r}; {_meant(choices.table, list(contracts()))}.")
    columns = contracts()[choices.table].columns
    mapped = [column for column in choices.mapping.values() if column]
    for column in (*mapped, *choices.constants):
        if column not in columns:
            raise UserError(f"The table {choices.table} has no column {column!r}; {_meant(column, list(columns))}.")
    for column in mapped:
        if mapped.count(column) > 1:
            both = [header for header, wanted in choices.mapping.items() if wanted == column]
            raise UserError(f"Only one header can be {column}, not both {both[0]!r} and {both[1]!r}.")


def _meant(word: str, words: Sequence[str]) -> str:
    like = nearest(word, words)
    return f"did you mean {like!r}" if like else f"it is one of {', '.join(words)}"
