"""The SQL that makes a contract's typed value of a text: one expression a column, NULL where the text doesn't fit."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import duckdb

from metrics.errors import UserError
from metrics.intake.confined_connection import literal
from metrics.intake.model import ColumnFormat
from metrics.intake.recognize.cast import cast_expression
from metrics.intake.stage.plain_columns import plain_cast
from metrics.schema import SECONDS, Column, same_word_key
from metrics.threads import thread_settings

CRM_OBJECTS = "00[1356QTU]|01t"
"""How Salesforce ids of accounts, contacts, users, deals, leads, tasks, events and products begin."""

MACROS = (
    r"CREATE TEMP MACRO word_key(word) AS regexp_replace(lower(nfc_normalize(word)), '[^\p{L}\p{N}\p{M}]', '', 'g')",
    "CREATE TEMP MACRO capitals(five) AS list_sum([CASE WHEN five[place] BETWEEN 'A' AND 'Z' "
    "THEN 1 << (place - 1) ELSE 0 END FOR place IN [1, 2, 3, 4, 5]])::INTEGER",
    "CREATE TEMP MACRO check_letter(five) AS 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[1 + capitals(five)]",
    "CREATE TEMP MACRO crm_id(id) AS CASE WHEN regexp_full_match(id, '0{15}(AAA)?') THEN NULL WHEN length(id) = 15 "
    f"AND regexp_full_match(id, '({CRM_OBJECTS})[0-9A-Za-z]{{12}}') AND regexp_matches(id[4:], '[A-Za-z]') "
    "THEN id || check_letter(id[1:5]) || check_letter(id[6:10]) || check_letter(id[11:15]) ELSE id END",
)


_NO_TEXTS = ", ".join(map(literal, (r"\N", "NULL", "(null)", "<null>", "#N/A")))
"""What databases and spreadsheets write for no value; other words, such as “none”, may be somebody's name for one."""


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """Where a contract's column comes from: the file's column at `position`, a text for every row, or the first and,
    where that is empty, the second. A `plain` column is assumed to hold nothing but plain texts (see `plain`)."""

    column: Column
    position: int | None
    header: str | None
    format: ColumnFormat = field(default_factory=ColumnFormat)
    constant: str | None = None
    plain: bool = False
    joined: str | None = None

    @property
    def text(self) -> str:
        """SQL of its text in a row of the file."""
        return self.joined or f"c{self.position}"

    @property
    def may_fail(self) -> bool:
        """Whether a text of the file may not fit."""
        return self.position is not None and (self.column.type != "text" or bool(self.column.values))


@dataclass(frozen=True, slots=True)
class KeptColumn:
    """A column of the file kept as a segment: the name it is stored under, its header and position."""

    stored: str
    header: str
    position: int


def define_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the macros known that `value_sql` uses: `crm_id` gives a Salesforce id its 18-character form, and
    none to the zeros that a data export writes for no record."""
    for macro in MACROS:
        connection.execute(macro)


def value_sql(planned: PlannedColumn, time_zone: str) -> str:
    """The typed value of one column in one row of a text table; NULL for an empty or unfitting text."""
    if planned.position is None:
        return text_value_sql(literal(planned.constant or ""), planned, time_zone)
    text = planned.text
    value = text_value_sql(text, planned, time_zone)
    if planned.constant is None:
        return value
    stated = replace(planned, plain=False, format=replace(planned.format, time_unit=None))
    constant = text_value_sql(literal(planned.constant), stated, time_zone)
    return f"CASE WHEN {text} IS NULL THEN {constant} ELSE {value} END"


def text_value_sql(text: str, planned: PlannedColumn, time_zone: str) -> str:
    """The typed value of one text, given as SQL."""
    column = planned.column
    if column.type == "text":
        if column.values:
            allowed = ", ".join(literal(value) for value in column.values)
            return f"CASE WHEN {text} IN ({allowed}) THEN {text} ELSE {_known_word(text, column)} END"
        written = f"CASE WHEN {text} NOT IN ({_NO_TEXTS}) THEN {text} END"
        return f"crm_id({written})" if column.crm_id else f"CAST({written} AS VARCHAR)"
    if planned.plain:
        return _in_own_unit(plain_cast(text, column.type, time_zone), planned)
    cast = cast_expression(text, column.type, planned.format, time_zone)
    if column.values:
        cast = f"coalesce({cast}, CAST({_known_word(text, column)} AS {column.sql_type}))"
    return f"CAST({_in_own_unit(cast, planned)} AS {column.sql_type})"


def _in_own_unit(value: str, planned: PlannedColumn) -> str:
    """A duration in the unit its column is stored in."""
    written, own = planned.format.time_unit, planned.column.time_unit
    return f"({value} * {SECONDS[written]} / {SECONDS[own]})" if written and own and written != own else value


def check_constants(columns: Sequence[PlannedColumn], time_zone: str) -> None:
    """Raises UserError for a constant that isn't a value of its column."""
    given = [planned for planned in columns if planned.constant is not None]
    if not given:
        return
    with duckdb.connect(config=thread_settings()) as connection:
        define_macros(connection)
        for planned in given:
            sql = text_value_sql(literal(planned.constant or ""), planned, time_zone)
            (value,) = connection.execute(f"SELECT {sql}").fetchone() or (None,)
            if value is None:
                raise UserError(
                    f"{planned.constant!r} is no {planned.column.type} for {planned.column.name}; "
                    "give every row a value that is."
                )


def _known_word(text: str, column: Column) -> str:
    """The allowed value a known word stands for."""
    words = {}
    for value, spellings in column.values.items():
        for spelling in (value, *spellings):
            words[same_word_key(spelling)] = value
    keys, values = (", ".join(literal(word) for word in part) for part in (words.keys(), words.values()))
    return f"MAP([{keys}], [{values}])[word_key({text})]"
