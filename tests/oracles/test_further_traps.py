"""Traps of leads, stages, quotas and customers in spells. Each is told twice, by the independent reading and by the
product: a plausible other reading gives the number that the docstring warns of."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from metrics.query.answers import ask
from metrics.query.question import Question
from metrics.schema.settings import Settings
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from tests.oracles.few_rows import deals, people, table
from tests.oracles.measures import MEASURES, Measured, Number
from tests.oracles.roster import Roster
from tests.oracles.rows import Company, Row, published
from tests.readers import reader_of
from tests.store.rows import update

Told = Callable[..., Measured]
SECOND_QUARTER = (date(2024, 4, 1), date(2024, 6, 30))
HALF_YEAR = (date(2024, 1, 1), date(2024, 6, 30))
BOTH_ENDS = deals({"closed_on": "2024-01-01", "stage": "Closed Lost", "owner": "Z"})
"""Two lost deals of somebody else's, so that the deals speak of the whole half-year."""


@pytest.fixture(params=["read independently", "asked"])
def measured(request, tmp_path: Path) -> Told:
    """The numbers of the days asked about, by team where asked so. The data ends on 30 June 2024."""

    def telling(
        tables: dict[str, list[Row]],
        metric: str,
        by: str | None = None,
        days: tuple[date, date] = HALF_YEAR,
        settings: Settings | None = None,
    ) -> Measured:
        company = Company(tables, settings or Settings(), HALF_YEAR[1])
        if request.param == "read independently":
            return MEASURES[metric](company, Roster(company), *days, by)
        (folder := tmp_path / str(len(list(tmp_path.iterdir())))).mkdir()
        rows = ask(reader_of(published(company, folder)), Question(metric, *days, by=(by,) if by else ())).rows
        return {row.dimensions[by] if by else "": Number(row.value, row.n, row.beside) for row in rows if row.n}

    return telling


MOVED = people(
    {"person_id": "A", "team": "North", "valid_to": "2024-05-15"},
    {"person_id": "A", "team": "South", "valid_from": "2024-05-15"},
    {"person_id": "B", "team": "South"},
)


def test_two_leads_of_one_deal_with_a_long_history_are_two_leads(measured):
    """Joined to the deal's five stages each lead would count five times, joined to their generator's spells twice."""
    tables = {
        "people": MOVED,
        "leads": table("""
            lead_id | created_on | generator | meeting_on | qualified_on | opportunity_id
            1       | 2024-01-01 | A         | 2024-02-01 | 2024-02-02   | D0
            2       | 2024-05-20 | A         | 2024-05-21 | 2024-05-22   | D0
            3       | 2024-05-20 | B         | 2024-06-30 | 2024-06-30   |
        """),
        "opportunities": deals({"closed_on": "2024-06-10"}),
        "stage_history": table("""
            opportunity_id | stage       | entered_on
            D0             | Discovery   | 2024-01-01
            D0             | Proposal    | 2024-02-01
            D0             | Discovery   | 2024-03-01
            D0             | Negotiation | 2024-04-01
            D0             | Closed Won  | 2024-06-10
        """),
    }
    assert measured(tables, "qualified_to_won") == {"": Number(pytest.approx(2 / 3), 3, pytest.approx(1 / 3))}
    assert measured(tables, "qualified_to_won", "team") == {"North": Number(1, 1, 0), "South": Number(0.5, 2, 0.5)}
    assert measured(tables, "meetings_booked", "team") == {"North": Number(1, 1), "South": Number(2, 2)}


def test_a_lead_met_after_the_quarter_is_of_the_quarter_it_was_found_in(measured):
    """By the day of the meeting the second quarter would have two of one."""
    tables = {
        "leads": table("""
            lead_id | created_on | generator | meeting_on | disqualified_on
            1       | 2024-01-01 | A         | 2024-05-01 |
            2       | 2024-03-31 | A         | 2024-06-30 |
            3       | 2024-02-01 | A         |            | 2024-03-01
            4       | 2024-06-30 | A         |            |
        """),
        "opportunities": BOTH_ENDS,
    }
    first_quarter = (date(2024, 1, 1), date(2024, 3, 31))
    assert measured(tables, "lead_to_meeting", days=first_quarter) == {"": Number(pytest.approx(2 / 3), 3, 0)}
    assert measured(tables, "lead_to_meeting", days=SECOND_QUARTER) == {"": Number(0, 1, 1)}


