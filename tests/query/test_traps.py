"""Each test pins one way to a wrong number that looks right. The tables are drawn where they are used."""

from datetime import date
from pathlib import Path

import pytest

from metrics.query.answers import ask, data_through
from metrics.query.question import AnswerRow, Question, Where
from metrics.schema.settings import Settings
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn
from tests.readers import reader_of

DEALS = "opportunity_id | owner | stage       | created_on | closed_on  | amount\n"
ROSTER = "person_id | name | function | team | valid_from | valid_to\n"


def rows(snapshot: Snapshot, metric: str, **asked: object) -> tuple[AnswerRow, ...]:
    return ask(reader_of(snapshot), Question(metric, **asked)).rows  # type: ignore[arg-type]


def by(snapshot: Snapshot, metric: str, dimension: str, **asked: object) -> dict[str, float | None]:
    return {row.dimensions[dimension]: row.value for row in rows(snapshot, metric, by=(dimension,), **asked)}


def test_fan_out_a_deal_counts_once_however_often_its_owner_product_and_account_are_listed(tmp_path: Path) -> None:
    """Ann stands in the roster twice for the same days, two products share a name, the currency has many rates:
    one deal, one row."""
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage      | created_on | closed_on  | amount | product_id | currency
            1              | Ann   | Closed Won | 2025-01-01 | 2025-02-01 | 100    | Rope       | EUR
        """,
        people="""
            person_id | name | function | team | valid_from | valid_to
            A1        | Ann  | sales    | East | 2024-01-01 |
            A1        | Ann  | sales    | West | 2024-06-01 |
        """,
        products="""
            product_id | name | list_price
            R1         | Rope | 120
            R2         | Rope | 130
        """,
        rates="""
            currency | valid_from | rate
            EUR      | 2024-01-01 | 2
            EUR      | 2025-01-01 | 3
            EUR      | 2025-06-01 | 4
        """,
    )
    (row,) = rows(snapshot, "new_business_revenue", by=("team",))
    assert (row.dimensions["team"], row.value, row.n) == ("West", 300, 1)


def test_a_move_inside_a_quarter_splits_it_between_the_teams(tmp_path: Path) -> None:
    """Ann moves from East to West on 15 February; valid_to is excluded, so that day is West's. Team today is West."""
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage       | created_on | closed_on  | amount
            1              | A1    | Closed Won  | 2025-01-01 | 2025-02-14 | 1
            2              | A1    | Closed Lost | 2025-01-01 | 2025-02-15 | 1
            3              | A1    | Closed Won  | 2025-01-01 | 2025-03-31 | 1
        """,
        people="""
            person_id | name | function | team | valid_from | valid_to
            A1        | Ann  | sales    | East | 2024-01-01 | 2025-02-15
            A1        | Ann  | sales    | West | 2025-02-15 |
        """,
    )
    assert by(snapshot, "win_rate", "team") == {"East": 1.0, "West": 0.5}
    assert by(snapshot, "win_rate", "team", roster="today") == {"West": 2 / 3}


def test_days_between_spells_are_no_team_and_strangers_are_not_matched(tmp_path: Path) -> None:
    """Ann is between teams in March, Bob has no team, Zoe is not in the roster, one deal has no owner at all."""
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage      | created_on | closed_on  | amount
            1              | A1    | Closed Won | 2025-01-01 | 2025-03-10 | 1
            2              | B1    | Closed Won | 2025-01-01 | 2025-03-10 | 2
            3              | Zoe   | Closed Won | 2025-01-01 | 2025-03-10 | 4
            4              |       | Closed Won | 2025-01-01 | 2025-03-10 | 8
        """,
        people="""
            person_id | name | function | team | valid_from | valid_to
            A1        | Ann  | sales    | East | 2024-01-01 | 2025-03-01
            A1        | Ann  | sales    | West | 2025-04-01 |
            B1        | Bob  | sales    |      |            |
        """,
    )
    assert by(snapshot, "new_business_revenue", "team") == {"No team": 3, "Not matched": 12}
    assert rows(snapshot, "new_business_revenue")[0].value == 15


def test_open_deals_move_neither_the_win_rate_nor_the_day_the_data_ends(tmp_path: Path) -> None:
    """Deal 3 is expected to close in 2027; that has not happened."""
    decided = "1 | A1 | Closed Won | 2025-01-01 | 2025-02-01 | 1\n2 | A1 | Closed Lost | 2025-01-01 | 2025-03-01 | 1"
    without = drawn(tmp_path, opportunities=DEALS + decided)
    with_open = drawn(tmp_path, opportunities=DEALS + decided + "\n3 | A1 | Negotiation | 2025-01-01 | 2027-01-01 | 9")
    assert rows(without, "win_rate") == rows(with_open, "win_rate")
    assert data_through(reader_of(with_open)) == date(2025, 3, 1)


