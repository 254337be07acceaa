"""Traps: each a company of a few rows, drawn in its docstring, where a plausible reading gives a wrong number."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from metrics.errors import Unavailable, UserError
from metrics.query.answers import ask
from metrics.query.question import AnswerRow, Grain, Question, Where
from metrics.schema.settings import Settings
from metrics.store.snapshot import Snapshot
from tests.oracles.few_rows import deals, people
from tests.oracles.rows import Company, Row, published
from tests.readers import reader_of

Asker = Callable[..., Mapping[str, AnswerRow]]


@pytest.fixture
def asked(tmp_path: Path) -> Asker:
    """Asks a question of a company for 2024 and gives the rows by group (by period label without a dimension)."""
    published_before: list[tuple[object, Settings, Snapshot]] = []

    def asking(
        tables: Mapping[str, list[Row]],
        metric: str,
        by: str | None = None,
        grain: Grain = "all",
        settings: Settings | None = None,
        days: tuple[date, date] = (date(2024, 1, 1), date(2024, 6, 30)),
        **more,
    ) -> Mapping[str, AnswerRow]:
        decided = settings or Settings()
        snapshots = [snapshot for company, its, snapshot in published_before if company is tables and its == decided]
        if not snapshots:
            (folder := tmp_path / str(len(published_before))).mkdir()
            snapshots = [published(Company(tables, decided), folder)]
            published_before.append((tables, decided, snapshots[0]))
        answer = ask(reader_of(snapshots[0]), Question(metric, *days, grain, (by,) if by else (), **more))
        return {row.dimensions[by] if by else row.period.label: row for row in answer.rows}

    return asking


def values(rows: Mapping[str, AnswerRow]) -> dict[str, float | None]:
    return {name: row.value for name, row in rows.items()}


MOVED = people(
    {"person_id": "A", "team": "North", "valid_to": "2024-05-15"},
    {"person_id": "A", "team": "South", "valid_from": "2024-05-15"},
    {"person_id": "B", "team": "South"},
)


def test_a_deal_counts_for_the_team_its_owner_was_in_on_the_day(asked):
    """A is in North until 14 May, then in South; one deal closes on each side."""
    won = deals({"closed_on": "2024-05-14"}, {"closed_on": "2024-05-15", "amount": "70"})
    tables = {"people": MOVED, "opportunities": won}
    then = asked(tables, "new_business_revenue", "team")
    today = asked(tables, "new_business_revenue", "team", roster="today")
    assert {team: value for team, value in values(then).items() if value} == {"North": 100, "South": 70}
    assert {team: value for team, value in values(today).items() if value} == {"South": 170}


def test_who_moves_within_a_quarter_is_in_both_teams_but_once_in_the_company(asked):
    """A attends in North (April) and is in South from 15 May; B attends nothing."""
    training = [
        {"person_id": "A", "held_on": "2024-01-01", "attended": "false"},
        {"person_id": "A", "held_on": "2024-04-10", "attended": "true"},
        {"person_id": "B", "held_on": "2024-06-30", "attended": "false"},
    ]
    days = (date(2024, 4, 1), date(2024, 6, 30))
    tables = {"people": MOVED, "training": training, "opportunities": deals({"closed_on": "2024-01-01"})}
    teams = asked(tables, "training_attendance", "team", days=days)
    assert {team: (row.value, row.n) for team, row in teams.items()} == {"North": (1.0, 1), "South": (0.0, 2)}
    (company,) = asked(tables, "training_attendance", days=days).values()
    assert (company.value, company.n) == (0.5, 2)


def test_two_sessions_in_a_quarter_are_one_person_trained(asked):
    sessions = [
        {"person_id": "A", "held_on": day, "attended": "true"} for day in ("2024-01-01", "2024-02-01", "2024-06-30")
    ]
    tables = {"people": people({"person_id": "A"}, {"person_id": "B"}), "training": sessions}
    (row,) = asked(tables, "training_attendance").values()
    assert (row.value, row.n) == (0.5, 2)


def test_an_open_deal_never_moves_the_win_rate(asked):
    decided = deals({"closed_on": "2024-02-01"}, {"closed_on": "2024-02-01", "stage": "Closed Lost"})
    before = asked({"opportunities": decided}, "win_rate")
    still_open = [{**decided[0], "opportunity_id": f"O{number}", "stage": "Negotiation"} for number in range(9)]
    assert values(asked({"opportunities": [*decided, *still_open]}, "win_rate")) == values(before)
    assert list(values(before).values()) == [pytest.approx(1 / 3)]


@pytest.mark.parametrize("says", ["2024-06-20", ""], ids=["the deal says", "only its history says"])
def test_a_reopened_deal_closed_when_it_last_closed(asked, says):
    """Its history says that it was lost in February, reopened, and won in June."""
    history = [
        {"opportunity_id": "D0", "stage": "Prospecting", "entered_on": "2024-01-01"},
        {"opportunity_id": "D0", "stage": "Closed Lost", "entered_on": "2024-02-10"},
        {"opportunity_id": "D0", "stage": "Negotiation", "entered_on": "2024-03-10"},
        {"opportunity_id": "D0", "stage": "Closed Won", "entered_on": "2024-06-20"},
    ]
    tables = {"opportunities": deals({"closed_on": says}), "stage_history": history}
    rows = asked(tables, "new_business_revenue", grain="month")
    assert {label: row.value for label, row in rows.items() if row.value} == {"Jun 2024": 100}
    assert [row.value for row in asked(tables, "deal_velocity").values()] == [171]


def test_a_deal_closed_before_it_was_created_counts_in_all_but_its_days(asked):
    """Created on the day a new system took it over; a day apart two time zones may have made."""
    tables = {
        "opportunities": deals(
            {"created_on": "2024-05-01", "closed_on": "2024-02-10"},
            {"created_on": "2024-02-11", "closed_on": "2024-02-10"},
            {"created_on": "2024-01-11", "closed_on": "2024-02-10"},
            {"created_on": "2024-05-01", "closed_on": "2024-02-10", "stage": "Closed Lost"},
        )
    }
    assert [row.value for row in asked(tables, "new_business_revenue").values()] == [300]
    assert [row.value for row in asked(tables, "win_rate").values()] == [0.6]  # of four, and the lost one that ends it
    assert [row.value for row in asked(tables, "deal_velocity").values()] == [15]  # of 0 and 30


def test_deals_created_before_the_first_one_closed_were_created(asked):
    tables = {
        "opportunities": deals(
            {"created_on": "2024-01-10", "closed_on": "2024-04-02"},
            {"created_on": "2024-02-10", "closed_on": "2024-05-02", "stage": "Closed Lost"},
            {"created_on": "2024-04-10", "closed_on": "", "stage": "Discovery"},
        )
    }
    rows = asked(tables, "pipeline_created", grain="month")
    # With the deal that says when the data ends, created on 1 January.
    assert [rows[month].value for month in ("Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024")] == [200, 100, 0, 100]
    assert asked(tables, "win_rate", grain="month")["Mar 2024"].value is None


def test_a_team_without_a_deal_has_no_win_rate_rather_than_none_won(asked):
    tables = {
        "people": people({"person_id": "A", "team": "North"}, {"person_id": "B", "team": "South"}),
        "opportunities": deals({"closed_on": "2024-02-01"}),
    }
    assert values(asked(tables, "win_rate", "team")).get("South") is None


def test_revenue_of_a_covered_month_without_a_win_is_zero(asked):
    rows = asked({"opportunities": deals({"closed_on": "2024-02-01"})}, "new_business_revenue", grain="month")
    assert values(rows)["Mar 2024"] == 0
    assert values(rows)["Feb 2024"] == 100


def test_the_rate_of_the_closing_day_converts(asked):
    """The euro is worth 1.10 until March begins, then 2.00; the pound has no rate and is left out, and said so."""
    rates = [
        {"currency": "EUR", "valid_from": "2023-01-01", "rate": "1.10"},
        {"currency": "EUR", "valid_from": "2024-03-01", "rate": "2.00"},
    ]
    won = deals(
        {"closed_on": "2024-02-29", "currency": "EUR"},
        {"closed_on": "2024-03-01", "currency": "EUR"},
        {"closed_on": "2024-03-02", "currency": "GBP"},
        {"closed_on": "2024-03-03", "currency": "USD"},
    )
    (row,) = asked({"opportunities": won, "rates": rates}, "new_business_revenue").values()
    assert (row.value, row.n) == (pytest.approx(110 + 200 + 100), 3)


def test_the_last_day_of_a_customer_belongs_to_them(asked):
    """Left on 31 March and on 1 April: one leaves in the first quarter, one in the second. Nobody is lost between."""
    customers = [
        {"customer_id": "C1", "started_on": "2020-01-01", "ended_on": "2024-03-31"},
        {"customer_id": "C2", "started_on": "2020-01-01", "ended_on": "2024-04-01"},
        {"customer_id": "C3", "started_on": "2020-01-01", "ended_on": ""},
        {"customer_id": "C4", "started_on": "2024-01-01", "ended_on": "2024-06-30"},
        {"customer_id": "C5", "started_on": "2024-01-02", "ended_on": "2024-02-01"},
    ]
    rows = asked({"customers": customers}, "churn_rate", grain="quarter")
    assert [(row.value, row.n) for row in rows.values()] == [(0.25, 4), (pytest.approx(2 / 3), 3)]


def test_a_customer_with_spells_at_two_values_is_one_customer(asked):
    customers = [
        {"customer_id": "C1", "valid_from": "2023-01-01", "valid_to": "2024-02-01", "started_on": "2023-01-01",
         "ended_on": "", "annual_value": "10"},
        {"customer_id": "C1", "valid_from": "2024-02-01", "valid_to": "", "started_on": "2023-01-01", "ended_on": "",
         "annual_value": "20"},
        {"customer_id": "C2", "valid_from": "2023-01-01", "valid_to": "", "started_on": "2023-01-01",
         "ended_on": "2024-06-30", "annual_value": "10"},
    ]  # fmt: skip
    (row,) = asked({"customers": customers}, "churn_rate").values()
    assert (row.value, row.n) == (0.5, 2)


def test_unknown_owners_stay_in_the_total_under_not_matched(asked):
    tables = {
        "people": people({"person_id": "A", "team": "North"}),
        "opportunities": deals({"closed_on": "2024-02-01"}, {"closed_on": "2024-02-01", "owner": "Nobody Known"}),
    }
    by_team = asked(tables, "new_business_revenue", "team")
    assert {team: value for team, value in values(by_team).items() if value} == {"North": 100, "Not matched": 100}
    assert [row.value for row in asked(tables, "new_business_revenue").values()] == [200]


def test_a_filter_gives_the_number_of_its_group(asked):
    won = deals({"closed_on": "2024-05-14"}, {"closed_on": "2024-05-15", "amount": "70"})
    tables = {"people": MOVED, "opportunities": won}
    for metric in ("new_business_revenue", "win_rate", "deal_velocity"):
        groups = asked(tables, metric, "team")
        (filtered,) = asked(tables, metric, where=(Where("team", ("South",)),)).values()
        assert (filtered.value, filtered.n) == (groups["South"].value, groups["South"].n)


def test_months_add_up_to_quarters_and_quarters_to_the_whole(asked):
    closed = ["2024-01-01", *(f"2024-0{1 + at % 6}-1{at % 9}" for at in range(40))]
    tables = {"opportunities": deals(*({"closed_on": day, "amount": str(10 + at)} for at, day in enumerate(closed)))}
    totals = [
        sum(row.value for row in asked(tables, "new_business_revenue", grain=grain).values())
        for grain in ("week", "month", "quarter", "year", "all")
    ]
    assert totals == [pytest.approx(totals[-1])] * 5


def test_without_a_list_price_there_is_no_discount_rather_than_none_given(asked):
    """One deal at half its list price, one whose list price nobody knows."""
    won = deals({"closed_on": "2024-02-01", "list_amount": "200"}, {"closed_on": "2024-02-01", "amount": "900"})
    (row,) = asked({"opportunities": won}, "average_discount").values()
    assert (row.value, row.n) == (0.5, 1)


def test_the_discount_is_of_the_sums_and_not_the_mean_of_discounts(asked):
    won = deals(
        {"closed_on": "2024-02-01", "amount": "50", "list_amount": "100"},
        {"closed_on": "2024-02-01", "amount": "900", "list_amount": "900"},
    )
    (row,) = asked({"opportunities": won}, "average_discount").values()
    assert row.value == pytest.approx(0.05)


def test_hours_divide_by_the_weeks_people_were_there(asked):
    """A all of January (31 days), B from the 18th (14 days): 45 days, 6.43 weeks. A stranger's hours don't count."""
    roster = people({"person_id": "A"}, {"person_id": "B", "started_on": "2024-01-18", "valid_from": "2024-01-18"})
    hours = [
        {"person_id": "A", "on_date": "2024-01-01", "hours": "10"},
        {"person_id": "B", "on_date": "2024-01-31", "hours": "8"},
        {"person_id": "stranger", "on_date": "2024-01-15", "hours": "99"},
    ]
    days = (date(2024, 1, 1), date(2024, 1, 31))
    (row,) = asked({"people": roster, "customer_time": hours}, "customer_hours", days=days).values()
    assert row.value == pytest.approx(18 / (45 / 7))


def test_a_half_covered_quarter_counts_only_its_covered_days_and_is_partial(asked):
    """Hours reach to 31 January: person-weeks of February and March would water the figure down."""
    hours = [
        {"person_id": "A", "on_date": "2024-01-01", "hours": "10"},
        {"person_id": "A", "on_date": "2024-01-31", "hours": "21"},
    ]
    tables = {"people": people({"person_id": "A"}), "customer_time": hours}
    (row,) = asked(tables, "customer_hours", grain="quarter", days=(date(2024, 1, 1), date(2024, 3, 31))).values()
    assert row.value == pytest.approx(7)
    assert not row.period.complete


def test_a_manager_is_customer_facing_but_no_seller(asked):
    roster = people(
        {"person_id": "A"}, {"person_id": "M", "role": "Sales Manager"}, {"person_id": "E", "function": "enablement"}
    )
    accesses = [
        {"person_id": "M", "accessed_at": "2024-01-01 10:00:00"},
        {"person_id": "A", "accessed_at": "2024-06-30 10:00:00"},
    ]
    trained = [
        {"person_id": "M", "held_on": "2024-01-01", "attended": "true"},
        {"person_id": "E", "held_on": "2024-06-30", "attended": "true"},
    ]
    tables = {"people": roster, "content_access": accesses, "training": trained}
    assert [(row.value, row.n) for row in asked(tables, "content_access").values()] == [(1.0, 1)]
    assert [(row.value, row.n) for row in asked(tables, "training_attendance").values()] == [(0.5, 2)]


def test_a_fiscal_quarter_begins_where_the_year_does(asked):
    won = deals({"closed_on": "2024-01-31"}, {"closed_on": "2024-02-01", "amount": "70"}, {"closed_on": "2024-04-30"})
    fiscal = Settings(fiscal_year_start=2)
    rows = asked({"opportunities": won}, "new_business_revenue", grain="quarter", settings=fiscal)
    assert [(row.period.start, row.period.end, row.value) for row in rows.values()] == [
        (date(2024, 1, 1), date(2024, 1, 31), 100),
        (date(2024, 2, 1), date(2024, 4, 30), 170),
        (date(2024, 5, 1), date(2024, 6, 30), 0),
    ]


def test_a_leap_day_is_compared_with_the_whole_february_of_the_year_before(asked):
    won = deals(
        {"created_on": "2023-01-01", "closed_on": "2023-01-31"},
        {"created_on": "2023-01-01", "closed_on": "2023-02-28"},
        {"closed_on": "2024-02-29", "amount": "150"},
    )
    days = (date(2024, 2, 1), date(2024, 2, 29))
    (row,) = asked(
        {"opportunities": won}, "new_business_revenue", grain="month", days=days, compare=("year ago",)
    ).values()
    assert (row.value, row.compared["year ago"].value, row.compared["year ago"].change) == (150, 100, 50)


def test_a_month_that_the_data_covers_in_part_is_no_change(asked):
    won = deals({"created_on": "2024-01-01", "closed_on": "2024-02-20"}, {"closed_on": "2024-03-10", "amount": "150"})
    days = (date(2024, 3, 1), date(2024, 3, 31))
    tables = {"opportunities": won}
    (row,) = asked(tables, "new_business_revenue", grain="month", days=days, compare=("previous",)).values()
    previous = row.compared["previous"]
    assert (row.value, previous.value, previous.change) == (150, 100, None)
    assert "is not complete" in previous.reason


def test_the_midnight_between_two_months_is_the_workspaces(asked):
    """02:00 on 1 April in UTC is 31 March in New York."""
    accesses = [
        {"person_id": "A", "accessed_at": "2024-01-01 12:00:00"},
        {"person_id": "B", "accessed_at": "2024-04-01 02:00:00"},
        {"person_id": "A", "accessed_at": "2024-04-30 12:00:00"},
    ]
    tables = {"people": people({"person_id": "A"}, {"person_id": "B"}), "content_access": accesses}
    days = (date(2024, 3, 1), date(2024, 4, 30))
    utc = asked(tables, "content_access", grain="month", days=days)
    new_york = asked(
        tables, "content_access", grain="month", days=days, settings=Settings(time_zone="America/New_York")
    )
    assert [row.value for row in utc.values()] == [0, 1]
    assert [row.value for row in new_york.values()] == [0.5, 0.5]


def test_those_still_on_board_lengthen_the_typical_time(asked):
    """Two are through after 30 and 60 days; three are still at it after more: half are not through yet."""
    hired = {"A": "2024-01-01", "B": "2024-01-01", "C": "2024-01-05", "D": "2024-01-05", "E": "2024-01-05"}
    through = {"A": "2024-01-31", "B": "2024-03-01"}
    tables = {
        "people": people(*({"person_id": who, "started_on": day, "valid_from": day} for who, day in hired.items())),
        "onboarding": [
            {"person_id": who, "started_on": day, "completed_on": through.get(who, ""), "milestone": "certified"}
            for who, day in hired.items()
        ],
        "opportunities": deals({"closed_on": "2024-02-01"}),
    }
    (row,) = asked(tables, "onboarding_time", days=(date(2024, 1, 1), date(2024, 1, 31))).values()
    assert (row.value, row.n) == (None, 5)
    assert row.reason


LEAVING = [
    ("2024-02-01", "voluntary", "Small"), ("2024-03-01", "voluntary", "Large"), ("2024-03-05", "involuntary", ""),
    ("2024-03-06", "", "Small"), *[("", "", "Small")] * 4, *[("", "", "Large")] * 2,
]  # fmt: skip


def test_those_who_left_for_a_reason_are_divided_by_everybody(asked):
    """Ten customers, four of whom leave: two of their own will, one not, and one nobody knows why."""
    tables = {
        "customers": [
            {"customer_id": f"C{n}", "started_on": "2023-01-01", "ended_on": ended, "end_reason": reason, "segment": of}
            for n, (ended, reason, of) in enumerate(LEAVING)
        ]
    }
    voluntary = Where("end_reason", ("voluntary",))
    assert [row.value for row in asked(tables, "churn_rate", where=(voluntary,)).values()] == [0.2]
    by_reason = asked(tables, "churn_rate", "end_reason")
    assert {reason: (row.value, row.n) for reason, row in by_reason.items()} == {
        "voluntary": (0.2, 10), "involuntary": (0.1, 10), "No end reason": (0.1, 10),
    }  # fmt: skip
    small = asked(tables, "churn_rate", "customer_segment", where=(voluntary,))
    assert values(small) == {"Small": 1 / 6, "Large": 1 / 3, "No customer segment": 0}
    of_small = asked(tables, "churn_rate", where=(voluntary, Where("customer_segment", ("Small",))))
    assert [row.value for row in of_small.values()] == [1 / 6]


def test_a_customer_with_several_contracts_is_one_who_left_for_the_reason_of_the_last(asked):
    """A and B have two contracts of the same days; C's main one ended without a word, its last one of its own will."""
    columns = ("customer_id", "contract_id", "started_on", "ended_on", "end_reason")
    rows = [
        ("A", "A1", "2023-01-01", "", ""), ("A", "A2", "2023-01-01", "", ""),
        ("B", "B1", "2023-01-01", "2024-03-05", ""), ("B", "B2", "2023-01-01", "2024-03-05", "voluntary"),
        ("C", "C1", "2023-01-01", "2024-02-01", ""), ("C", "C2", "2023-06-01", "2024-05-01", "voluntary"),
        ("D", "D1", "2023-01-01", "2024-02-01", "involuntary"), ("E", "E1", "2023-01-01", "", ""),
        ("F", "F1", "2024-06-01", "", ""), ("G", "G1", "2023-01-01", "2024-02-01", ""),
    ]  # fmt: skip
    tables = {"customers": [dict(zip(columns, row, strict=True)) for row in rows]}
    (whole,) = asked(tables, "churn_rate").values()
    assert (whole.value, whole.n, dict(whole.components)) == (4 / 6, 6, {"churned": 4, "active": 6})
    assert values(asked(tables, "churn_rate", "end_reason")) == {
        "voluntary": 2 / 6, "involuntary": 1 / 6, "No end reason": 1 / 6,
    }  # fmt: skip
    assert values(asked(tables, "churn_rate", "end_reason", most=(1,))) == {"voluntary": 2 / 6, "Other (2 more)": 2 / 6}


