"""A file with one row per product of a deal: what is summed and what counts once is decided by most deals."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from metrics.commands.command_line import main
from tests.intake.importing.preparing import prepared, problems, rows

HEADER = "Opportunity ID,Stage,Owner,Close Date,Amount,Product,Quantity,List Amount\n"
Cell = Callable[[int, int], object]


def deals(amount: Cell | int = 1000, quantity: Cell | int = 1, listed: Cell | int = 600) -> str:
    lines = []
    for deal in range(1, 6):
        for line in (1, 2):
            own, units, of_list = (
                cell if isinstance(cell, int) else cell(deal, line) for cell in (amount, quantity, listed)
            )
            lines.append(f"D{deal},Won,A,2025-02-0{deal},{own},P{line},{units},{of_list}\n")
    return HEADER + "".join(lines)


def column(staged: list[dict[str, Any]], name: str) -> list[Any]:
    return [row[name] for row in staged]


def test_a_list_amount_of_each_line_is_summed(tmp_path: Path) -> None:
    staged = rows(prepared(tmp_path, deals()))
    assert (column(staged, "amount"), column(staged, "list_amount")) == ([1000] * 5, [1200] * 5)


def test_a_list_amount_repeated_on_all_lines_of_every_deal_counts_once(tmp_path: Path) -> None:
    assert column(rows(prepared(tmp_path, deals(listed=1200))), "list_amount") == [1200] * 5


def test_one_deal_whose_lines_differ_does_not_sum_the_amounts_of_all(tmp_path: Path) -> None:
    done = prepared(tmp_path, deals(amount=lambda deal, line: 1050 if (deal, line) == (3, 2) else 1000))
    assert column(rows(done), "amount") == [1000, 1000, 1050, 1000, 1000]
    assert (
        problems(done)[
            "The deal's lines differ in the amount, which most deals repeat on each of theirs; the last counts."
        ]
        == 1
    )


def test_amounts_of_lines_are_summed_also_where_two_happen_to_agree(tmp_path: Path) -> None:
    done = prepared(tmp_path, deals(amount=lambda deal, line: 500 if deal == 2 else 400 + 100 * line))
    assert column(rows(done), "amount") == [1100, 1000, 1100, 1100, 1100]
    assert (
        problems(done)[
            "All lines of the deal have one amount; it is summed, because in most deals every line has its own."
        ]
        == 1
    )


def test_a_sum_over_lines_of_which_one_is_unknown_is_unknown(tmp_path: Path) -> None:
    def second_empty(deal: int, line: int) -> object:
        return "" if (deal, line) == (1, 2) else 600

    done = prepared(tmp_path, deals(quantity=second_empty, listed=second_empty))
    staged = rows(done)
    assert column(staged, "list_amount") == [None, *[Decimal(1200)] * 4]
    assert column(staged, "quantity") == [None, *[1200] * 4]
    assert (
        problems(done)["A quantity or an amount is empty on some of the deal's lines, so the deal's own is unknown."]
        == 1
    )


def test_identical_lines_both_count_in_a_file_of_lines(tmp_path: Path) -> None:
    """D1's two lines are the same, D2's are of two products; a deal's own amount counts once."""
    text = HEADER.replace(",List Amount", "")
    text += "".join(f"D1,Won,A,2025-02-01,900,P1,{units}\n" for units in (4, 4))
    text += "".join(f"D2,Won,A,2025-02-02,500,{product},3\n" for product in ("P1", "P2"))
    staged = rows(prepared(tmp_path, text))
    assert (column(staged, "amount"), column(staged, "quantity")) == ([900, 500], [8, 6])
    assert column(staged, "product_id") == ["P1", None]


