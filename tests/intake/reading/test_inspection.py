"""`inspect` says what a file holds, as text and as a document."""

import json
from pathlib import Path

import pytest

from metrics.commands.command_line import main


def test_the_document_has_what_the_contract_promises(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Deal;Amount;Closed\nA;1.250,50;13.01.2024\nB;n/a;02.02.2024\nC;x;03.02.2024\n")
    assert main(["inspect", str(path), "--json"]) == 0
    [document] = json.loads(capsys.readouterr().out)
    assert (document["encoding"], document["delimiter"], document["quote"]) == ("UTF-8", ";", '"')
    assert (document["header_line"], document["rows"], document["rows_set_aside"]) == (1, 3, 0)
    columns = {column["name"]: column for column in document["columns"]}
    assert columns["Closed"]["type"] == "date"
    assert (columns["Closed"]["min"], columns["Closed"]["max"]) == ("2024-01-13", "2024-02-03")
    assert {"type", "nulls", "distinct", "min", "max", "sum", "decisions"} <= set(columns["Amount"])
    assert any(decision["subject"] == "date order" for decision in document["decisions"])


def test_unreadable_cells_are_problems_with_their_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Deal,Amount\n" + "A,1.50\n" * 60 + "B,see note\n")
    assert main(["inspect", str(path), "--json"]) == 0
    [problem] = json.loads(capsys.readouterr().out)[0]["problems"]
    assert (problem["column"], problem["count"]) == ("Amount", 1)
    assert problem["examples"] == [{"line": 62, "found": "see note"}]


def test_a_refused_file_is_exit_1_and_the_others_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "deals.csv", tmp_path / "page.csv"
    good.write_text("Deal,Amount\nA,1\n")
    bad.write_text("<html></html>")
    assert main(["inspect", str(bad), str(good)]) == 1
    output = capsys.readouterr()
    assert output.err == "page.csv is a web page (HTML), not a table: choose a CSV, TSV or .xlsx file.\n"
    assert "deals.csv: 1 rows, 2 columns" in output.out
    assert "“Amount”: integer, 0 empty, 1 different, 1 to 1, sum 1" in output.out
