"""What systems write for no value, ids that a spreadsheet shortened, and numbers with a word for their size."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from metrics.errors import UserError
from metrics.intake.import_plan import ImportContext
from tests.intake.importing.preparing import prepared, problems, rows

DEALS = "Opportunity ID,Stage,Amount,Created Date,Close Date,Opportunity Owner\n"


@pytest.mark.parametrize(
    "none", ["1970-01-01", "1900-01-01", "0000-00-00", "0000-00-00 00:00:00", "01/01/1900", "1969-12-31", "0"]
)
def test_a_day_that_systems_write_for_none_is_empty_and_named(none: str, tmp_path: Path) -> None:
    lines = f"7,Won,10,2026-01-05,{none},Ada\n8,Won,10,2026-01-06,2026-02-13,Ada\n"
    done = prepared(tmp_path, DEALS + lines, date_orders={"Close Date": "dmy"} if "/" in none else {})
    assert [row["closed_on"] for row in rows(done)] == [None, date(2026, 2, 13)]
    assert list(problems(done).values()) == [1]
    (what,) = problems(done)
    assert ("where they have none" in what) == (none != "0")


def test_a_row_whose_required_day_stands_for_none_is_set_aside(tmp_path: Path) -> None:
    done = prepared(tmp_path, "person_id,on_date,hours\nP1,1970-01-01,2\nP1,2026-03-02,3\n")
    assert [row["hours"] for row in rows(done)] == [3]
    assert done.staged is not None
    assert done.staged.rows_set_aside == 1


def test_a_spell_may_begin_as_early_as_anybody_likes(tmp_path: Path) -> None:
    done = prepared(tmp_path, "currency,valid_from,rate\nEUR,1900-01-01,1.085\n")
    assert [row["valid_from"] for row in rows(done)] == [date(1900, 1, 1)]
    assert problems(done) == {}


def test_days_counted_in_milliseconds_or_seconds_since_1970_are_days_of_the_workspace(tmp_path: Path) -> None:
    lines = "7,Won,10,1767571200000,1770937200,Ada\n8,Won,10,1767571200000,1770937200,Ada\n"
    done = prepared(tmp_path, DEALS + lines, context=ImportContext(time_zone="Europe/Berlin"))
    zoned = prepared(tmp_path, "person_id,accessed_at\nP1,1767571200000\n", name="accesses.csv")
    assert rows(done)[0]["created_on"] == date(2026, 1, 5)
    assert rows(done)[0]["closed_on"] == date(2026, 2, 13)  # 23:00 of the day before in UTC
    assert rows(zoned)[0]["accessed_at"] == datetime(2026, 1, 5)


def test_required_ids_that_a_spreadsheet_shortened_refuse_the_file(tmp_path: Path) -> None:
    lines = "5.01234E+12,Won,10,2026-01-05,2026-02-12,Ada\n7,Won,10,2026-01-05,2026-02-12,Ada\n"
    with pytest.raises(UserError, match=r"“Opportunity ID” .* such as 5\.01234E\+12 in line 2"):
        prepared(tmp_path, DEALS + lines)
    german = "Opportunity ID;Stage;Close Date\n5,01234E+12;Won;2026-02-13\n"
    with pytest.raises(UserError, match=r"5,01234E\+12"):
        prepared(tmp_path, german)


def test_optional_ids_that_a_spreadsheet_shortened_are_unknown_and_named(tmp_path: Path) -> None:
    text = "Opportunity ID,Stage,Account ID,Close Date\n7,Won,5.01234E+12,2026-02-13\n8,Won,12E5,2026-02-13\n"
    done = prepared(tmp_path, text)
    assert [row["account_id"] for row in rows(done)] == [None, "12E5"]
    assert [count for what, count in problems(done).items() if "shortened" in what] == [1]


@pytest.mark.parametrize("none", [r"\N", "NULL", "(null)", "#N/A"])
def test_what_databases_write_for_no_value_is_none_in_texts_and_amounts(none: str, tmp_path: Path) -> None:
    done = prepared(tmp_path, DEALS + f"7,Won,{none},2026-01-05,2026-02-13,{none}\n8,Won,10,2026-01-05,{none},Nil\n")
    assert [(row["amount"], row["owner"]) for row in rows(done)] == [(None, None), (10, "Nil")]
    assert problems(done) == {}


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (("1.2M", "200k"), ("1200000", "200000")),
        (("$3.5M", "($40K)"), ("3500000", "-40000")),
        (("1,5 Mio. €", "750 Tsd. €"), ("1500000", "750000")),
        (("3,2 млн", "15 тыс. руб."), ("3200000", "15000")),
        (("120万円", "1.5億"), ("1200000", "150000000")),
        (("2bn", "10 kr"), ("2000000000", "10")),
    ],
)
def test_words_for_thousands_and_millions_are_part_of_an_amount(
    cells: tuple[str, str], wanted: tuple[str, str], tmp_path: Path
) -> None:
    lines = "".join(f'{number},Won,"{cell}",2026-01-05,2026-02-13,Ada\n' for number, cell in enumerate(cells))
    done = prepared(tmp_path, DEALS + lines)
    assert [row["amount"] for row in rows(done)] == [Decimal(text) for text in wanted]
    assert [decision.column for decision in done.decisions if decision.subject == "thousands and millions"] == [
        "Amount"
    ]


def test_an_m_behind_hours_is_no_million(tmp_path: Path) -> None:
    done = prepared(tmp_path, "person_id,on_date,hours\nP1,2026-03-02,30m\nP1,2026-03-03,3\n")
    assert [row["hours"] for row in rows(done)] == [3]