def test_leads_are_due_on_a_periods_last_day_not_in_it(measured):
    """Lead 1 has been due since March and still is; 2 was qualified on the day it was due; 3 was due for a while."""
    tables = {
        "leads": table("""
            lead_id | created_on | generator | nurture_until | qualified_on | disqualified_on
            1       | 2024-01-01 | A         | 2024-03-01    |              |
            2       | 2024-01-01 | A         | 2024-04-15    | 2024-04-15   |
            3       | 2024-01-01 | A         | 2024-04-15    |              | 2024-05-31
            4       | 2024-06-30 | A         | 2024-09-30    |              |
        """),
        "people": MOVED,
        "opportunities": BOTH_ENDS,
    }
    assert measured(tables, "nurture_due", days=(date(2024, 4, 1), date(2024, 4, 30))) == {"": Number(2, 2)}
    assert measured(tables, "nurture_due", "team", days=SECOND_QUARTER) == {"South": Number(1, 1)}


RETURNED = {
    "opportunities": deals(
        {"opportunity_id": "back", "stage": "Discovery", "closed_on": ""},
        {"opportunity_id": "on", "closed_on": "2024-05-01"},
        {"opportunity_id": "closed", "stage": "Closed Lost", "closed_on": "2024-01-01"},
    ),
    "stage_history": table("""
        opportunity_id | stage       | entered_on
        back           | Discovery   | 2024-01-01
        back           | Proposal    | 2024-02-01
        back           | Discovery   | 2024-02-11
        back           | Discovery   | 2024-03-11
        on             | Discovery   | 2024-04-01
        on             | Closed Won  | 2024-05-01
        last day       | Closed Lost | 2024-06-30
    """),
}


def test_a_stage_returned_to_is_converted_once_but_stayed_in_twice(measured):
    """Counted at each entry it would be two of four. Proposal went nowhere but back. Discovery on 11 March, such as the
    first row of another file, is no entry."""
    assert measured(RETURNED, "stage_conversion") == {"": Number(pytest.approx(2 / 3), 3, pytest.approx(1 / 3))}
    # 10, 30 and 31 days, and 140 so far of the second stay in Discovery.
    assert measured(RETURNED, "time_in_stage") == {"": Number(30.5, 4)}


def test_the_age_of_open_deals_is_that_of_the_deals_open_then(measured):
    """On 31 March the deal won in May was open for 90 days. Of what is open today only, the quarter would have none."""
    tables = {
        "opportunities": deals(
            {"closed_on": "2024-05-01"},
            {"closed_on": "2024-03-31"},
            {"closed_on": "2024-01-01", "stage": "Closed Lost", "owner": "Z"},
            {"closed_on": "", "stage": "Discovery", "created_on": "2024-06-30"},
        )
    }
    (row,) = measured(tables, "open_deal_age", days=(date(2024, 1, 1), date(2024, 3, 31))).values()
    assert (row.value, row.n) == (90, 2)  # the other is lost on the last day of June
    (row,) = measured(tables, "open_deal_age").values()
    assert (row.value, row.n) == (0, 1)


def test_pipeline_created_stays_what_it_was_when_deals_are_lost(measured):
    """The 100 euros are worth 110 on their day; that they are worth 120 when they are won is no pipeline created."""
    tables = {
        "opportunities": deals(
            {"created_on": "2024-01-01", "closed_on": "2024-05-01", "currency": "EUR"},
            {"created_on": "2024-02-01", "closed_on": "2024-05-01", "stage": "Closed Lost"},
            {"created_on": "2024-02-01", "closed_on": "2031-05-01", "stage": "Discovery"},
            {"created_on": "2024-02-01", "closed_on": "2024-03-01", "stage": "Discovery", "amount": ""},
            {"created_on": "2024-02-01", "closed_on": "2024-01-29"},
            {"closed_on": "2024-01-01", "stage": "Closed Lost", "amount": ""},
        ),
        "rates": table("""
            currency | valid_from | rate
            EUR      | 2024-01-01 | 1.10
            EUR      | 2024-04-01 | 1.20
        """),
    }
    # With the deal that says when the data ends, created on 1 January too.
    assert measured(tables, "pipeline_created") == {"": Number(pytest.approx(110 + 100 + 100 + 100), 4)}


