"""Texts that can be read in two ways are told by the file, else by what was said or remembered, else they are asked."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from metrics.commands.command_line import main
from metrics.errors import UserError
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_context, import_files
from metrics.intake.recognize.mapping_memory import remembered
from metrics.store.workspace import Workspace
from tests.intake.importing.preparing import prepared, rows

DEALS = "Opportunity ID\tStage\tClose Date\tAmount\n"
RATES = "currency;valid_from;rate\nEUR;2024-01-01;1.085\nGBP;2024-01-01;1.275\n"


def amounts(*cells: str) -> str:
    return DEALS + "".join(f"{number}\tWon\t2025-02-01\t{cell}\n" for number, cell in enumerate(cells))


def test_three_digits_behind_a_point_are_decimals_of_a_rate(tmp_path: Path) -> None:
    assert [row["rate"] for row in rows(prepared(tmp_path, RATES))] == [1.085, 1.275]
    hours = "person_id;on_date;hours\nP1;2025-03-01;1.250\nP1;2025-03-14;2.500\n"
    assert [row["hours"] for row in rows(prepared(tmp_path, hours))] == [1.25, 2.5]
    german = "person_id;on_date;minutes;hours\nP1;2025-03-01;1.250;1,5\n"
    assert [row["hours"] for row in rows(prepared(tmp_path, german))] == [1.5]


def test_an_amount_that_could_be_thousands_is_asked_and_read_as_said(tmp_path: Path) -> None:
    (question,) = prepared(tmp_path, amounts("12.500", "980.000")).undecided
    assert (question.kind, question.subject, question.options) == ("decimal mark", "Amount", (".", ","))
    assert "--decimal 'Amount=,'" in question.sentence
    for mark, wanted in ((",", ["12500", "980000"]), (".", ["12.5", "980"])):
        done = prepared(tmp_path, amounts("12.500", "980.000"), decimal_marks={"amount": mark})
        assert [row["amount"] for row in rows(done)] == [Decimal(text) for text in wanted]


def test_a_target_may_be_an_amount_and_is_asked_too(tmp_path: Path) -> None:
    target = "metric;period_start;period_end;value\nnew_business_revenue;2025-01-01;2025-03-31;500.000\n"
    assert [question.kind for question in prepared(tmp_path, target).undecided] == ["decimal mark"]


@pytest.mark.parametrize("other", ["12,50", "1.234,5", "1.234.567"])
def test_one_amount_that_can_only_be_read_one_way_decides_the_column(other: str, tmp_path: Path) -> None:
    staged = rows(prepared(tmp_path, amounts("12.500", other)))
    assert staged[0]["amount"] == 12500


def test_a_mark_the_numbers_contradict_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="decimal mark under “Amount” is the point"):
        prepared(tmp_path, amounts("12.50", "$3.75"), decimal_marks={"Amount": ","})


def test_the_command_line_names_the_header_and_takes_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, folder = tmp_path / "deals.tsv", tmp_path / "w"
    path.write_text(amounts("12.500", "980.000"))
    assert main(["import", str(path), "--workspace", str(folder)]) == 1
    assert "“Amount”" in capsys.readouterr().err
    assert main(["import", str(path), "--workspace", str(folder), "--decimal", "Amount=,"]) == 0
    with pytest.raises(SystemExit):
        main(["import", str(path), "--workspace", str(folder), "--decimal", "Amount=;"])


def dated(*cells: str) -> str:
    return "Opportunity ID,Stage,Close Date\n" + "".join(f"{cell},Won,{cell}\n" for cell in cells)


def test_answers_are_remembered_for_files_that_leave_it_open_and_no_others(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    first = tmp_path / "first.csv"
    first.write_text(dated("01/02/2025", "03/04/2025"))
    import_files(workspace, [(first, ImportChoices(date_orders={"Close Date": "mdy"}))], "Ann")
    for number in range(2):  # a remembered answer is still remembered after it was used
        later = tmp_path / f"{number}.csv"
        later.write_text(dated("05/06/2025"))
        import_files(workspace, [(later, ImportChoices())], "Ann")
    (entry,) = remembered(workspace.latest())
    assert entry.date_orders == {"Close Date": "mdy"}
    proven = prepared(tmp_path, dated("05/06/2025", "13/06/2025"), context=import_context(workspace.latest()))
    assert [row["closed_on"] for row in rows(proven)] == [date(2025, 6, 5), date(2025, 6, 13)]


def test_a_decimal_mark_is_remembered(tmp_path: Path) -> None:
    workspace, path = Workspace(tmp_path / "w"), tmp_path / "deals.tsv"
    path.write_text(amounts("12.500"))
    import_files(workspace, [(path, ImportChoices(decimal_marks={"Amount": ","}))], "Ann")
    again = prepared(tmp_path, amounts("980.000"), context=import_context(workspace.latest()))
    assert rows(again)[0]["amount"] == 980000
    proven = prepared(tmp_path, amounts("980.25"), context=import_context(workspace.latest()))
    assert rows(proven)[0]["amount"] == Decimal("980.25")


def test_an_order_the_dates_contradict_is_refused(tmp_path: Path) -> None:
    text = dated("05/06/2025", "13/06/2025")
    with pytest.raises(UserError, match="the dates under “Close Date” are dmy, not mdy"):
        prepared(tmp_path, text, date_orders={"Close Date": "mdy"})
    assert rows(prepared(tmp_path, dated("03/03/2025"), date_orders={"Close Date": "mdy"}))


def test_an_amount_converted_elsewhere_is_not_taken_for_one_in_the_deals_currency(tmp_path: Path) -> None:
    text = "Record ID,Deal Stage,Amount in company currency,Amount (converted),Currency\n1,closedwon,1100,1100,EUR\n"
    assert "amount" not in prepared(tmp_path, text, table="opportunities").mapping.values()