def test_identical_lines_of_a_product_both_count_though_no_deal_has_others(tmp_path: Path) -> None:
    """Two equal lines below each other are two lines; the deal's own amount, and its list amount, count once."""
    text = HEADER + "D1,Won,A,2025-02-01,900,P1,4,1000\n" * 2 + "D2,Won,A,2025-02-02,500,P1,3,600\n"
    staged = rows(prepared(tmp_path, text))
    assert (column(staged, "amount"), column(staged, "quantity")) == ([900, 500], [8, 3])
    assert column(staged, "list_amount") == [1000, 600]


def test_identical_rows_count_once_where_they_stand_apart_or_name_no_product(tmp_path: Path) -> None:
    """A report copied below itself is no list of lines, nor is one without products whose deal stands twice."""
    copied = "D1,Won,A,2025-02-01,900,P1,4,1000\nD2,Won,A,2025-02-02,500,P1,3,600\n"
    assert column(rows(prepared(tmp_path, HEADER + copied * 2)), "quantity") == [4, 3]
    without = (
        HEADER.replace(",Product", "") + "D1,Won,A,2025-02-01,900,4,1000\n" * 2 + "D2,Won,A,2025-02-02,500,3,600\n"
    )
    assert column(rows(prepared(tmp_path, without)), "quantity") == [4, 3]


LINES = "Opportunity ID,Stage,Close Date,Amount,Product Code,Quantity\n"
TWO_PRODUCTS = LINES + "D1,Won,2025-02-01,900,A,5\nD1,Won,2025-02-01,900,B,10\nD1,Won,2025-02-01,900,A,5\n"


def test_the_products_of_a_deal_are_written_down_with_their_quantities(tmp_path: Path) -> None:
    done = prepared(
        tmp_path, TWO_PRODUCTS + "D2,Won,2025-02-01,100,A,1\nD3,Won,2025-02-01,9,A,\nD3,Won,2025-02-01,9,B,1\n"
    )
    assert column(rows(done), "product_lines") == ["10.0 × A ¦ 10.0 × B", None, None]
    assert column(rows(done), "product_id") == [None, "A", None]
    assert problems(done)[
        "The deal has several products, so it has no single product to group by; its lines are priced each."
    ] == 1  # fmt: skip
    assert problems(done)[
        "The deal has several products, so it has no single product to group by or to price from the list."
    ] == 1  # fmt: skip


def test_a_product_whose_name_would_be_read_as_two_is_not_written_down(tmp_path: Path) -> None:
    done = prepared(tmp_path, TWO_PRODUCTS.replace(",A,", ",Bits × Bobs,"))
    assert column(rows(done), "product_lines") == [None]


def test_several_products_have_the_list_price_of_all_lines_whenever_the_list_comes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace, deals_file, list_file = str(tmp_path / "workspace"), tmp_path / "deals.csv", tmp_path / "products.csv"

    def import_file(path: Path, text: str) -> None:
        path.write_text(text)
        assert main(["import", str(path), "--workspace", workspace]) == 0

    def discount() -> dict[str, Any]:
        capsys.readouterr()
        assert main(["ask", "average_discount", "--workspace", workspace, "--format", "json"]) == 0
        (answer,) = json.loads(capsys.readouterr().out)
        return dict(answer)

    import_file(deals_file, TWO_PRODUCTS + "D2,Won,2025-02-01,100,A,1\n")
    import_file(list_file, "product_id,name,list_price\nA,Alpha,100\n")
    assert (discount()["value"], discount()["n"]) == (0, 1)  # B has no price, and so D1 has none
    assert main(["quality", "--workspace", workspace]) == 0
    assert "B: 1 deal" in capsys.readouterr().out
    import_file(list_file, "product_id,name,list_price\nX,B,20\nA,Alpha,100\n")
    assert discount()["value"] == pytest.approx(1 - 1000 / 1300)  # 10 × 100 + 10 × 20 + 100
    import_file(
        deals_file, "Opportunity ID,Stage,Close Date,Amount,Product Code,Quantity\nD1,Won,2025-02-01,900,A,10\n"
    )
    assert discount()["value"] == pytest.approx(1 - 1000 / 1100)  # D1 is of one product now
