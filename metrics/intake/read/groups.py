"""Reports that write a group's value on its first row only: where subtotals show it, the rows below get it too."""

import re
from collections.abc import Sequence
from dataclasses import replace

from metrics.intake.confined_connection import connect
from metrics.intake.model import Decision, TextTable

_TOTAL = re.compile(
    r"^(?:grand |sub-?)?totals?\b|\b(?:sub)?total$|^(?:zwischen)?summe\b|^(?:teil)?ergebnis\b|\bergebnis$|^gesamt"
    r"|^(?:sous-)?total\b|^subtotale?\b|^somme\b|^suma\b|^итого|^промежуточн|^всего|^общо|^междинна"
    r"|小計|小计|合計|合计|总计|總計",
    re.I,
)
_SUBTOTAL = re.compile(r"sub-?total|zwischensumme|teilergebnis|sous-total|промежуточн|междинна|小計|小计", re.I)
_LEADING = 3
"""Groups stand in the first columns: a report has no more levels."""
_SAMPLE = 2_000
_MOST_ROWS = 200_000
"""Reports for reading are no longer."""

Row = tuple[int | str | None, ...]


def with_groups_filled(table: TextTable) -> TextTable:
    """The table with the values of groups on all their rows, and the decision; the table itself where it has none.

    A column is filled down where subtotals part its groups, each begins with its value, and no row repeats the value of
    the row above it.
    """
    leading = min(_LEADING, len(table.headers))
    if table.rows > _MOST_ROWS or leading < 2:
        return table
    columns = ", ".join(f"c{place}" for place in range(leading))
    width = " + ".join(f"(c{place} IS NOT NULL)::INTEGER" for place in range(len(table.headers)))
    with connect(table.files) as connection:
        sample = connection.execute(f"SELECT {columns} FROM {table.relation} LIMIT {_SAMPLE}").fetchall()
        if not any(cell is None for row in sample for cell in row) or not (_parted(sample) or _ends_so(table)):
            return table
        query = f"SELECT {columns}, {width} FROM {table.relation} ORDER BY line"
        rows = connection.execute(query).fetchall()
    filled = {}
    for place in range(leading):
        count = _cells_to_fill(rows, place, len(table.headers), _ends_so(table))
        if not count:
            break
        filled[place] = count
    return _filled(table, filled) if filled else table


def _parted(rows: Sequence[Row]) -> bool:
    return any(_is_total(row) for row in rows)


def _ends_so(table: TextTable) -> bool:
    """Whether what was cut off behind the rows begins with a subtotal."""
    return any(
        decision.subject == "lines after the data" and _SUBTOTAL.search(decision.evidence) is not None
        for decision in table.decisions
    )


def _is_total(row: Row) -> bool:
    return any(isinstance(cell, str) and _TOTAL.search(cell) is not None for cell in row[:_LEADING])


def _cells_to_fill(rows: Sequence[Row], place: int, width: int, parted: bool) -> int:
    """How many rows lack the value their group has on its first row; 0 where the column isn't written so."""
    above: str | None = None
    begins, empty = True, 0
    for number, row in enumerate(rows):
        cell, cells = row[place], row[-1]
        if _is_total(row):
            begins, parted = True, parted or number < len(rows) - 1
        elif isinstance(cells, int) and 2 * cells < width and begins and cell is None and number:
            continue  # the figures of a subtotal, such as its count, on a line of their own
        elif cell is None:
            if begins:
                return 0
            empty += 1
        elif not begins and cell == above:
            return 0
        else:
            above, begins = str(cell), False
    return empty if parted else 0


def _filled(table: TextTable, counts: dict[int, int]) -> TextTable:
    values = ", ".join(
        f"coalesce(c{place}, last_value(c{place} IGNORE NULLS) OVER (ORDER BY line)) AS c{place}" for place in counts
    )
    decisions = tuple(
        Decision(
            "group values", "filled down",
            f"{count:,} rows below the first of a group lack its value, and subtotals show that the file is a report",
            table.headers[place],
        )
        for place, count in counts.items()
    )  # fmt: skip
    relation = f"(SELECT * REPLACE ({values}) FROM {table.relation} ORDER BY line)"
    return replace(table, relation=relation, unnumbered=None, first_line=None, decisions=(*table.decisions, *decisions))
