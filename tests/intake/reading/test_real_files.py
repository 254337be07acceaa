"""Real files as people publish them give what their publisher's own figures say."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from metrics.commands.command_line import main

FOLDER = Path(os.environ.get("COXSWAIN_REAL_DATA", "")) / "nasty"

pytestmark = pytest.mark.skipif(
    "COXSWAIN_REAL_DATA" not in os.environ, reason="COXSWAIN_REAL_DATA names no folder of real files"
)


def inspected(file: str, capsys: pytest.CaptureFixture[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    assert main(["inspect", str(FOLDER / file), "--json"]) == 0
    [document] = json.loads(capsys.readouterr().out)
    return document, {column["name"]: column for column in document["columns"]}


@pytest.mark.parametrize(
    ("file", "rows", "column", "total"),
    [
        ("03_utf16le_bom_nhs.csv", 327, "All_admissions_including_place_of_safety_detentions", 478640),
        ("04_cr_only_fco_spend.csv", 4, "Amount (excluding VAT)", 181395.74),
        ("09_bom_padded_numbers_nhs_spend.csv", 189, "Amount in Sterling", 84353384.87),
        ("12_bom_ddmmyy_superstore.csv", 10194, "Sales", 2326534.3543),
        ("14_pound_sign_amounts_moj.csv", 871, "AMOUNT", 428603933.54),
    ],
)
def test_rows_and_sums_are_the_publishers(
    file: str, rows: int, column: str, total: float, capsys: pytest.CaptureFixture[str]
) -> None:
    document, columns = inspected(file, capsys)
    assert document["rows"] == rows
    assert columns[column]["sum"] == total
    assert document["problems"] == []


@pytest.mark.parametrize(
    ("file", "column", "first", "last"),
    [
        ("10_cp1252_nbsp_header_fdic.csv", "Closing Date", "2000-10-13", "2023-11-03"),
        ("12_bom_ddmmyy_superstore.csv", "Order Date", "2019-01-03", "2022-12-30"),
    ],
)
def test_dates_are_read_in_the_order_the_file_uses(
    file: str, column: str, first: str, last: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, columns = inspected(file, capsys)
    assert columns[column]["type"] == "date"
    assert (columns[column]["min"], columns[column]["max"]) == (first, last)


def test_a_no_break_space_after_a_header_is_no_part_of_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    document, columns = inspected("10_cp1252_nbsp_header_fdic.csv", capsys)
    assert document["encoding"] == "Windows-1252"
    assert list(columns) == ["Bank Name", "City", "State", "Cert", "Acquiring Institution", "Closing Date", "Fund"]


def test_a_byte_order_mark_is_no_part_of_the_first_header(capsys: pytest.CaptureFixture[str]) -> None:
    _, columns = inspected("09_bom_padded_numbers_nhs_spend.csv", capsys)
    assert next(iter(columns)) == "Department"
