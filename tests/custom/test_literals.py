"""Whatever people type is a value, on one line, that nothing around it can misread."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.semantic.custom.literals import NOT_WRITTEN, read_value, value_literal
from metrics.semantic.statement_tree import parsed_statement
from tests.examples import examples

ODD = (
    "",
    "O'Hara",
    '"; DROP TABLE deals; --',
    "a\nb\r\tc",
    "FROM deals",
    "x JOIN roster",
    "$where_0",
    "\\n",
    "/* */",
    "商談",
)


def evaluated(written: str) -> object:
    with duckdb.connect() as connection:
        ((value,),) = connection.execute(f"SELECT {written}").fetchall()
    return value


@examples(0.5)
@given(st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not NOT_WRITTEN.search(text)))
def test_any_text_comes_back_from_its_literal(text: str) -> None:
    assert_text_survives(text)


@pytest.mark.parametrize("text", ODD)
def test_an_odd_text_comes_back_from_its_literal_and_looks_like_nothing_else(text: str) -> None:
    assert_text_survives(text)


def assert_text_survives(text: str) -> None:
    written = value_literal(read_value(text, "text"))
    assert len(written.splitlines()) == 1
    assert parsed_statement(f"SELECT {written} AS value FROM deals").relations == ("deals",)
    assert "$where" not in written
    assert evaluated(written) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1000", 1000),
        ("1,000", 1000),
        (" 12.5 ", "12.5"),
        ("-3", -3),
        ("−3", -3),
        ("0.25", "0.25"),
        ("1,234,567.8", "1234567.8"),
    ],
)
def test_numbers_are_read_as_the_pages_write_them(text: str, number: int | str) -> None:
    assert read_value(text, "number") == Decimal(number)
    assert evaluated(value_literal(Decimal(number))) == Decimal(number)


@pytest.mark.parametrize("text", ["ten", "", "1,5", "1.000,5", "1e5", "nan", "inf", "1 000", "٣", "12;", "1.2.3", "$5"])
def test_what_is_no_number_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a number; write it like 1000 or 12\.5"):
        read_value(text, "money")


def test_a_number_too_large_to_be_exact_is_said() -> None:
    with pytest.raises(ValueError, match="larger than any number can be"):
        read_value("1" + "0" * 14, "number")


@pytest.mark.parametrize("text", ["31/12/2025", "2025-02-30", "2025-1-1", "20250101", "soon", ""])
def test_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="is not a day; write it like 2025-12-31"):
        read_value(text, "day")


def test_days_and_answers_are_read() -> None:
    assert read_value("2025-12-31", "day") == date(2025, 12, 31)
    assert value_literal(date(2025, 12, 31)) == "DATE '2025-12-31'"
    assert (read_value("yes", "yes or no"), read_value("No", "yes or no")) == (True, False)
    with pytest.raises(ValueError, match="neither yes nor no"):
        read_value("maybe", "yes or no")


@pytest.mark.parametrize("text", ["a\u2028b", "a\x00b", "\ud800"])
def test_a_character_no_engine_could_look_for_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="can't be searched for"):
        read_value(text, "text")
