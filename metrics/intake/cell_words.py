"""Stored cells and rows as somebody reads them who is asked about them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from metrics.formatting import UNKNOWN, format_date
from metrics.store import ROW_COLUMNS

PARTS_SHOWN = 4
"""So many cells tell a person which row is meant."""


def row_in_words(row: Mapping[str, Any]) -> str:
    """The first few cells of a row that hold something."""
    cells = [cell_in_words(value) for name, value in row.items() if value is not None and name not in ROW_COLUMNS]
    return f"{cells[0]}: {', '.join(cells[1:PARTS_SHOWN])}" if cells[1:] else "".join(cells)


def cell_in_words(value: object) -> str:
    """One cell: days so that nobody misreads them, amounts with their thousands, yes and no."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        midnight = value == value.replace(hour=0, minute=0, second=0, microsecond=0)
        return format_date(value.date()) if midnight else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return format_date(value)
    return f"{value:,.2f}" if isinstance(value, Decimal | float) else str(value)