@pytest.mark.parametrize("metric", ["win_rate", "win_rate_with_no_decision", "win_rate_by_cohort"])
@pytest.mark.parametrize("part", ["by", "where"])
def test_a_rate_of_what_was_won_is_not_told_by_why_it_was_lost(asked, metric, part):
    tables = {"opportunities": deals({"closed_on": "2024-02-01", "lost_reason": "price", "list_amount": "200"})}
    how = {"by": "lost_reason"} if part == "by" else {"where": (Where("lost_reason", ("price",)),)}
    with pytest.raises(UserError, match="which only deals that were lost have: Lost deals can"):
        asked(tables, metric, **how)


def assigned(*rows: tuple[str, str, str, str, str]) -> list[Row]:
    names = ("person_id", "completed", "held_on", "due_on", "assigned_on")
    return [dict(zip(names, row, strict=True)) for row in rows]


DATED = assigned(
    ("A", "true", "2024-02-10", "", "2024-01-05"), ("B", "false", "", "2024-03-20", "2024-01-05"),
    ("C", "false", "", "", "2024-01-20"), ("D", "", "", "", "2024-01-20"), ("E", "false", "2031-01-01", "", ""),
    *[("F", "true", f"2024-06-{day:02}", "", "") for day in range(1, 31)],
)  # fmt: skip


