"""Numbers as people type them: read in one way, or refused in one sentence."""

from decimal import Decimal

import pytest

from metrics.errors import UserError
from metrics.formatting import Unit
from metrics.insights.number_typed import typed_number


@pytest.mark.parametrize(
    ("text", "unit", "value", "rounding"),
    [
        ("412", "count", "412", "0"),
        (" 1,234 ", "count", "1234", "0"),
        ("1 234 567", "count", "1234567", "0"),
        ("1.2K", "count", "1200", "50"),
        ("1,234.50", "money", "1234.50", "0.005"),
        ("1234.5", "money", "1234.5", "0.05"),
        ("1.2M", "money", "1200000", "50000"),
        ("$1.2 m", "money", "1200000", "50000"),
        ("USD 1,200", "money", "1200", "0.5"),
        ("1.234M", "money", "1234000", "500"),
        ("2b", "money", "2000000000", "500000000"),
        ("0.125", "hours", "0.125", "0.0005"),
    ],
)
def test_a_number_is_read_with_how_far_it_was_rounded(text: str, unit: Unit, value: str, rounding: str) -> None:
    number = typed_number(text, unit, "USD")
    assert (number.value, number.rounding) == (Decimal(value), Decimal(rounding))


@pytest.mark.parametrize(
    ("text", "unit", "sentence"),
    [
        ("many", "count", "is no number"),
        ("", "count", "is no number"),
        ("1e5", "count", "is no number"),
        ("-5", "count", "can't be negative"),
        ("−$5", "money", "can't be negative"),
        ("(5)", "money", "can't be negative"),
        ("1.234,5", "money", "the other way round than here: type 1,234.5."),
        ("12,34", "money", "type 12.34."),
        ("1,2M", "money", "type 1.2M."),
        ("1.234.567", "count", "type 1,234,567."),
        ("1.234", "money", "may be 1,234 or 1.23"),
        ("1,234.5.6", "money", "can't be read for sure"),
        ("412.5", "count", "no whole number"),
        ("$412", "count", "more than a number"),
        ("€412", "money", "is not USD"),
        ("9" * 16, "count", "more digits"),
    ],
)
def test_anything_else_is_refused_in_one_sentence_that_says_what_to_type(text: str, unit: Unit, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        typed_number(text, unit, "USD")
    assert sentence in str(refused.value)
    assert str(refused.value).count(". ") == 0


def test_a_dollar_is_that_of_the_workspace() -> None:
    assert typed_number("$5", "money", "CAD").value == 5
    assert typed_number("CHF 5", "money", "CHF").value == 5
