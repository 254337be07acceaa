"""Who stays, who leaves, and that every row of the list of customers is accounted for."""

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from metrics.query.answers import ask, counted_rows
from metrics.query.question import Question, Where
from metrics.schema.settings import Settings
from metrics.store.snapshot import Snapshot
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


def quarters(snapshot: Snapshot, metric: str) -> list[float | None]:
    question = Question(metric, date(2024, 1, 1), date(2024, 12, 31), "quarter")
    return [row.value for row in ask(reader_of(snapshot), question).rows]


def test_contracts_of_a_customer_add_and_it_stays_while_one_of_them_lasts(tmp_path: Path) -> None:
    """The add-on of Oak runs from May to the end of September; Elm leaves at the end of the year."""
    snapshot = drawn(
        tmp_path,
        customers="""
            customer_id | valid_from | started_on | ended_on   | annual_value
            Oak         | 2023-01-01 | 2023-01-01 |            | 300
            Oak         | 2024-05-01 | 2024-05-01 | 2024-09-30 | 100
            Elm         | 2023-01-01 | 2023-01-01 | 2024-12-31 | 100
        """,
    )
    assert quarters(snapshot, "churn_rate") == [0, 0, 0, 1 / 2]
    assert quarters(snapshot, "net_revenue_retention") == pytest.approx([1, 500 / 400, 400 / 500, 300 / 400])
    assert quarters(snapshot, "gross_revenue_retention") == pytest.approx([1, 1, 400 / 500, 300 / 400])


def test_rows_without_an_id_end_where_the_customers_first_with_one_begins(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        customers="""
            customer_id | contract_id | valid_from | started_on | ended_on   | annual_value
            Oak         |             | 2023-01-01 | 2023-01-01 |            | 300
            Oak         | K1          | 2024-04-01 | 2024-04-01 |            | 350
            Oak         |             | 2024-06-01 | 2024-06-01 |            | 999
            Elm         | K2          | 2023-01-01 | 2023-01-01 |            | 100
            Elm         | K2          | 2024-04-01 | 2024-04-01 |            | 150
        """,
    )
    assert quarters(snapshot, "net_revenue_retention")[:2] == pytest.approx([500 / 400, 1])
    excluded = ask(reader_of(snapshot), Question("churn_rate", *YEAR)).excluded
    assert [(left.reason, left.count) for left in excluded if "contract id" in left.reason] == [
        ("rows with a contract id took its place", 1)
    ]


@pytest.mark.parametrize(("days", "grace", "left"), [(30, 30, 0), (31, 30, 1), (31, 40, 0), (1, 0, 1), (0, 0, 0)])
def test_a_gap_up_to_the_grace_period_is_a_renewal(tmp_path: Path, days: int, grace: int, left: int) -> None:
    begins = date(2024, 3, 1) + timedelta(days=days)
    snapshot = drawn(
        tmp_path,
        Settings(renewal_grace_days=grace),
        customers=f"""
            customer_id | contract_id | started_on | ended_on   | annual_value
            Oak         | K1          | 2023-01-01 | 2024-02-29 | 300
            Oak         | K2          | {begins}   |            | 300
            Elm         | K3          | 2023-01-01 |            | 300
        """,
    )
    (row,) = ask(reader_of(snapshot), Question("churn_rate", date(2024, 1, 1), date(2024, 6, 30))).rows
    assert (row.components["churned"], row.components["active"]) == (left, 2)


def test_the_term_of_a_contract_that_renews_is_no_end_unless_another_takes_over(tmp_path: Path) -> None:
    """Ash renews at its term's end, Oak's next term is a row of its own, Elm's doesn't renew, Fir was given notice."""
    snapshot = drawn(
        tmp_path,
        customers="""
            customer_id | contract_id | valid_from | started_on | ended_on   | renews | annual_value | end_reason
            Ash         | K1          | 2023-04-01 | 2023-04-01 | 2024-03-31 | true   | 100          |
            Oak         | K2          | 2023-04-01 | 2023-04-01 | 2024-03-31 | true   | 100          |
            Oak         | K3          | 2024-04-01 | 2024-04-01 | 2025-03-31 | true   | 200          |
            Elm         | K4          | 2023-04-01 | 2023-04-01 | 2024-03-31 | false  | 100          |
            Fir         | K5          | 2023-04-01 | 2023-04-01 | 2024-03-31 | true   | 100          | voluntary
        """,
    )
    assert quarters(snapshot, "churn_rate")[0] == 2 / 4
    assert quarters(snapshot, "net_revenue_retention")[0] == pytest.approx(300 / 400)


def test_subscriptions_of_an_account_are_one_customer_where_the_account_is_in_the_list(tmp_path: Path) -> None:
    customers = """
        customer_id | account_id | started_on | ended_on
        S1          | A1         | 2023-01-01 | 2024-02-29
        S2          | A1         | 2023-06-01 |
        S3          | A2         | 2023-01-01 |
    """
    accounts = "account_id | name\nA1 | Oak\nA2 | Elm"
    apart, together = drawn(tmp_path, customers=customers), drawn(tmp_path, customers=customers, accounts=accounts)
    assert quarters(apart, "churn_rate")[0] == 1 / 3
    assert quarters(together, "churn_rate")[0] == 0


def test_ends_younger_than_the_grace_period_are_said_to_be_such(tmp_path: Path) -> None:
    """The data ends on 31 March; Oak left on 29 February, 31 days before, and Elm a day later."""
    snapshot = drawn(
        tmp_path,
        Settings(data_through=date(2024, 3, 31)),
        customers="""
            customer_id | started_on | ended_on
            Oak         | 2023-01-01 | 2024-02-29
            Elm         | 2023-01-01 | 2024-03-01
            Fir         | 2023-01-01 |
        """,
    )
    answer = ask(reader_of(snapshot), Question("churn_rate", date(2024, 1, 1), date(2024, 3, 31)))
    (row,) = answer.rows
    assert row.value == 2 / 3
    assert "1 of 2 who left may still renew, within the 30 days of the grace period." in answer.notes
