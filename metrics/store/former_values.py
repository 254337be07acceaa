"""What rows are given in a column that was not stored when they came in, from what the workspace said at the time."""

from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path

from metrics.store import versions
from metrics.store.scan import identifier, literal
from metrics.store.versions import StoredTable, Version

INTO = "into"
"""The currency that rates lead into: before it was stored, that of the oldest kept version that holds them."""

Former = Mapping[str, Mapping[int, str]]
"""By column: the last import that brought rows with a value → that value, in the order of imports."""


def former_values(workspace: Path, version: Version, name: str, table: StoredTable | None) -> Former:
    """The values of columns that a table of a version doesn't store yet; none for most tables."""
    if name != "rates" or table is None or INTO in table.columns:
        return {}
    numbers = [*(number for number in versions.numbers(workspace) if number < version.number), version.number]
    currencies = {number: versions.read(workspace, number).settings.currency for number in numbers[:-1]}
    currencies[version.number] = version.settings.currency
    last: dict[int, str] = {}
    for brought in range(1, version.number + 1):
        currency = currencies[numbers[bisect_left(numbers, brought)]]
        if last and next(reversed(last.values())) == currency:
            last.popitem()
        last[brought] = currency
    return {INTO: last}


def former_value_sql(values: Mapping[int, str]) -> str:
    """The value that a row has in such a column, as SQL; NULL where nothing says it."""
    cases = " ".join(f"WHEN import_number <= {number} THEN {literal(value)}" for number, value in values.items())
    return f"CASE {cases} END" if cases else "NULL"


def with_former(relation: str, former: Former) -> str:
    """Stored rows with these columns beside their own, as a FROM-able relation."""
    columns = "".join(f", {former_value_sql(values)} AS {identifier(column)}" for column, values in former.items())
    return f"(SELECT *{columns} FROM {relation})"