def test_open_deals_of_a_cohort_stand_beside_its_win_rate_and_never_move_it(measured):
    """Counted as not won, the open ones would make it a fifth."""
    cohort = [
        {"closed_on": "2024-01-01", "stage": "Closed Lost"},
        {"closed_on": "2024-05-01"},
        {"closed_on": "2024-05-01", "stage": "No Decision"},
        {"closed_on": "2024-05-01", "stage": "Discovery"},
        {"closed_on": "2024-05-01", "stage": "Discovery"},
    ]
    tables = {"opportunities": deals(*cohort)}
    # One won, two lost: the one of January, and the one that says when the data ends.
    assert measured(tables, "win_rate_by_cohort") == {"": Number(pytest.approx(1 / 3), 3, 0.4)}
    assert measured(tables, "win_rate_with_no_decision") == {"": Number(0.25, 4)}


def test_the_win_rate_by_value_leaves_out_what_nobody_valued(measured):
    """As nothing, the lost deal without an amount would be there for free."""
    tables = {
        "opportunities": deals(
            {"closed_on": "2024-02-01", "amount": "300"},
            {"closed_on": "2024-02-01", "stage": "Closed Lost", "amount": ""},
        )
    }
    assert measured(tables, "win_rate_by_value") == {"": Number(0.75, 2)}


GROWN = table("""
    customer_id | valid_from | valid_to   | started_on | ended_on   | annual_value | account_manager
    grows       | 2023-01-01 | 2024-05-15 | 2023-01-01 |            | 100          | A
    grows       | 2024-05-15 |            | 2023-01-01 |            | 160          | B
    stays       | 2023-01-01 |            | 2023-01-01 |            | 100          | B
""")


def test_a_customer_whose_value_changes_in_the_period_is_one_customer_at_the_value_before(measured):
    """A row for each value would make three customers; those of today would be worth 260 at the start."""
    tables = {"people": MOVED, "customers": GROWN, "opportunities": BOTH_ENDS}
    assert measured(tables, "net_revenue_retention", days=SECOND_QUARTER) == {"": Number(1.3, 2)}
    assert measured(tables, "gross_revenue_retention", days=SECOND_QUARTER) == {"": Number(1, 2)}
    assert measured(tables, "revenue_churn", days=SECOND_QUARTER) == {"": Number(0, 2)}
    by_team = measured(tables, "net_revenue_retention", "team", days=SECOND_QUARTER)
    assert by_team == {"North": Number(1.6, 1), "South": Number(1, 1)}


def test_a_customer_who_left_and_came_back_left(measured):
    """Gone on 20 April and back on 1 June at a lower value: churned at 100, but worth 60 after the quarter."""
    back = table("""
        customer_id | valid_from | valid_to   | started_on | ended_on   | annual_value | account_manager
        back        | 2023-01-01 |            | 2023-01-01 | 2024-04-20 | 100          | A
        back        | 2024-06-01 |            | 2024-06-01 |            | 60           | A
        renews      | 2023-01-01 | 2024-05-01 | 2023-01-01 | 2024-04-30 | 100          | A
        renews      | 2024-05-01 |            | 2024-05-01 |            | 100          | A
    """)
    tables = {"customers": back, "opportunities": BOTH_ENDS}
    assert measured(tables, "revenue_churn", days=SECOND_QUARTER) == {"": Number(0.5, 2)}
    assert measured(tables, "net_revenue_retention", days=SECOND_QUARTER) == {"": Number(0.8, 2)}
    assert measured(tables, "churn_rate", days=SECOND_QUARTER) == {"": Number(0.5, 2)}


