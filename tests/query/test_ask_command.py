"""The rows `ask` prints hold every group and every figure, whatever a kept header is called."""

import json
from pathlib import Path

import pytest

from metrics.commands.command_line import main
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.store.workspace import Workspace


def test_a_header_called_like_a_figure_stands_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, folder = tmp_path / "deals.csv", tmp_path / "w"
    path.write_text(
        "Opportunity ID,Stage,Close Date,Amount,n,revenue\n"
        "1,Closed Won,2025-02-01,100,small,x\n2,Closed Won,2025-02-01,1000,big,y\n"
    )
    import_files(Workspace(folder), [(path, ImportChoices(keep=("n", "revenue")))], "Ann")
    ask = ["ask", "new_business_revenue", "--workspace", str(folder), "--format", "json", "--by", "n"]
    assert main([*ask, "--by", "revenue"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [
        (row["kept n"], row["kept revenue"], row["n"], row["value"], row["revenue"])
        for row in sorted(printed, key=lambda row: -row["value"])
    ] == [("big", "y", 1, 1000, 1000), ("small", "x", 1, 100, 100)]
