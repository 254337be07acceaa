"""Texts become dates and numbers as their column writes them, and NULL where they are none."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from metrics.intake.model import ColumnFormat, ColumnProfile
from metrics.intake.read.text_tables import read_text_table
from metrics.intake.recognize.cast import cast_expression
from metrics.intake.recognize.profile import profile_columns
from metrics.schema.contract import ColumnType

DMY, MDY, YMD = (ColumnFormat(date_order=order) for order in ("dmy", "mdy", "ymd"))
ENGLISH = ColumnFormat(thousands_mark=",")
GERMAN = ColumnFormat(decimal_mark=",", thousands_mark=".")
FRENCH = ColumnFormat(decimal_mark=",", thousands_mark=" ")
SWISS = ColumnFormat(thousands_mark="'")


def cast(text: str, target: ColumnType, format: ColumnFormat, zone: str = "UTC") -> object:
    query = f"SELECT {cast_expression('cell', target, format, zone)} FROM (SELECT ? AS cell)"
    return duckdb.execute(query, [text]).fetchall()[0][0]


@pytest.mark.parametrize(
    ("text", "format", "wanted"),
    [
        ("03/01/19", DMY, date(2019, 1, 3)),
        ("3/1/2019", MDY, date(2019, 3, 1)),
        ("31.12.2024", DMY, date(2024, 12, 31)),
        ("5.1.24", DMY, date(2024, 1, 5)),
        ("24/01/05", YMD, date(2024, 1, 5)),
        ("2024/01/05", ColumnFormat(), date(2024, 1, 5)),
        ("2024.01.05", ColumnFormat(), date(2024, 1, 5)),
        ("2024-01-05", MDY, date(2024, 1, 5)),
        ("3-Nov-23", ColumnFormat(), date(2023, 11, 3)),
        ("03-NOV-2023", ColumnFormat(), date(2023, 11, 3)),
        ("Jan 5, 2024", ColumnFormat(), date(2024, 1, 5)),
        ("Friday, January 5th, 2024", ColumnFormat(), date(2024, 1, 5)),
        ("5. Januar 2024", ColumnFormat(), date(2024, 1, 5)),
        ("3. Mär 2024", ColumnFormat(), date(2024, 3, 3)),
        ("1er février 2024", ColumnFormat(), date(2024, 2, 1)),
        ("15 août 2024", ColumnFormat(), date(2024, 8, 15)),
        ("5 de enero de 2024", ColumnFormat(), date(2024, 1, 5)),
        ("7 мая 2024", ColumnFormat(), date(2024, 5, 7)),
        ("2024年1月5日", ColumnFormat(), date(2024, 1, 5)),
        ("20240105", ColumnFormat(), date(2024, 1, 5)),
        ("45292", ColumnFormat(), date(2024, 1, 1)),
        ("01/01/68", DMY, date(2068, 1, 1)),
        ("01/01/69", DMY, date(1969, 1, 1)),
        ("9999-12-31", ColumnFormat(), date(9999, 12, 31)),
        ("03/04/2024", ColumnFormat(), None),
        ("31/02/2024", DMY, None),
        ("12/31/2024", DMY, None),
        ("0001-01-01", ColumnFormat(), None),
        ("infinity", DMY, None),
        ("epoch", DMY, None),
        ("2024-01-05 (BC)", DMY, None),
        ("version 1.2", DMY, None),
        ("", DMY, None),
    ],
)
def test_a_date_is_read_as_its_column_writes_it(text: str, format: ColumnFormat, wanted: date | None) -> None:
    assert cast(text, "date", format) == wanted


@pytest.mark.parametrize(
    ("text", "format", "zone", "wanted"),
    [
        ("2024-01-05T10:00:00Z", ColumnFormat(), "Europe/Berlin", datetime(2024, 1, 5, 10)),
        ("2024-01-05T23:30:00-02:00", ColumnFormat(), "UTC", datetime(2024, 1, 6, 1, 30)),
        ("2024-01-05T10:00:00.000+0000", ColumnFormat(), "UTC", datetime(2024, 1, 5, 10)),
        ("2024-01-05 10:00:00.25", ColumnFormat(), "UTC", datetime(2024, 1, 5, 10, 0, 0, 250000)),
        ("2024-01-05 10:00", ColumnFormat(), "Europe/Berlin", datetime(2024, 1, 5, 9)),
        ("2024-07-05 10:00", ColumnFormat(), "Europe/Berlin", datetime(2024, 7, 5, 8)),
        ("2024-01-05 03:07 PM", ColumnFormat(), "UTC", datetime(2024, 1, 5, 15, 7)),
        ("1/5/2024 3:07:11 PM", MDY, "UTC", datetime(2024, 1, 5, 15, 7, 11)),
        ("1/5/2024 12:07 a.m.", MDY, "UTC", datetime(2024, 1, 5, 0, 7)),
        ("03/05/2024 09:01:00 AM", MDY, "UTC", datetime(2024, 3, 5, 9, 1)),
        ("5.1.2024 15:07", DMY, "UTC", datetime(2024, 1, 5, 15, 7)),
        ("Jan 5, 2024 3:07 PM", ColumnFormat(), "UTC", datetime(2024, 1, 5, 15, 7)),
        ("45292.5", ColumnFormat(), "UTC", datetime(2024, 1, 1, 12)),
        ("1/5/2024 25:07", MDY, "UTC", None),
        ("2024-01-05 15:07 PM", ColumnFormat(), "UTC", None),
    ],
)
def test_a_moment_is_kept_in_utc(text: str, format: ColumnFormat, zone: str, wanted: datetime | None) -> None:
    assert cast(text, "timestamp", format, zone) == wanted


def test_the_day_of_a_moment_is_the_time_zones() -> None:
    assert cast("2024-01-05T23:30:00Z", "date", ColumnFormat(), "Europe/Berlin") == date(2024, 1, 6)
    assert cast("2024-01-05 23:30:00", "date", ColumnFormat(), "Europe/Berlin") == date(2024, 1, 5)


@pytest.mark.parametrize(
    ("text", "format", "wanted"),
    [
        ("1,234.56", ENGLISH, "1234.56"),
        ("1,23,456.7", ENGLISH, "123456.7"),
        ("£68,486.66", ENGLISH, "68486.66"),
        ("$ (1,234.50)", ENGLISH, None),
        ("($1,234.50)", ENGLISH, "-1234.50"),
        ("-$12", ENGLISH, "-12"),
        ("12-", ENGLISH, "-12"),
        ("−7", ENGLISH, "-7"),
        ("USD 5", ENGLISH, "5"),
        ("5 EUR", ENGLISH, "5"),
        ("R$ 10", ENGLISH, "10"),
        ("12 %", ENGLISH, "12"),
        ("1.5E+03", ENGLISH, "1500"),
        ("1.234,56", GERMAN, "1234.56"),
        ("1.234", GERMAN, "1234"),
        ("€ 1.234,5", GERMAN, "1234.5"),
        ("1\u202f234,56", FRENCH, "1234.56"),
        ("1\u00a0234", FRENCH, "1234"),
        ("1 234,5 €", FRENCH, "1234.5"),
        ("1'234.50", SWISS, "1234.5"),
        ("CHF 1’234.50", SWISS, "1234.5"),
        ("1,2", ENGLISH, None),
        ("1_000", ENGLISH, None),
        ("0x10", ENGLISH, None),
        ("inf", ENGLISH, None),
        ("nan", ENGLISH, None),
        ("(5", ENGLISH, None),
        ("-", ENGLISH, None),
        ("ABC 123", ENGLISH, None),
        ("5 5", ENGLISH, None),
        ("99999999999999999", ENGLISH, None),
    ],
)
def test_an_amount_is_read_with_its_columns_marks(text: str, format: ColumnFormat, wanted: str | None) -> None:
    assert cast(text, "money", format) == (None if wanted is None else Decimal(wanted))


def test_integers_have_no_decimals_and_shares_are_fractions() -> None:
    assert [cast(text, "integer", ENGLISH) for text in ("1,200", "12.0", "12.5", "1e5")] == [1200, 12, None, 100000]
    assert cast("15%", "percent", ENGLISH) == 0.15
    assert cast("15", "percent", ColumnFormat(percent_points=True)) == 0.15
    assert cast("0.15", "percent", ENGLISH) == 0.15


def test_words_for_yes_and_no() -> None:
    assert [cast(text, "boolean", ENGLISH) for text in ("Yes", "да", "1", "Nein", "0", "maybe")] == [
        True, True, True, False, False, None,
    ]  # fmt: skip


def profiled(folder: Path, text: str) -> dict[str, ColumnProfile]:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return {column.name: column for column in profile_columns(read_text_table(path, folder))}


def column(folder: Path, *cells: str) -> ColumnProfile:
    rows = "".join(f'r{number},"{cell}"\n' for number, cell in enumerate(cells))
    return profiled(folder, f"Key,Value\n{rows}")["Value"]


@pytest.mark.parametrize(
    ("cells", "order", "certain"),
    [
        (("03/04/2024", "05/06/2024"), None, False),
        (("03/04/2024", "25/06/2024"), "dmy", True),
        (("03/04/2024", "05/26/2024"), "mdy", True),
        (("03/03/2024", "04/04/2024"), "dmy", True),
        (("25/06/2024", "06/25/2024"), None, False),
        (("99/04/05", "98/04/05"), "ymd", True),
    ],
)
def test_the_order_of_a_date_is_decided_on_evidence_or_asked(
    cells: tuple[str, ...], order: str | None, certain: bool, tmp_path: Path
) -> None:
    profile = column(tmp_path, *cells)
    decision = next(choice for choice in profile.decisions if choice.subject == "date order")
    assert (profile.type, profile.format.date_order, decision.certain) == ("date", order, certain)
    both_fit = cells == ("03/03/2024", "04/04/2024")
    assert decision.alternatives == (("mdy",) if both_fit else () if certain else ("dmy", "mdy"))
    assert (profile.min is None) == (not certain)


def test_evidence_in_the_last_row_decides_the_order_of_all(tmp_path: Path) -> None:
    profile = column(tmp_path, *["03/04/2024"] * 5000, "03/14/2024")
    assert profile.format.date_order == "mdy"
    assert profile.min == "2024-03-04"


@pytest.mark.parametrize(
    ("cells", "kind", "total"),
    [
        (("1,234", "12"), "integer", 1246),
        (("1.234,50", "7"), "number", 1241.5),
        (("1 234,50", "7,25"), "number", 1241.75),
        (("1'234.50", "7"), "number", 1241.5),
        (("$1,200.10", "($200.05)"), "number", 1000.05),
        (("16.448", "3.54"), "number", 19.988),
        (("0.1",) * 10, "number", 1.0),
        (("12%", "13%"), "number", 25),
        (("100-", "50"), "integer", -50),
        (("1", "2", "n/a"), "integer", 3),
    ],
)
def test_sums_are_exact_whatever_the_marks(cells: tuple[str, ...], kind: str, total: float, tmp_path: Path) -> None:
    profile = column(tmp_path, *cells)
    assert (profile.type, profile.sum) == (kind, total)


@pytest.mark.parametrize(
    ("text", "value", "certain"),
    [
        ("Key;Value;Other\na;1.234;1,5\nb;2.345;2,25\n", "comma", True),
        ("Key;Value;Other\na;1.234;1.5\nb;2.345;2.25\n", "point", True),
        ("Key;Value;Other\na;1.234;1.5\nb;2.345;2,25\n", "undecided", False),
        ("Key;Value\na;1.234\nb;2.345\n", "undecided", False),
        ("Key,Value\na,1.234\nb,2.345\n", "undecided", False),
        ('Key,Value\na,"1,234"\nb,"2,345"\n', "point", True),
    ],
)
def test_thousands_or_decimals_are_told_by_other_columns_or_asked(
    text: str, value: str, certain: bool, tmp_path: Path
) -> None:
    profile = profiled(tmp_path, text)["Value"]
    decision = next(choice for choice in profile.decisions if choice.subject == "decimal mark")
    assert (decision.value, decision.certain) == (value, certain)


@pytest.mark.parametrize(
    "cells",
    [("007", "012"), ("P1", "P2"), ("ABC123", "XYZ456"), ("2010-11", "2011-12"), ("1.2.3", "1.2.4"), ("12", "C0A")],
)
def test_identifiers_stay_text(cells: tuple[str, ...], tmp_path: Path) -> None:
    assert column(tmp_path, *cells).type == "text"


def test_a_few_cells_that_are_no_amount_are_counted_not_guessed(tmp_path: Path) -> None:
    profile = column(tmp_path, *["1,250.50"] * 40, "see note")
    assert (profile.type, profile.unreadable, profile.sum) == ("number", 1, 50020.0)


def test_nulls_distinct_and_range_are_counted(tmp_path: Path) -> None:
    columns = profiled(tmp_path, "Key,Flag,When\na,yes,2024-01-05\nb,,2024-02-01 \nc,no,\na,yes,2024-01-05\n")
    assert (columns["Key"].nulls, columns["Key"].distinct, columns["Key"].min, columns["Key"].max) == (0, 3, "a", "c")
    assert (columns["Flag"].type, columns["Flag"].nulls) == ("boolean", 1)
    assert (columns["When"].type, columns["When"].min, columns["When"].max) == ("date", "2024-01-05", "2024-02-01")
