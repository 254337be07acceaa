"""Amounts under several currency signs are never summed as one currency."""

from pathlib import Path

from metrics.intake.import_plan import ImportContext
from tests.intake.importing.preparing import prepared, problems, rows

DEALS = "Opportunity ID,Stage,Amount\n"
SIGNS = DEALS + '1,Won,"$1,000"\n2,Won,"€1,000"\n3,Won,"¥1,000"\n4,Won,"1,000"\n'
DOUBT = "The column holds several currencies, and this sign doesn't tell the row's; the amount counts as unknown."


def test_a_sign_tells_the_currency_of_its_row(tmp_path: Path) -> None:
    done = prepared(tmp_path, SIGNS)
    assert [(row["amount"], row["currency"]) for row in rows(done)] == [
        (1000, "USD"), (1000, "EUR"), (None, None), (1000, None),
    ]  # fmt: skip
    assert problems(done) == {DOUBT: 1}
    assert "currency" in done.columns


def test_a_shared_sign_is_the_workspaces_own(tmp_path: Path) -> None:
    done = prepared(tmp_path, SIGNS, context=ImportContext(currency="JPY"))
    assert [(row["amount"], row["currency"]) for row in rows(done)] == [
        (None, None), (1000, "EUR"), (1000, "JPY"), (1000, None),
    ]  # fmt: skip


def test_a_currency_column_wins_and_a_sign_that_contradicts_it_is_reported(tmp_path: Path) -> None:
    text = "Opportunity ID,Stage,Amount,Currency\n" + "1,Won,$5,cad\n2,Won,€5,EUR\n3,Won,£5,EUR\n4,Won,£5,\n"
    done = prepared(tmp_path, text)
    assert [(row["amount"], row["currency"]) for row in rows(done)] == [
        (5, "cad"), (5, "EUR"), (None, "EUR"), (5, "GBP"),
    ]  # fmt: skip
    assert problems(done) == {DOUBT: 1}


def test_one_sign_all_through_tells_nothing_new(tmp_path: Path) -> None:
    done = prepared(tmp_path, DEALS + "1,Won,€5\n2,Won,5 EUR\n3,Won,7\n")
    assert ("currency" in done.columns, problems(done)) == (False, {})


def test_a_table_without_currencies_counts_in_the_workspaces(tmp_path: Path) -> None:
    text = "customer_id,started_on,annual_value\nA,2024-01-01,$5\nB,2024-01-01,€7\nC,2024-01-01,9\n"
    done = prepared(tmp_path, text)
    assert [row["annual_value"] for row in rows(done)] == [5, None, 9]
    assert problems(done) == {DOUBT: 1}
