"""What a deal is worth, and whether it is one to be counted: words and numbers that exports leave out or get wrong."""

from pathlib import Path

import pytest

from metrics.query.answers import ask
from metrics.query.question import Answer, Question
from tests.query.drawn import drawn
from tests.readers import reader_of

EVERY_DEAL_COUNTS = "No deal says whether it is new business, so every won deal counts."


def left_out(answer: Answer) -> dict[str, int]:
    return {each.reason: each.count for each in answer.excluded}


def test_a_deal_that_does_not_say_whether_it_is_new_business_is_left_out_and_counted(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage      | created_on | closed_on  | amount | kind
            1              | A     | Closed Won | 2025-01-01 | 2025-02-01 | 1      | new
            2              | A     | Closed Won | 2025-01-01 | 2025-02-01 | 10     | renewal
            3              | A     | Closed Won | 2025-01-01 | 2025-02-01 | 100    |
        """,
    )
    answer = ask(reader_of(snapshot), Question("new_business_revenue"))
    assert answer.rows[0].value == 1
    assert left_out(answer) == {"not new business": 1, "not known whether it is new business": 1}
    assert EVERY_DEAL_COUNTS not in answer.notes


@pytest.mark.parametrize("header", ["kind", "Remark"])
def test_where_no_deal_says_so_every_won_deal_counts_and_the_answer_says_it(tmp_path: Path, header: str) -> None:
    """The column may be missing, or be there and empty."""
    snapshot = drawn(
        tmp_path,
        opportunities=f"""
            opportunity_id | owner | stage      | created_on | closed_on  | amount | {header}
            1              | A     | Closed Won | 2025-01-01 | 2025-02-01 | 1      |
            2              | A     | Closed Won | 2025-01-01 | 2025-02-01 | 10     |
        """,
    )
    answer = ask(reader_of(snapshot), Question("new_business_revenue"))
    assert (answer.rows[0].value, left_out(answer)) == (11, {})
    assert EVERY_DEAL_COUNTS in answer.notes


def discounts_of(tmp_path: Path, column: str, odd: str, amount: str = "900") -> Answer:
    """Two deals at 10 % off a list price of 1000, and a third whose cell in `column` is odd."""
    usual = {"list_amount": "1000", "discount_pct": "0.1", "quantity": "1"}[column]
    product = "Rope" if column == "quantity" else ""
    snapshot = drawn(
        tmp_path,
        opportunities=f"""
            opportunity_id | owner | stage      | created_on | closed_on  | amount   | product_id | {column}
            1              | A     | Closed Won | 2025-01-01 | 2025-02-01 | 900      | {product}  | {usual}
            2              | B     | Closed Won | 2025-01-01 | 2025-02-01 | 900      | {product}  | {usual}
            3              | B     | Closed Won | 2025-01-01 | 2025-02-01 | {amount} | {product}  | {odd}
        """,
        products="product_id | name | list_price\nRope | Rope | 1000",
    )
    return ask(reader_of(snapshot), Question("average_discount"))


@pytest.mark.parametrize(
    ("column", "odd"),
    [("list_amount", "0"), ("list_amount", "-1000"), ("discount_pct", "1"), ("discount_pct", "1.5"), ("quantity", "0")],
)
def test_a_list_price_that_is_not_above_zero_is_none(tmp_path: Path, column: str, odd: str) -> None:
    answer = discounts_of(tmp_path, column, odd)
    assert (answer.rows[0].value, answer.rows[0].n) == (pytest.approx(0.1), 2)
    assert left_out(answer) == {"no list price": 1}


@pytest.mark.parametrize("amount", ["0", "-500"])
def test_a_discount_on_nothing_says_nothing_of_the_list_price(tmp_path: Path, amount: str) -> None:
    assert left_out(discounts_of(tmp_path, "discount_pct", "0.1", amount)) == {"no list price": 1}


def test_a_deal_given_away_has_its_products_list_price(tmp_path: Path) -> None:
    """A discount of 100 % leaves no amount to divide, but the product is listed."""
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | stage      | created_on | closed_on  | amount | product_id | quantity | discount_pct
            1              | Closed Won | 2025-01-01 | 2025-02-01 | 0      | Rope       | 1        | 1
            2              | Closed Won | 2025-01-01 | 2025-02-01 | 1000   | Rope       | 1        | 0
        """,
        products="product_id | name | list_price\nRope | Rope | 1000",
    )
    assert ask(reader_of(snapshot), Question("average_discount")).rows[0].value == 0.5


@pytest.mark.parametrize("metric", ["discount_per_deal", "discount_per_deal_median"])
def test_a_list_price_of_next_to_nothing_spoils_only_its_own_deal(tmp_path: Path, metric: str) -> None:
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage       | created_on | closed_on  | amount     | list_amount
            1              | A     | Closed Won  | 2025-01-01 | 2025-02-01 | 90         | 100
            2              | A     | Negotiation | 2025-01-01 |            | 5000000000 | 1
        """,
    )
    assert ask(reader_of(snapshot), Question(metric)).rows[0].value == pytest.approx(0.1)