def test_a_seller_who_never_lost_wins_all_and_still_has_an_interval(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage       | created_on | closed_on  | amount
            1              | A     | Closed Won  | 2025-01-01 | 2025-02-01 | 1
            2              | A     | Closed Won  | 2025-01-01 | 2025-02-02 | 1
            3              | B     | Closed Lost | 2025-01-01 | 2025-02-02 | 1
            4              | C     | Closed Won  | 2025-01-01 | 2025-02-03 | 1
        """,
    )
    (row,) = rows(snapshot, "win_rate", where=(Where("person", ("A", "C")),))
    assert row.value == 1.0
    assert row.low is not None
    assert 0 < row.low < 1
    assert row.high == 1.0


@pytest.mark.parametrize(
    ("metric", "value"),
    [("win_rate", None), ("average_discount", None), ("deal_velocity", None), ("new_business_revenue", 0.0)],
)
def test_a_quarter_in_which_nothing_closed_has_no_ratio_but_zero_revenue(
    tmp_path: Path, metric: str, value: float | None
) -> None:
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage      | created_on | closed_on  | amount | list_amount
            1              | A     | Closed Won | 2025-01-01 | 2025-02-01 | 80     | 100
            2              | A     | Closed Won | 2025-01-01 | 2025-08-01 | 80     | 100
        """,
    )
    middle = rows(snapshot, metric, grain="quarter")[1]
    assert (middle.period.label, middle.value, middle.n) == ("Q2 2025", value, 0)
    assert (middle.reason is None) == (value is not None)


def test_a_first_quarter_cut_short_is_not_complete(tmp_path: Path) -> None:
    """The first deal closed in March, the last on 30 June."""
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage      | created_on | closed_on  | amount
            1              | A     | Closed Won | 2024-11-01 | 2025-03-01 | 1
            2              | A     | Closed Won | 2025-01-01 | 2025-06-30 | 1
        """,
    )
    assert [row.period.complete for row in rows(snapshot, "win_rate", grain="quarter")] == [False, True]


def test_before_the_first_and_after_the_last_day_nothing_is_known(tmp_path: Path) -> None:
    snapshot = drawn(tmp_path, opportunities=DEALS + "1 | A | Closed Won | 2025-01-01 | 2025-03-01 | 1")
    asked = rows(snapshot, "new_business_revenue", start=date(2024, 10, 1), end=date(2025, 6, 30), grain="quarter")
    assert [row.value for row in asked] == [None, 1, None]
    assert "covers 2025-03-01 to 2025-03-01" in str(asked[0].reason)


def test_the_same_quarter_a_year_ago_of_a_leap_february(tmp_path: Path) -> None:
    """Deal 1 closed on 29 February 2024: it belongs to the year before February 2025."""
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage      | created_on | closed_on  | amount
            1              | A     | Closed Won | 2024-01-01 | 2024-02-29 | 5
            0              | A     | Closed Won | 2024-01-01 | 2024-01-31 | 3
            2              | A     | Closed Won | 2025-01-01 | 2025-02-28 | 7
        """,
    )
    february = rows(
        snapshot,
        "new_business_revenue",
        start=date(2025, 2, 1),
        end=date(2025, 2, 28),
        grain="month",
        compare=("year ago",),
    )[0]
    assert (february.value, february.compared["year ago"].value, february.compared["year ago"].change) == (7, 5, 2)


def test_fiscal_quarters_are_named_after_the_year_they_end_in(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        Settings(fiscal_year_start=2),
        opportunities="""
            opportunity_id | owner | stage      | created_on | closed_on  | amount
            1              | A     | Closed Won | 2024-01-01 | 2024-01-31 | 1
            2              | A     | Closed Won | 2024-01-01 | 2024-02-01 | 2
            3              | A     | Closed Won | 2024-01-01 | 2025-01-31 | 4
        """,
    )
    values = {row.period.label: row.value for row in rows(snapshot, "new_business_revenue", grain="quarter")}
    assert values == {"Q4 FY2024": 1, "Q1 FY2025": 2, "Q2 FY2025": 0, "Q3 FY2025": 0, "Q4 FY2025": 4}
    years = {row.period.label: row.value for row in rows(snapshot, "new_business_revenue", grain="year")}
    assert years == {"FY2024": 1, "FY2025": 6}


