"""A customer's rows of one first day that differ and have no contract's id are asked about: the last counts, or all."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.intake.preparing import Prepared
from metrics.store.workspace import Workspace
from tests.intake.importing.preparing import prepared, rows
from tests.intake.importing.test_command import run
from tests.store.rows import rows_of

HEADER = "Customer ID,Start Date,Annual Value\n"
OTHERS = "".join(f"C{number},2024-0{number}-01,{number}0\n" for number in range(2, 9))
TWO = HEADER + "C1,2024-01-01,100\n" + OTHERS + "C1,2024-01-01,250\n"


def asked(done: Prepared) -> list[str]:
    return [question.kind for question in done.undecided]


def values_of(done: Prepared, customer: str = "C1") -> list[tuple[Any, float]]:
    return sorted(
        (row.get("contract_id"), float(row["annual_value"])) for row in rows(done) if row["customer_id"] == customer
    )


def test_two_differing_rows_of_a_customer_and_day_are_asked_about_by_name(tmp_path: Path) -> None:
    done = prepared(tmp_path, TWO)
    assert asked(done) == ["same day"]
    assert done.undecided[0].sentence == (
        "file.csv: 1 customer stands on several rows of one first day that differ and have no contract's id (C1). Say "
        "--same-day replace if the last row of each counts, or --same-day add if they are contracts side by side, "
        "whose values add."
    )
    assert values_of(prepared(tmp_path, TWO, same_day="replace")) == [(None, 250)]
    side_by_side = prepared(tmp_path, TWO, same_day="add")
    assert values_of(side_by_side) == [("2024-01-01 #1", 100), ("2024-01-01 #2", 250)]
    assert values_of(side_by_side, "C2") == [(None, 20)]
    assert any(decision.subject == "rows of one customer and day" for decision in side_by_side.decisions)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEADER + OTHERS + "C2,2024-02-01,20\n", id="identical rows count once"),
        pytest.param(HEADER + OTHERS + "C2,2025-02-01,30\n", id="another first day is another contract"),
        pytest.param(
            "Customer ID,Contract ID,Start Date,Annual Value\nC1,K1,2024-01-01,1\nC1,K2,2024-01-01,2\n",
            id="ids of their own",
        ),
        pytest.param(
            "Customer ID,Valid From,Start Date,Annual Value\nC1,2024-01-01,2024-01-01,1\nC1,2025-01-01,2024-01-01,2\n",
            id="spells of one contract",
        ),
    ],
)
def test_rows_that_can_be_told_apart_are_not_asked_about(tmp_path: Path, text: str) -> None:
    assert asked(prepared(tmp_path, text)) == []


def test_rows_without_an_id_beside_rows_with_one_are_asked_about_too(tmp_path: Path) -> None:
    text = "Customer ID,Contract ID,Start Date,Annual Value\nC1,K1,2024-01-01,1\nC1,,2024-01-01,2\nC1,,2024-01-01,3\n"
    text += "".join(f"C{number},,2024-02-01,9\n" for number in range(2, 9))
    assert asked(prepared(tmp_path, text)) == ["same day"]
    assert values_of(prepared(tmp_path, text, same_day="add")) == [
        ("2024-01-01 #1", 2), ("2024-01-01 #2", 3), ("K1", 1),
    ]  # fmt: skip


def test_many_customers_on_rows_that_differ_are_another_table_first(tmp_path: Path) -> None:
    text = HEADER + "".join(f"C{number},2024-01-01,{value}\n" for number in range(50) for value in (1, 2))
    assert asked(prepared(tmp_path, text)) == ["table"]
    assert asked(prepared(tmp_path, text, table="customers")) == ["same day"]
    assert len(rows(prepared(tmp_path, text, table="customers", same_day="add"))) == 100


def test_contracts_side_by_side_are_the_same_ones_when_the_next_export_comes(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    for number, text in enumerate((TWO, TWO.replace("C1,2024-01-01,250", "C1,2024-01-01,300"))):
        file = tmp_path / f"{number}.csv"
        file.write_text(text, encoding="utf-8")
        import_files(workspace, [(file, ImportChoices(same_day="add"))], "Ann")
    stored = rows_of(workspace.latest(), "customers", "customer_id started_on annual_value")
    assert [row for row in stored if row[0] == "C1"] == [
        ("C1", date(2024, 1, 1), 100), ("C1", date(2024, 1, 1), 300),
    ]  # fmt: skip


def test_the_command_asks_and_takes_the_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(TWO, encoding="utf-8")
    command = ("import", file, "--workspace", tmp_path / "w")
    status, _, err = run(capsys, *command)
    assert (status, "--same-day replace" in err) == (1, True)
    status, out, _ = run(capsys, *command, "--same-day", "replace")
    assert (status, "9 rows read, 8 used, 1 set aside" in out) == (0, True)
