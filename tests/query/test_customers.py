"""Who stays, who leaves, and that every row of the list of customers is accounted for."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from metrics.query.answers import ask, counted_rows
from metrics.query.question import Question, Where
from tests.query.drawn import drawn
from tests.readers import reader_of

YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def test_customers_leave_at_the_end_of_their_last_contract_and_renewals_are_no_churn(tmp_path: Path) -> None:
    """On 1 January there are A to G. In the first quarter leave B (who comes back in June), C (whose contract runs out)
    and D (on its last day); E renews the next day. In the second leaves A, whose value had changed; in the third G."""
    snapshot = drawn(
        tmp_path,
        customers="""
            customer_id | valid_from | valid_to   | started_on | ended_on
            A           | 2024-01-01 | 2025-01-01 | 2024-01-01 |
            A           | 2025-01-01 |            | 2024-01-01 | 2025-05-10
            B           | 2024-01-01 |            | 2024-01-01 | 2025-02-10
            B           | 2025-06-01 |            | 2025-06-01 |
            C           | 2024-01-01 | 2025-02-01 | 2024-01-01 |
            D           | 2024-01-01 |            | 2024-01-01 | 2025-03-31
            E           | 2024-01-01 | 2025-03-01 | 2024-01-01 | 2025-02-28
            E           | 2025-03-01 |            | 2025-03-01 |
            F           | 2024-01-01 |            | 2024-01-01 |
            G           | 2025-01-01 | 2031-01-01 | 2025-01-01 | 2025-09-30
        """,
    )
    rows = ask(reader_of(snapshot), Question("churn_rate", date(2025, 1, 1), grain="quarter")).rows
    assert [(row.components["churned"], row.components["active"]) for row in rows] == [(3, 7), (1, 4), (1, 4)]


def test_contracts_a_year_long_that_follow_one_another_are_one_customer(tmp_path: Path) -> None:
    """Each year is a row of its own; C doesn't renew for 2025. An impossible row among A's contracts parts nothing."""
    contracts = [
        f"{name} | {year}-01-01 | {year}-01-01 | {year}-12-31"
        for name in "ABC" for year in (2023, 2024, 2025) if (name, year) != ("C", 2025)
    ]  # fmt: skip
    contracts += ["A | 2024-06-01 | 2024-06-01 | 2024-01-01", "D | 2023-01-01 | 2023-01-01 | "]
    snapshot = drawn(tmp_path, customers="customer_id | valid_from | started_on | ended_on\n" + "\n".join(contracts))
    rows = ask(reader_of(snapshot), Question("churn_rate", grain="year", end=date(2025, 6, 30))).rows
    assert [(row.components["churned"], row.components["active"]) for row in rows] == [(0, 4), (1, 4), (0, 3)]


MANAGERS = """
    person_id | name | function         | team | valid_from | valid_to
    P1        | Ann  | customer success | East | 2024-01-01 | 2025-02-15
    P1        | Ann  | customer success | West | 2025-02-15 |
    P2        | Bob  | customer success | East | 2024-01-01 |
"""
CUSTOMERS = "\n".join(
    ["customer_id | started_on | ended_on | account_manager", "C1 | 2024-01-01 | 2025-03-15 | P1"]
    + [f"C{number} | 2024-01-01 | | {'P1' if number <= 5 else 'P2'}" for number in range(2, 9)]
    + ["C9 | 2025-03-31 | | P2", "C0 | 2024-01-01 | | nobody"]
)


@pytest.mark.parametrize(
    ("where", "counted"),
    [
        ((), 9),
        ((Where("person", ("Ann",)),), 5),
        ((Where("team", ("West",)),), 5),
        ((Where("team", ("East",)),), 8),
        ((Where("team", ("East",)), Where("person", ("Ann",))), 5),
    ],
)
@pytest.mark.parametrize("roster", ["then", "today"])
def test_a_customer_whose_manager_changed_team_is_one_row(
    tmp_path: Path, where: tuple[Where, ...], counted: int, roster: str
) -> None:
    """Of ten customers C9 came too late, and nobody's has no team; Ann's five were first East's, then West's."""
    snapshot = drawn(tmp_path, people=MANAGERS, customers=CUSTOMERS)
    asked = Question("churn_rate", date(2025, 1, 1), date(2025, 3, 31), "month", where=where, roster=roster)  # type: ignore[arg-type]
    listed, answer = counted_rows(reader_of(snapshot), asked), ask(reader_of(snapshot), asked)
    assert len(listed) == listed["customer_id"].nunique()
    if roster == "then":
        assert len(listed) == counted
    assert len(listed) + sum(left.count for left in answer.excluded) == 10
    with duckdb.connect() as connection:
        connection.execute(answer.prelude)
        assert all(len(connection.sql(left.query).fetchall()) == left.count for left in answer.excluded)


def test_what_is_left_of_the_revenue_is_likely_nothing_at_the_least(tmp_path: Path) -> None:
    """One of four customers grows ninefold: by the spread alone less than nothing could be left of them."""
    snapshot = drawn(
        tmp_path,
        customers="""
            customer_id | valid_from | valid_to   | started_on | ended_on   | annual_value
            A           | 2024-01-01 | 2024-02-01 | 2024-01-01 |            | 1000
            A           | 2024-02-01 |            | 2024-01-01 |            | 9000
            B           | 2024-01-01 |            | 2024-01-01 | 2024-02-05 | 100
            C           | 2024-01-01 |            | 2024-01-01 | 2024-02-05 | 1000
            D           | 2024-01-01 |            | 2024-01-01 | 2024-06-05 | 10
        """,
    )
    (row,) = ask(reader_of(snapshot), Question("net_revenue_retention", date(2024, 1, 1), date(2024, 3, 31))).rows
    assert row.value == pytest.approx(9010 / 2110)
    assert (row.low, row.high is not None and row.high > 9010 / 2110) == (0, True)
