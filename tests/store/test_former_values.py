"""Rates stored without the currency they lead into: it is that of the oldest kept version that holds them."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from metrics.commands.command_line import main
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.store.former_values import former_value_sql
from metrics.store.update import TableUpdate
from metrics.store.workspace import Workspace

DEALS = "opportunity_id,stage,closed_on,amount,currency\n1,Won,2025-03-10,100,GBP\n"


def import_text(workspace: Workspace, name: str, text: str) -> None:
    path = workspace.folder.parent / name
    path.write_text(text)
    import_files(workspace, [(path, ImportChoices(clock_is_right=True))], "Ann")


def set_currency(workspace: Workspace, currency: str) -> None:
    settings = replace(workspace.latest().settings, currency=currency)
    workspace.publish((), action=f"Currency {currency}", who="Ann", settings=settings)


def rates(workspace: Workspace) -> list[tuple[str, date, str, float]]:
    table = workspace.latest().tables["rates"]
    with duckdb.connect() as connection:
        return connection.execute(
            f'SELECT currency, valid_from, "into", rate FROM {table.relation} ORDER BY ALL'
        ).fetchall()


def revenue(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> float | None:
    capsys.readouterr()
    assert main(["ask", "new_business_revenue", "--workspace", str(workspace.folder), "--format", "json"]) == 0
    (answer,) = json.loads(capsys.readouterr().out)
    return answer["value"]


def refusal(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["ask", "new_business_revenue", "--workspace", str(workspace.folder)]) == 1
    return capsys.readouterr().err


def publish_as_formerly(workspace: Workspace) -> None:
    """A rate without the currency it leads into, as a former program stored it."""
    rows = workspace.folder.parent / "rows.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT 'GBP' AS currency, DATE '2025-01-01' AS valid_from, 1.2::DOUBLE AS rate, 2::BIGINT AS line) "
            f"TO '{rows}' (FORMAT parquet)"
        )
    update = TableUpdate("rates", rows, ("currency", "valid_from", "rate"), {})
    workspace.publish([update], action="Imported rates.csv", who="Ann")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace in euros with rates of the pound and a deal in pounds."""
    workspace = Workspace(tmp_path / "workspace")
    set_currency(workspace, "EUR")
    import_text(workspace, "rates.csv", "currency,valid_from,rate\nGBP,2025-01-01,1.2\n")
    import_text(workspace, "deals.csv", DEALS)
    return workspace


def test_rates_lead_into_the_currency_of_their_upload(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert revenue(workspace, capsys) == 120
    set_currency(workspace, "USD")
    assert "needs rates of GBP into USD, which no imported file has brought: those that are stored lead into EUR" in (
        refusal(workspace, capsys)
    )
    assert main(["ask", "win_rate", "--workspace", str(workspace.folder)]) == 0
    import_text(workspace, "dollars.csv", "currency,valid_from,rate\nGBP,2025-01-01,1.3\n")
    day = date(2025, 1, 1)
    assert rates(workspace) == [("GBP", day, "EUR", 1.2), ("GBP", day, "USD", 1.3)]
    assert revenue(workspace, capsys) == 130
    set_currency(workspace, "EUR")
    assert revenue(workspace, capsys) == 120


def test_a_file_may_name_the_currency(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    import_text(workspace, "more.csv", "currency,valid_from,into,rate\nGBP,2025-01-01,usd,1.3\nGBP,2025-03-01,,1.1\n")
    assert [(into, rate) for _, _, into, rate in rates(workspace)] == [("EUR", 1.2), ("USD", 1.3), ("EUR", 1.1)]
    assert revenue(workspace, capsys) == pytest.approx(110)


def test_rates_without_it_are_into_the_currency_of_the_oldest_version_that_holds_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = Workspace(tmp_path / "workspace")
    set_currency(workspace, "EUR")
    import_text(workspace, "deals.csv", DEALS)
    publish_as_formerly(workspace)
    assert revenue(workspace, capsys) == 120
    set_currency(workspace, "USD")
    assert workspace.latest().tables["rates"].former_values == {"into": {3: "EUR", 4: "USD"}}
    assert "stored lead into EUR" in refusal(workspace, capsys)  # nothing stored was rewritten
    import_text(workspace, "next.csv", "currency,valid_from,rate\nGBP,2025-02-01,1.4\n")
    days = [(into, day.month, rate) for _, day, into, rate in rates(workspace)]
    assert days == [("EUR", 1, 1.2), ("USD", 2, 1.4)]
    assert workspace.latest().tables["rates"].former_values == {}
    assert revenue(workspace, capsys) == 140


def test_imports_of_one_currency_are_said_once() -> None:
    assert former_value_sql({}) == "NULL"
    assert former_value_sql({2: "EUR", 5: "USD"}) == (
        "CASE WHEN import_number <= 2 THEN 'EUR' WHEN import_number <= 5 THEN 'USD' END"
    )