@pytest.mark.parametrize("unknown", ["before", "after"])
def test_a_customer_of_unknown_value_is_on_neither_side_of_retention(measured, unknown):
    """As nothing, the value unknown after would halve retention, the one unknown before be growth from nowhere."""
    values = {"before": "100", "after": "100", unknown: ""}
    customers = [
        *GROWN[2:],
        GROWN[0] | {"customer_id": "odd", "annual_value": values["before"]},
        GROWN[1] | {"customer_id": "odd", "annual_value": values["after"]},
    ]
    tables = {"customers": customers, "opportunities": BOTH_ENDS}
    assert measured(tables, "net_revenue_retention", days=SECOND_QUARTER) == {"": Number(1, 1)}
    assert measured(tables, "churn_rate", days=SECOND_QUARTER) == {"": Number(0, 2)}


QUOTAS = {
    "people": MOVED,
    "targets": table("""
        metric               | period_start | period_end | value | person_id | team
        new_business_revenue | 2024-04-01   | 2024-06-30 | 200   | A         |
        new_business_revenue | 2024-04-01   | 2024-06-30 | 100   | B         |
        new_business_revenue | 2024-04-01   | 2024-06-30 | 900   |           | South
        new_business_revenue | 2024-04-01   | 2024-06-30 | 900   |           |
        win_rate             | 2024-04-01   | 2024-06-30 | 0.4   | A         |
    """),
    "opportunities": deals(
        {"closed_on": "2024-01-01", "stage": "Closed Lost", "owner": "Z"},
        {"closed_on": "2024-05-14"},
        {"closed_on": "2024-05-15"},
        {"closed_on": "2024-06-30", "owner": "B", "amount": "50"},
        {"closed_on": "2024-03-31", "owner": "B", "amount": "70"},
    ),
}


def test_a_quota_of_somebody_who_moves_is_one_quota_with_all_they_won(measured):
    """Split between the teams, A would have reached half of it twice. Deals closed before it began are nobody's."""
    assert measured(QUOTAS, "quota_attainment", days=SECOND_QUARTER) == {"": Number(0.75, 2)}
    assert measured(QUOTAS, "quota_attained", days=SECOND_QUARTER) == {"": Number(0.5, 2)}
    assert measured(QUOTAS, "quota_attainment", "team", days=SECOND_QUARTER) == {"South": Number(0.75, 2)}
    coverage = measured(QUOTAS, "pipeline_coverage", "team", days=SECOND_QUARTER)
    assert coverage == {"North": Number(1, 1), "South": Number(0.5, 1)}


def test_somebody_new_is_held_to_a_part_of_the_quota(measured):
    """Hired on 1 June with 60 days to ramp up: (1 + … + 30) ÷ 60 of 91 days. Of the whole quota it would be a tenth."""
    tables = QUOTAS | {
        "people": people(
            {"person_id": "A"}, {"person_id": "B", "started_on": "2024-06-01", "valid_from": "2024-06-01"}
        ),
        "targets": [{**QUOTAS["targets"][1], "value": "500"}],
    }
    ramped = measured(tables, "quota_attainment", days=SECOND_QUARTER, settings=Settings(ramp_days=60))
    assert ramped == {"": Number(pytest.approx(50 / (500 * (465 / 60) / 91)), 1)}
    at_once = measured(tables, "quota_attainment", days=SECOND_QUARTER)
    assert at_once == {"": Number(pytest.approx(50 / (500 * 30 / 91)), 1)}


def test_who_came_uninvited_is_no_show_of_the_invited(measured):
    """Of those who came 3 of 5, of those invited and known 1 of 2."""
    tables = {
        "training": table("""
            person_id | held_on    | session_id | invited | attended | score
            A         | 2024-01-01 | 1          | true    | true     | 80
            A         | 2024-02-01 | 2          | true    | false    |
            A         | 2024-03-01 | 3          | true    |          |
            A         | 2024-04-01 | 4          | false   | true     | 50
            A         | 2024-06-30 | 5          |         | true     | 0
        """)
    }
    assert measured(tables, "training_show_rate") == {"": Number(0.5, 2)}
    assert measured(tables, "training_score") == {"": Number(pytest.approx(130 / 3), 3)}