def test_completion_divides_by_everybody_assigned_in_the_month_it_was_held_due_or_assigned(asked):
    """One was due in March, two assigned in January have no due day, though one of them finished in February; of one it
    isn't known, one is yet to be held."""
    rows = asked({"training": DATED}, "training_completion", grain="month")
    counted = {label: (row.value, row.n) for label, row in rows.items() if row.n}
    assert counted == {"Jan 2024": (0.5, 2), "Mar 2024": (0, 1), "Jun 2024": (1, 30)}


def test_who_finished_before_the_due_day_counts_with_those_who_have_not_finished(asked):
    """Nine were assigned a course due on the last of March; three finished it early, which is no rate of March yet on
    the twentieth, and a third of it in April; so does one of the same file that everybody finished. A course whose
    sessions have their day whether one finished or not keeps it."""
    rows = [(f"{number}", "true", "2024-03-12", "2024-03-31", "2024-02-01") for number in range(3)]
    rows += [(f"{number}", "false", "", "2024-03-31", "2024-02-01") for number in range(3, 9)]
    finished = assigned(("C", "true", "2024-03-15", "2024-04-30", "2024-02-01"))
    sessions = assigned(("A", "true", "2024-03-20", "", "2024-01-05"), ("B", "false", "2024-03-20", "", "2024-01-05"))
    courses = {"own pace": assigned(*rows), "finished": finished, "sessions": sessions}
    tables = {"training": [row | {"program_id": course} for course, rows in courses.items() for row in rows]}
    early = asked(tables, "training_completion", grain="month")
    assert {label: (row.value, row.n) for label, row in early.items() if row.n} == {"Mar 2024": (0.5, 2)}
    later = {"training": [*tables["training"], *assigned(("C", "", "2024-04-05", "", ""))]}
    ended = asked(later, "training_completion", grain="month")
    assert {label: (row.value, row.n) for label, row in ended.items() if row.n} == {"Mar 2024": (4 / 11, 11)}


