"""Days and months without a leading zero: the fifth character is a mark, and yet there is no year before it."""

from datetime import date

import duckdb
import pytest

from metrics.intake.model import ColumnFormat
from metrics.intake.recognize.cast import cast_expression


@pytest.mark.parametrize(
    ("text", "month_first", "day_first"),
    [
        ("4/1/2026", date(2026, 4, 1), date(2026, 1, 4)),
        ("12/1/2026", date(2026, 12, 1), date(2026, 1, 12)),
        ("1/12/2026", date(2026, 1, 12), date(2026, 12, 1)),
        ("4/15/2026", date(2026, 4, 15), None),
        ("15/4/2026", None, date(2026, 4, 15)),
        ("12-1-2026", date(2026, 12, 1), date(2026, 1, 12)),
        ("12.1.2026", date(2026, 12, 1), date(2026, 1, 12)),
        ("2026.1.12", date(2026, 1, 12), date(2026, 1, 12)),
        ("2026-1-12", date(2026, 1, 12), date(2026, 1, 12)),
    ],
)
def test_a_date_without_leading_zeros_follows_its_column_s_order(
    text: str, month_first: date | None, day_first: date | None
) -> None:
    for order, expected in (("mdy", month_first), ("dmy", day_first)):
        expression = cast_expression(f"'{text}'", "date", ColumnFormat(date_order=order))  # type: ignore[arg-type]
        assert duckdb.sql(f"SELECT {expression}").fetchall() == [(expected,)], order
