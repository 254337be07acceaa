from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.intake.model import ColumnFormat
from metrics.intake.recognize.cast import cast_expression
from metrics.intake.stage.plain_columns import looks_plain, plain_cast
from metrics.schema.contract import ColumnType
from tests.examples import examples

DATES = st.from_regex(
    r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?Z?)?", fullmatch=True
)
NUMBERS = st.from_regex(r"[-+$]?[0-9_]{0,5}([.,][0-9]{0,4}){0,2}(e[0-9])?%?", fullmatch=True)
ODD = st.sampled_from(
    ["inf", "nan", "-", "1e3", "1_000", "0999-01-01", "2024-02-30", "2024-01-05+01", "12.", "5 %", "1.234"]
)
TEXTS = st.lists(DATES | NUMBERS | ODD | st.text(max_size=12), min_size=30, max_size=200)


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


@pytest.mark.parametrize(
    ("wanted", "time_zone"),
    [("date", "UTC"), ("timestamp", "UTC"), ("timestamp", "America/New_York"), ("money", "UTC"), ("number", "UTC")],
)
@examples(0.08)
@given(texts=TEXTS)
def test_whatever_the_simple_cast_reads_the_careful_one_reads_the_same(
    connection: duckdb.DuckDBPyConnection, wanted: ColumnType, time_zone: str, texts: list[str]
) -> None:
    careful = cast_expression("text", wanted, ColumnFormat(date_order="dmy"), time_zone)
    differing = connection.execute(
        f"SELECT text, plain, careful FROM (SELECT text, {plain_cast('text', wanted, time_zone)} AS plain, "
        f"{careful} AS careful FROM (SELECT unnest(?::VARCHAR[]) AS text)) "
        "WHERE plain IS NOT NULL AND plain IS DISTINCT FROM careful",
        [[text.replace("\x00", "") for text in texts]],
    ).fetchall()
    assert differing == []


@pytest.mark.parametrize(
    ("wanted", "texts", "plain"),
    [
        ("date", ["2024-01-05", "1999-12-31"], True),
        ("date", ["2024-01-05", "05/01/2024"], False),
        ("timestamp", ["2024-01-05 10:00:00", "2024-01-05"], True),
        ("timestamp", ["2024-01-05 10:00:00+02"], False),
        ("money", ["12", "-3.5"], True),
        ("money", ["1.234"], False),
        ("money", ["1,234"], False),
        ("number", [], False),
        ("percent", ["1"], False),
    ],
)
def test_only_iso_dates_and_unmarked_numbers_are_plain(wanted: ColumnType, texts: list[str], plain: bool) -> None:
    assert looks_plain(wanted, texts) is plain
