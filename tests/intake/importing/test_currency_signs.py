"""Amounts under several currency signs are never summed as one currency."""

from pathlib import Path
from typing import Any

import pytest

from metrics.intake.import_plan import ImportContext
from tests.intake.importing.preparing import prepared, problems, rows

DEALS = "Opportunity ID,Stage,Amount\n"
SIGNS = DEALS + '1,Won,"$1,000"\n2,Won,"€1,000"\n3,Won,"¥1,000"\n4,Won,"1,000"\n'
DOUBT = "The column holds other currencies than the row can have by its sign; the amount counts as unknown."


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


def amounts(folder: Path, cells: str, own: str = "USD", **given: Any) -> tuple[list[tuple[Any, Any]], set[str]]:
    text = DEALS + "".join(f'{number},Won,"{cell}"\n' for number, cell in enumerate(cells.split(";")))
    done = prepared(folder, text, context=ImportContext(currency=own), **given)
    return [(row["amount"], row.get("currency")) for row in rows(done)], set(problems(done))


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ("€5;€6", "EUR"), ("5 zł;6 zł", "PLN"), ("R$ 5;R$ 6", "BRL"), ("£5;£6", "GBP"), ("5 ₽;6 ₽", "RUB"),
        ("5円;6円", "JPY"), ("5 Kč;6 Kč", "CZK"), ("5 EUR;6 EUR", "EUR"),
    ],
)  # fmt: skip
def test_one_sign_all_through_is_the_currency_of_all(cells: str, code: str, tmp_path: Path) -> None:
    read, remarks = amounts(tmp_path, cells)
    assert read == [(5, code), (6, code)]
    assert len(remarks) == 1
    assert f"they are in {code}" in remarks.pop()


@pytest.mark.parametrize(("cells", "own"), [("€5;€6", "EUR"), ("$5;$6", "CAD"), ("¥5;¥6", "CNY"), ("5;6", "USD")])
def test_the_workspaces_own_sign_tells_nothing_new(cells: str, own: str, tmp_path: Path) -> None:
    assert amounts(tmp_path, cells, own) == ([(5, None), (6, None)], set())


@pytest.mark.parametrize(("cells", "sign"), [("¥5;¥6", "¥"), ("￥5;￥6", "￥"), ("5 kr;6 kr", "kr")])
def test_a_sign_of_several_currencies_can_not_be_converted_until_somebody_says_which(
    cells: str, sign: str, tmp_path: Path
) -> None:
    read, remarks = amounts(tmp_path, cells)
    assert read == [(5, sign), (6, sign)]
    assert "so they can't be converted" in remarks.pop()
    assert amounts(tmp_path, cells, constants={"currency": "JPY"}) == ([(5, "JPY"), (6, "JPY")], set())


def test_amounts_without_a_sign_are_in_the_one_that_most_of_their_column_carry(tmp_path: Path) -> None:
    assert amounts(tmp_path, "€5;€6;7")[0] == [(5, "EUR"), (6, "EUR"), (7, "EUR")]
    assert amounts(tmp_path, "€5;6;7;8")[0] == [(5, "EUR"), (6, None), (7, None), (8, None)]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("US Dollar", "USD"), ("Доллар США", "USD"), ("Euro", "EUR"), ("ユーロ", "EUR"), ("Pound Sterling", "GBP"),
        ("dólar estadounidense", "USD"), ("Schweizer Franken", "CHF"), ("人民币", "CNY"), ("€", "EUR"), ("RMB", "CNY"),
        ("-99", "USD"), ("gbp", "gbp"), ("XTS", "XTS"),
    ],
)  # fmt: skip
def test_a_currency_by_its_name_is_its_code(word: str, code: str, tmp_path: Path) -> None:
    done = prepared(tmp_path, f"Opportunity ID,Stage,Amount,Currency\n1,Won,5,{word}\n2,Won,6,\n")
    assert ([row["currency"] for row in rows(done)], problems(done)) == ([code, None], {})


def test_a_currency_nobody_knows_is_said(tmp_path: Path) -> None:
    done = prepared(tmp_path, "Opportunity ID,Stage,Amount,Currency\n1,Won,5,Dollar\n2,Won,6,EUR\n")
    assert [row["currency"] for row in rows(done)] == ["Dollar", "EUR"]
    assert problems(done) == {
        "No currency is called “Dollar”; its amounts can't be converted and count in no money.": 1
    }


def test_rates_name_currencies_by_their_names_too(tmp_path: Path) -> None:
    done = prepared(tmp_path, "currency,valid_from,rate\nEuro,2025-01-01,1.1\n", table="rates")
    assert [row["currency"] for row in rows(done)] == ["EUR"]


def test_a_table_without_currencies_counts_in_the_workspaces(tmp_path: Path) -> None:
    text = "customer_id,started_on,annual_value\nA,2024-01-01,$5\nB,2024-01-01,€7\nC,2024-01-01,9\n"
    done = prepared(tmp_path, text)
    assert [row["annual_value"] for row in rows(done)] == [5, None, 9]
    assert problems(done) == {DOUBT: 1}