def test_content_on_deals_is_divided_by_all_sellers(measured):
    """Divided by those who accessed anything, it would be one half."""
    tables = {
        "people": people(*({"person_id": person} for person in "ABCD")),
        "content_access": table("""
            person_id | accessed_at         | action | opportunity_id
            A         | 2024-01-01 10:00:00 | view   | D1
            A         | 2024-02-01 10:00:00 | share  |
            B         | 2024-06-30 10:00:00 | view   |
        """),
    }
    assert measured(tables, "content_on_deals") == {"": Number(0.25, 4)}
    assert measured(tables, "content_sharing") == {"": Number(0.25, 4)}
    assert measured(tables, "content_access") == {"": Number(0.5, 4)}


def test_those_who_have_not_won_yet_lengthen_the_time_to_the_first_won_deal(measured):
    """A won after 10 days, B left after 30 without, C has tried for 40: of the winners only, it would be 10 days."""
    hired = {"A": "2024-05-01", "B": "2024-05-01", "C": "2024-05-21"}
    tables = {
        "people": people(
            *(
                {
                    "person_id": person,
                    "started_on": day,
                    "valid_from": day,
                    "left_on": "2024-05-31" if person == "B" else "",
                }
                for person, day in hired.items()
            )
        ),
        "opportunities": [*BOTH_ENDS, *deals({"opportunity_id": "first", "closed_on": "2024-05-11"})[:1]],
    }
    assert measured(tables, "time_to_first_won_deal", days=SECOND_QUARTER) == {"": Number(None, 3)}


def test_deals_without_a_decision_are_lost_too_each_for_its_reason(tmp_path):
    """Three ended without being won; the one that doesn't say why is in the total."""
    lost = deals(
        {"closed_on": "2024-01-01", "stage": "Closed Lost", "lost_reason": "Price"},
        {"closed_on": "2024-02-01", "stage": "No Decision", "lost_reason": ""},
        {"closed_on": "2024-02-01"},
        {"closed_on": "2024-02-01", "stage": "Discovery", "lost_reason": "Price"},
        {"closed_on": "2024-03-01", "stage": "Closed Lost", "lost_reason": "Price"},
    )[:-1]
    snapshot = published(Company({"opportunities": lost}), tmp_path)
    (whole,) = ask(reader_of(snapshot), Question("lost_deals")).rows
    reasons = ask(reader_of(snapshot), Question("lost_deals", by=("lost_reason",))).rows
    assert {row.dimensions["lost_reason"]: row.value for row in reasons} == {"Price": 2, "No lost reason": 1}
    assert whole.value == 3


def test_a_roster_that_is_a_snapshot_moves_nobody_before_its_day(tmp_path):
    """January's roster has A in North, June's in South: a deal of February stays North's. Whoever reads only the newest
    roster gives South both deals."""
    workspace = Workspace(tmp_path / "workspace")
    columns = "person_id team function"
    workspace.publish(
        [
            update(tmp_path, "people", columns, [("A", "North", "sales")], snapshot_on=date(2024, 1, 1)),
            update(
                tmp_path, "opportunities", "opportunity_id stage owner closed_on amount",
                [("1", "Closed Won", "A", date(2024, 2, 1), 100), ("2", "Closed Won", "A", date(2024, 6, 30), 70)],
            ),
        ],
        action="Imported", who="Ada",
    )  # fmt: skip
    later = update(tmp_path, "people", columns, [("A", "South", "sales")], snapshot_on=date(2024, 6, 1))
    snapshot: Snapshot = workspace.publish([later], action="Imported", who="Ada")
    rows = ask(reader_of(snapshot), Question("new_business_revenue", by=("team",))).rows
    assert {row.dimensions["team"]: row.value for row in rows} == {"North": 100, "South": 70}