def test_the_days_around_new_year_share_week_53(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage      | created_on | closed_on  | amount
            1              | A     | Closed Won | 2020-01-01 | 2020-12-28 | 1
            2              | A     | Closed Won | 2020-01-01 | 2021-01-03 | 2
            3              | A     | Closed Won | 2020-01-01 | 2021-01-04 | 4
        """,
    )
    values = {row.period.label: row.value for row in rows(snapshot, "new_business_revenue", grain="week")}
    assert values == {"W53 2020": 3, "W01 2021": 4}


def test_an_access_late_at_night_counts_on_its_local_day_before_and_after_the_clocks_change(tmp_path: Path) -> None:
    """New York: 03:30 UTC on 9 March 2025 is still the 8th (UTC−5), 03:30 UTC on the 10th the 9th (UTC−4);
    04:30 UTC is the 9th at 00:30 in summer, but the 8th at 23:30 in winter."""
    snapshot = drawn(
        tmp_path,
        Settings(time_zone="America/New_York"),
        people="""
            person_id | name | function | team | valid_from | valid_to
            A         | Ann  | sales    | East |            |
            B         | Bob  | sales    | East |            |
            C         | Cem  | sales    | East |            |
        """,
        content_access="""
            person_id | accessed_at
            A         | 2025-03-09 04:30:00
            B         | 2025-03-10 04:30:00
            C         | 2025-03-10 03:59:59
        """,
    )
    for day, wanted in ((date(2025, 3, 8), 1 / 3), (date(2025, 3, 9), 1 / 3), (date(2025, 3, 10), 1 / 3)):
        assert rows(snapshot, "content_access", start=day, end=day)[0].value == wanted


def test_two_currencies_are_converted_on_the_day_and_one_without_a_rate_is_counted_out(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage      | created_on | closed_on  | amount | currency
            1              | A     | Closed Won | 2025-01-01 | 2025-02-01 | 100    | EUR
            2              | A     | Closed Won | 2025-01-01 | 2025-03-01 | 100    | eur
            3              | A     | Closed Won | 2025-01-01 | 2025-03-01 | 100    |
            4              | A     | Closed Won | 2025-01-01 | 2025-03-01 | 100    | GBP
        """,
        rates="""
            currency | valid_from | rate
            EUR      | 2025-01-01 | 1.1
            EUR      | 2025-03-01 | 1.2
        """,
    )
    answer = ask(reader_of(snapshot), Question("new_business_revenue"))
    assert answer.rows[0].value == 330
    assert [(left.reason, left.count) for left in answer.excluded] == [
        ("no exchange rate for its currency on the day", 1)
    ]
    assert ask(reader_of(snapshot), Question("win_rate")).rows[0].n == 4


def test_one_person_under_two_ids_is_one_person(tmp_path: Path) -> None:
    """The LMS knows Ann as ann7, the CRM by a long and a short id, the roster lists her old number too."""
    snapshot = drawn(
        tmp_path,
        people=ROSTER
        + "A1 | Ann Lee | sales | East | | \nA0 | Ann Lee | sales | East | | \nB1 | Bo | sales | East | | ",
        identities="""
            person_id | system | identifier
            A1        | LMS    | ann7
            A1        | HR     | A0
            A1        | CRM    | 005A0000001abcdEFG
        """,
        training="""
            person_id       | held_on    | attended
            ann7            | 2025-01-01 | true
            A0              | 2025-01-02 | true
            005A0000001abcd | 2025-01-03 | true
            ann  lee        | 2025-01-04 | true
        """,
    )
    (row,) = rows(snapshot, "training_attendance")
    assert (row.value, row.n, row.components) == (0.5, 2, {"attended": 1, "active": 2})


def test_another_id_of_somebody_may_be_written_in_capitals_or_not(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        people=ROSTER + "A1 | Ann Lee | sales | East | | \nB1 | Bo | sales | East | | ",
        identities="person_id | system | identifier\nA1 | LMS | ANN7",
        training="person_id | held_on | attended\nAnn7 | 2025-01-01 | true",
    )
    (row,) = rows(snapshot, "training_attendance")
    assert (row.value, row.n, row.components) == (0.5, 2, {"attended": 1, "active": 2})


def test_a_name_two_people_share_names_neither(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        people="""
            person_id | name | function | team | valid_from | valid_to
            A1        | Kim  | sales    | East |            |
            B1        | Kim  | sales    | West |            |
        """,
        opportunities="""
            opportunity_id | owner | stage      | created_on | closed_on  | amount
            1              | Kim   | Closed Won | 2025-01-01 | 2025-02-01 | 5
        """,
    )
    assert by(snapshot, "new_business_revenue", "team") == {"Not matched": 5}


def test_money_of_which_nothing_can_be_converted_is_not_available(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage      | created_on | closed_on  | amount | currency
            1              | A     | Closed Won | 2025-01-01 | 2025-02-01 | 100    | EUR
            2              | A     | Closed Won | 2025-01-01 | 2025-02-03 | 100    | GBP
            3              | A     | Closed Won | 2025-01-01 | 2025-04-01 | 100    |
            4              | A     | Closed Won | 2025-01-01 | 2025-08-01 | 100    | EUR
        """,
    )
    quarters = rows(snapshot, "new_business_revenue", grain="quarter")
    assert [row.value for row in quarters] == [None, 100, None]
    assert quarters[0].reason == (
        "2 deals in EUR, GBP can't be converted: no rate into USD holds on the day, and nothing else counts. "
        "Import rates."
    )
    assert [row.value for row in rows(snapshot, "mean_deal_value", grain="quarter")] == [None, 100, None]
    assert rows(snapshot, "new_business_revenue")[0].value == 100
    assert [row.value for row in rows(snapshot, "win_rate", grain="quarter")] == [1, 1, 1]