def test_completion_of_what_nobody_had_to_finish_yet_is_not_told(asked):
    rows = [(f"{number}", "true" if number < 6 else "false", "2024-03-12" if number < 6 else "", "2024-03-25", "")
            for number in range(20)]  # fmt: skip
    with pytest.raises(Unavailable, match="up to the day the data ends"):
        asked({"training": assigned(*rows)}, "training_completion")


def test_rows_without_a_day_count_over_all_time_and_where_they_are_many_no_period_is_told(asked):
    everything = (None, None)
    few = {"training": [*DATED * 7, *assigned(("G", "false", "", "", ""))]}
    assert [row.n for row in asked(few, "training_completion", days=everything).values()] == [33 * 7 + 1]
    assert asked(few, "training_completion", grain="month")["Jun 2024"].value == 1
    many = {"training": [*DATED, *assigned(("G", "false", "", "", ""))]}
    assert [(row.value, row.n) for row in asked(many, "training_completion", days=everything).values()] == [
        (31 / 34, 34)
    ]
    months = asked(many, "training_completion", grain="month", compare=("previous",))
    assert (months["Jun 2024"].value, months["Mar 2024"].compared["previous"].value) == (None, None)
    assert months["Jun 2024"].reason.startswith("1 of 34 rows have no day, so no period can be told")
