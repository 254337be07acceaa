"""Values as readers see them."""

from datetime import date
from decimal import Decimal

import pytest

from metrics.formatting import (
    format_change,
    format_change_interval,
    format_count,
    format_date,
    format_interval,
    format_money,
    format_size,
    format_value,
    plural,
    unit_word,
)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.632, "share", "63.2 %"),
        (0.0, "share", "0.0 %"),
        (-0.00001, "share", "0.0 %"),
        (-0.052, "share", "−5.2 %"),
        (1.104, "percent", "110.4 %"),
        (3.2, "times", "3.20 ×"),
        (81.25, "points", "81.3 points"),
        (1, "share", "100.0 %"),
        (57, "days", "57 days"),
        (57.0, "days", "57 days"),
        (56.5, "days", "56.5 days"),
        (1, "days", "1 day"),
        (0, "days", "0 days"),
        (-1, "days", "−1 day"),
        (6.44, "hours", "6.4 hours"),
        (1, "hours", "1 hour"),
        (1204, "count", "1,204"),
        (2.5, "count", "2.5"),
        (Decimal("1134250.5"), "money", "$1,134,250.50"),
        (-1134250.5, "money", "−$1,134,250.50"),
        (0, "money", "$0.00"),
    ],
)
def test_a_value_reads_with_its_unit(value, unit, text):
    assert format_value(value, unit) == text


@pytest.mark.parametrize("unit", ["share", "percent", "money", "days", "hours", "count", "points", "times"])
@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), Decimal("NaN")])
def test_the_unknown_is_a_dash_and_never_zero(value, unit):
    assert format_value(value, unit) == "–"
    assert format_change(value, unit) == "–"
    assert format_interval(value, value, unit) == "–"


@pytest.mark.parametrize(
    ("value", "currency", "text"),
    [
        (1_130_000, "USD", "$1.13M"),
        (11_300_000, "USD", "$11.3M"),
        (113_000_000, "USD", "$113M"),
        (2_500_000_000, "EUR", "€2.50B"),
        (12_345, "CHF", "CHF 12.3K"),
        (-12_345, "CHF", "−CHF 12.3K"),
        (999.4, "USD", "$999"),
        (999_499, "USD", "$999K"),
        (999_950, "USD", "$1.00M"),
        (9_999, "USD", "$10.0K"),
        (999.9, "USD", "$1.00K"),
        (0, "USD", "$0"),
        (-0.2, "USD", "$0"),
        (950_000, "JPY", "¥950K"),
        (5_000_000_000_000, "USD", "$5,000B"),
    ],
)
def test_compact_money_keeps_three_figures(value, currency, text):
    assert format_money(value, currency, compact=True) == text


@pytest.mark.parametrize(
    ("value", "currency", "text"),
    [
        (1234567, "JPY", "¥1,234,567"),
        (1234.5, "JPY", "¥1,235"),
        (1234.5, "KWD", "KWD 1,234.500"),
        (Decimal("0.005"), "EUR", "€0.01"),
        (Decimal("-0.001"), "EUR", "€0.00"),
    ],
)
def test_money_has_the_decimals_of_its_currency(value, currency, text):
    assert format_money(value, currency) == text


@pytest.mark.parametrize(
    ("change", "unit", "text"),
    [
        (0.014, "share", "+1.4 pts"),
        (-0.014, "share", "−1.4 pts"),
        (0.0, "share", "0.0 pts"),
        (0.0001, "share", "0.0 pts"),
        (3, "days", "+3 days"),
        (-1, "days", "−1 day"),
        (120_000, "money", "+$120,000.00"),
        (-4, "count", "−4"),
        (0, "count", "0"),
    ],
)
def test_a_change_reads_with_its_sign(change, unit, text):
    assert format_change(change, unit) == text


def test_a_compact_change_of_money_keeps_its_sign():
    assert format_change(120_000, "money", "USD", compact=True) == "+$120K"
    assert format_change(-120_000, "money", "JPY", compact=True) == "−¥120K"


def test_an_interval_says_likely():
    assert format_interval(0.601, 0.66, "share") == "likely 60.1 % to 66.0 %"
    assert format_interval(52, 61, "days") == "likely 52 to 61 days"
    assert format_interval(52, None, "days") == "likely 52 days or more"
    assert format_interval(None, 61, "days") == "likely 61 days or less"
    assert format_interval(1_000_000, 1_200_000, "money", compact=True) == "likely $1.00M to $1.20M"
    assert format_change_interval(-0.003, 0.031, "share") == "likely −0.3 pts to +3.1 pts"
    assert format_change_interval(None, 0.031, "share") == "–"


def test_days_can_not_be_misread():
    assert format_date(date(2026, 3, 4)) == "4 Mar 2026"
    assert format_date(None) == "–"


def test_absurdly_large_numbers_are_still_written():
    assert format_value(1e200, "count").startswith("1")
    assert format_value(1e200, "money", compact=True).endswith("B")


def test_counts_agree_with_their_nouns():
    assert plural(1, "deal") == "1 deal"
    assert plural(2340, "deal") == "2,340 deals"
    assert plural(0, "person", "people") == "0 people"
    assert format_count(12480) == "12,480"
    assert format_count(None) == "–"


def test_axes_are_headed_with_their_unit():
    assert [unit_word(unit, "EUR") for unit in ("share", "money", "days")] == ["%", "EUR", "days"]


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1.0 KB"),
        (3_640, "3.6 KB"),
        (120_000_000, "120.0 MB"),
        (2_500_000_000_000, "2,500.0 GB"),
    ],
)
def test_a_size_is_written_in_thousands(size, text):
    assert format_size(size) == text
