"""Customers stored under a subscription's id move when their account is known: counted, said, and undone with it."""

import json
from pathlib import Path
from typing import Any

import pytest

from metrics.commands.command_line import main
from metrics.store.workspace import Workspace

CUSTOMERS = (
    "customer_id,account_id,started_on,ended_on\nS1,A,2024-01-01,\nS2,A,2024-01-01,2024-03-10\nS3,,2024-01-01,\n"
)
ACCOUNTS = "account_id,name\nA,Acme\n"
OTHER = "customer_id,account_id,started_on\nS3,A,2024-01-01\n"
SENTENCE = "The customer was stored under an id of its own, and this import makes its account known."


def test_they_are_counted_said_and_undone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "workspace"

    def imported(table: str, text: str) -> list[dict[str, Any]]:
        path = tmp_path / f"{table}.csv"
        path.write_text(text)
        capsys.readouterr()
        assert main(["import", str(path), "--as", table, "--workspace", str(folder), "--json"]) == 0
        (report,) = json.loads(capsys.readouterr().out)
        return [problem for problem in report["problems"] if problem["problem"] == SENTENCE]

    def customers() -> int:
        capsys.readouterr()
        asked = ["ask", "churn_rate", "--workspace", str(folder), "--from", "2024-03-01", "--to", "2024-03-10"]
        assert main([*asked, "--format", "json"]) == 0
        (answer,) = json.loads(capsys.readouterr().out)
        return int(answer["n"])

    assert imported("customers", CUSTOMERS) == []
    assert customers() == 3
    (moved,) = imported("accounts", ACCOUNTS)
    assert (moved["count"], customers()) == (2, 2)
    assert [example["found"] for example in moved["examples"]] == ["S1 → A", "S2 → A"]
    assert [problem["count"] for problem in imported("customers", OTHER)] == [1]
    assert customers() == 1
    assert imported("customers", OTHER.replace("2024-01-01", "2024-01-02")) == []
    Workspace(folder).undo("Ann")
    Workspace(folder).undo("Ann")
    assert customers() == 2
