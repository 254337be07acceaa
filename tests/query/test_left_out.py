"""What each metric leaves out, row by row and reason by reason: a row is drawn for every reason there is."""

from collections.abc import Mapping
from datetime import date

import pytest

from metrics.query.answers import ask
from metrics.query.question import Question
from metrics.schema.settings import Settings, StageWord
from metrics.semantic.definition import catalog
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn
from tests.readers import reader_of

SETTINGS = Settings(
    data_through=date(2025, 6, 30),
    quantity_default=1,
    stage_words=(StageWord("Test deal", "ignore"), StageWord("Qualifying", "open"), StageWord("Proposing", "open")),
)
PEOPLE = """
    person_id | function | started_on | left_on    | role
    A         | sales    | 2024-01-01 |            |
    B         | sales    | 2024-01-01 | 2025-03-31 |
    C         | finance  | 2024-01-01 |            |
    E         | support  | 2024-01-01 |            |
    F         | sales    |            |            |
    G         | sales    | 2025-09-01 |            |
    I         | sales    | 2025-02-01 |            |
    N         | sales    | 2025-01-01 |            |
"""
DEALS = """
    opportunity_id | owner | stage       | created_on | closed_on  | amount | currency | kind | list_amount | product_id
    won            | A     | Closed Won  | 2025-01-01 | 2025-02-10 | 100    |          | new  | 125         |
    lost           | A     | Closed Lost | 2025-01-01 | 2025-02-10 | 100    |          | new  |             |
    undecided      | A     | No Decision | 2025-01-01 | 2025-02-10 | 100    |          | new  |             |
    open           | A     | Qualifying  | 2025-01-01 |            | 100    |          | new  |             |
    odd stage      | A     | Zzz         | 2025-01-01 | 2025-02-10 | 100    |          | new  |             |
    test           | A     | Test deal   | 2025-01-01 | 2025-02-10 | 100    |          | new  |             |
    dateless       | A     | Closed Won  | 2025-01-01 |            | 100    |          | new  | 125         |
    early          | A     | Closed Lost | 2025-03-01 | 2025-02-20 | 100    |          | new  |             |
    late           | A     | Closed Won  | 2025-01-01 | 2061-01-01 | 100    |          | new  | 125         |
    future         | A     | Qualifying  | 2025-07-01 |            | 100    |          | new  |             |
    unborn         | A     | Closed Won  |            | 2025-02-10 | 100    |          | new  | 125         |
    no amount      | A     | Closed Won  | 2025-01-01 | 2025-02-10 |        |          | new  | 125         |
    no rate        | A     | Closed Won  | 2025-01-01 | 2025-02-10 | 100    | EUR      | new  |             | Rope
    renewed        | N     | Closed Won  | 2025-01-01 | 2025-02-10 | 100    |          | old  | 125         |
    kindless       | A     | Closed Won  | 2025-01-01 | 2025-02-10 | 100    |          |      | 125         |
    below zero     | A     | Closed Lost | 2025-01-01 | 2025-02-10 | -100   |          | new  |             |
    same day       | A     | Closed Lost | 2025-02-10 | 2025-02-10 | 100    |          | new  |             |
    listless       | A     | Closed Won  | 2025-01-01 | 2025-02-10 | 0      |          | new  |             |
    last day       | A     | Closed Lost | 2025-06-01 | 2025-06-30 | 100    |          | new  |             |
    first day      | A     | Closed Lost | 2024-12-01 | 2025-01-01 | 100    |          | new  |             |
"""
PRODUCTS = "product_id | name | list_price\nR1 | rope | 125"
CUSTOMERS = """
    customer_id | valid_from | valid_to   | started_on | ended_on   | annual_value | account_manager
    stays       | 2024-01-01 |            | 2024-01-01 |            | 100          | E
    grows       | 2024-01-01 | 2025-02-01 | 2024-01-01 |            | 100          | E
    grows       | 2025-02-01 |            | 2024-01-01 |            | 150          | E
    shrinks     | 2024-01-01 | 2025-02-01 | 2024-01-01 |            | 100          | E
    shrinks     | 2025-02-01 |            | 2024-01-01 |            | 40           | E
    leaves      | 2024-01-01 |            | 2024-01-01 | 2025-02-28 | 100          | E
    no day      | 2025-02-01 |            | 2025-02-01 | 2025-01-31 | 100          | E
    backwards   | 2025-02-01 |            | 2025-02-01 | 2024-12-31 | 100          | E
    valueless   | 2024-01-01 | 2025-02-01 | 2024-01-01 |            | 100          | E
    valueless   | 2025-02-01 |            | 2024-01-01 |            |              | E
"""
LEADS = """
    lead_id   | generator | created_on | meeting_on | qualified_on | disqualified_on | opportunity_id | nurture_until
    won       | A         | 2025-01-01 | 2025-01-10 | 2025-01-20   |                 | won            |
    lost      | A         | 2025-01-01 | 2025-01-10 | 2025-01-20   |                 | lost           |
    open      | A         | 2025-01-01 | 2025-01-10 | 2025-01-20   |                 | open           |
    test      | A         | 2025-01-01 | 2025-01-10 | 2025-01-20   |                 | test           |
    dateless  | A         | 2025-01-01 | 2025-01-10 | 2025-01-20   |                 | dateless       |
    none      | A         | 2025-01-01 | 2025-01-10 | 2025-01-20   |                 |                |
    down late | A         | 2025-01-01 | 2025-01-10 | 2025-01-20   | 2025-03-01      |                | 2025-02-01
    down      | A         | 2025-01-01 |            |              | 2025-02-01      |                | 2025-02-01
    met       | A         | 2025-01-01 | 2025-01-10 |              |                 |                | 2025-02-01
    waits     | A         | 2025-01-01 |            |              |                 |                | 2025-07-01
    to come   | A         | 2025-01-01 | 2025-07-10 | 2025-07-11   |                 |                | 2025-06-30
    future    | A         | 2025-07-01 |            |              |                 |                |
"""
HISTORY = """
    opportunity_id | stage       | entered_on
    won            | Qualifying  | 2025-01-01
    won            | Proposing   | 2025-01-11
    won            | Qualifying  | 2025-01-21
    won            | Closed Won  | 2025-02-10
    lost           | Qualifying  | 2025-01-01
    lost           | Closed Lost | 2025-02-10
    open           | Qualifying  | 2025-01-01
    open           | Zzz         | 2025-01-31
    open           | Qualifying  | 2025-07-02
    nobody's       | Qualifying  | 2025-01-01
    odd stage      | Qualifying  | 2025-01-01
    test           | Qualifying  | 2025-01-01
    dateless       | Qualifying  | 2025-01-01
    listless       | Qualifying  | 2025-03-01
    future         | Qualifying  | 2025-06-01
"""
TARGETS = """
    metric               | period_start | period_end | value | person_id | team
    new_business_revenue | 2025-02-01   | 2025-03-31 | 200   | A         |
    new_business_revenue | 2025-01-01   | 2025-01-31 | 100   | A         |
    new_business_revenue | 2025-01-01   | 2025-03-31 | 500   | A         |
    win_rate             | 2025-01-01   | 2025-03-31 | 0.5   | A         |
    new_business_revenue | 2025-01-01   | 2025-03-31 | 900   |           | East
    new_business_revenue | 2025-04-01   | 2025-09-30 | 900   | A         |
    new_business_revenue | 2025-10-01   | 2025-12-31 | 900   | A         |
    new_business_revenue | 2024-12-31   | 2025-01-31 | 900   | B         |
    new_business_revenue | 2025-01-01   | 2025-03-31 | 0     | B         |
    new_business_revenue | 2025-04-01   | 2025-06-30 | 1     | B         |
"""
TRAINING = """
    person_id | session_id | held_on    | invited | attended | completed | score
    A         | 1          | 2025-01-01 | true    | true     | true      | 80
    B         | 1          | 2025-01-01 | true    | false    | false     | 60
    A         | 2          | 2025-02-01 | false   | true     |           |
    B         | 2          | 2025-02-01 |         | true     | true      |
    E         | 2          | 2025-02-01 | true    |          |           | 70
    C         | 2          | 2025-02-01 | true    | true     | true      | 90
    nobody    | 2          | 2025-02-01 | true    | true     | true      | 90
    B         | 3          | 2025-05-01 | true    | true     | true      | 90
    A         | 4          | 2025-07-01 | true    | true     | true      | 90
    E         | 5          | 2025-06-30 | true    | false    | false     | 50
"""
ACCESS = """
    person_id | accessed_at         | action | opportunity_id
    A         | 2025-01-01 10:00:00 | view   | won
    A         | 2025-02-01 10:00:00 | Share  |
    A         | 2025-02-02 10:00:00 |        | won
    E         | 2025-02-01 10:00:00 | share  | won
    B         | 2025-05-01 10:00:00 | share  | won
    nobody    | 2025-05-01 10:00:00 | share  | won
    A         | 2025-06-30 10:00:00 | view   |
    A         | 2025-07-01 10:00:00 | share  | won
"""
HOURS = """
    person_id | on_date    | hours
    A         | 2025-01-01 | 5
    C         | 2025-01-02 | 5
    B         | 2025-04-01 | 5
    nobody    | 2025-01-02 | 5
    E         | 2025-06-30 | 3
    A         | 2025-07-01 | 5
"""
ONBOARDING = """
    person_id | milestone | started_on | completed_on
    I         | desk      | 2025-02-01 | 2025-02-03
    I         | exam      | 2025-02-01 | 2025-03-13
    J         | desk      | 2025-05-01 |
    K         | desk      | 2025-07-01 |
    L         | desk      | 2025-03-01 | 2025-02-01
    M         | desk      | 2025-06-30 |
    N         | desk      | 2025-01-01 | 2025-04-11
"""

UNDATED = {
    "closed after the data ends": 1,
    "closed without a close date": 1,
    "stage without a known outcome": 1,
    "set aside as a test or a duplicate": 1,
}
UNDECIDED = {**UNDATED, "still open": 2}
UNPRICED = {"no amount": 1, "no exchange rate for its currency on the day": 1}
NOT_WON = {**UNDECIDED, "not won": 7}
BACKWARDS = {"closed before it was created": 1}
DISCOUNTS = {**NOT_WON, **UNPRICED, "no list price": 1}
ABSENT = {"person not active on the day": 1, "person not in the roster": 1}
ACCESSES = {**ABSENT, "accessed after the data ends": 1, "not a seller on the day": 1}
SPELLS = {
    "ended before it started": 2,
    "customer without an annual value in one of its spells": 2,
    "not there on the first day of a period asked for": 2,
}
ENTRIES = {
    "entered after the data ends": 1,
    "of a deal that no file has brought": 1,
    "of a deal whose stage has no known outcome": 1,
    "of a deal set aside as a test or a duplicate": 1,
    "stage without a known outcome": 1,
    "a stage in which deals are closed": 2,
}
ONBOARDED = {
    "another milestone of the same onboarding": 1,
    "completed before it started": 1,
    "starts after the data ends": 1,
}
QUOTAS = {
    "a plan for another metric": 1,
    "no plan for one person": 1,
    "a longer plan, whose parts count": 1,
    "no quota above zero": 1,
}
PAST_QUOTAS = {
    **QUOTAS,
    "period not over yet": 2,
    "begins before the deals do": 1,
    "person not active in the period": 1,
}
LATE_LEAD = {"created after the data ends": 1}

EXPECTED: Mapping[str, tuple[Mapping[str, float], Mapping[str, int]]] = {
    "new_business_revenue": (
        {"revenue": 200},
        {**NOT_WON, **UNPRICED, "not known whether it is new business": 1, "not new business": 1},
    ),
    "win_rate": ({"won": 7, "decided": 13}, {**UNDECIDED, "ended without a decision": 1}),
    "win_rate_with_no_decision": ({"won": 7, "closed": 14}, UNDECIDED),
    "win_rate_by_value": (
        {"won_value": 400, "decided_value": 900},
        {**UNDECIDED, **UNPRICED, "ended without a decision": 1, "amount below zero": 1},
    ),
    "win_rate_by_cohort": (
        {"won": 6, "decided": 10, "still_open": 1, "cohort": 11},
        {
            **UNDATED,
            **BACKWARDS,
            "ended without a decision": 1,
            "no creation date": 1,
            "created after the data ends": 1,
            "outside the days asked for": 1,
        },
    ),
    "lost_deals": ({"lost": 7}, {**UNDECIDED, "won": 7}),
    "average_discount": ({"discount": 100, "list": 500}, DISCOUNTS),
    "discount_per_deal": ({"discount": 0.8, "deals": 4}, DISCOUNTS),
    "discount_per_deal_median": ({"opportunities": 4}, DISCOUNTS),
    "mean_deal_value": ({"revenue": 400, "deals": 5}, {**NOT_WON, **UNPRICED}),
    "median_deal_value": ({"opportunities": 5}, {**NOT_WON, **UNPRICED}),
    "deal_velocity": ({"opportunities": 6}, {**NOT_WON, "no creation date": 1}),
    "deal_cycle_all": (
        {"opportunities": 12},
        {**UNDECIDED, **BACKWARDS, "no creation date": 1},
    ),
    "sales_velocity": (
        {"decided": 9, "won": 4, "revenue": 300, "days": 300},
        {**UNDECIDED, **UNPRICED, **BACKWARDS, "ended without a decision": 1, "no creation date": 1},
    ),
    "pipeline_created": (
        {"opened": 1000},
        {
            **UNPRICED,
            "set aside as a test or a duplicate": 1,
            "no creation date": 1,
            "created after the data ends": 1,
            **BACKWARDS,
            "outside the days asked for": 1,
        },
    ),
    "open_deal_age": (
        {"opportunities": 1},
        {
            **UNDATED,
            **BACKWARDS,
            "no creation date": 1,
            "created after the data ends": 1,
            "closed on the day it was created": 1,
            "not there on the last day of a period asked for": 11,
        },
    ),
    "churn_rate": (
        {"churned": 1, "active": 5},
        {"ended before it started": 2, "not there on the first day of a period asked for": 3},
    ),
    "revenue_churn": ({"value_lost": 100, "value_at_start": 400}, SPELLS),
    "gross_revenue_retention": ({"value_kept": 240, "value_at_start": 400}, SPELLS),
    "net_revenue_retention": ({"value_after": 290, "value_at_start": 400}, SPELLS),
    "meetings_booked": ({"meetings": 8}, {"no meeting": 3, "meeting after the data ends": 1}),
    "lead_to_meeting": ({"met": 8, "created": 11, "still_open": 2}, LATE_LEAD),
    "meeting_to_qualified": ({"qualified": 7, "met": 8, "still_open": 1}, {**LATE_LEAD, "no meeting yet": 3}),
    "qualified_to_won": ({"won": 1, "qualified": 7, "still_open": 3}, {**LATE_LEAD, "not qualified yet": 4}),
    "nurture_due": (
        {"due": 2},
        {
            "no day to be taken up again": 7,
            "settled before it was due": 1,
            "not there on the last day of a period asked for": 2,
        },
    ),
    "stage_conversion": (
        {"went_further": 5, "entered": 7, "still_open": 1},
        {**ENTRIES, "back in a stage it had been in": 1},
    ),
    "time_in_stage": (
        {"people": 6, "completed": 5},
        {**ENTRIES, "closed without a close date": 1, "entered after its deal closed": 1},
    ),
    "quota_attained": ({"reached": 1, "quotas_set": 2}, PAST_QUOTAS),
    "quota_attainment": ({"targets": 2}, PAST_QUOTAS),
    "pipeline_coverage": (
        {"open_value": 600, "quota": 1201},  # open on 1 January 100, on 1 February 400, on 1 April 100
        {**QUOTAS, "begins after the data ends": 1, "outside the days asked for": 1},
    ),
    "training_attendance": (
        {"attended": 2, "active": 6},
        {
            **ABSENT,
            "did not attend": 2,
            "attendance not known": 1,
            "held after the data ends": 1,
            "not customer-facing on the day": 1,
        },
    ),
    "training_show_rate": (
        {"came": 4, "invited_places": 6},
        {
            "attendance not known": 1,
            "held after the data ends": 1,
            "not invited": 1,
            "not known whether invited": 1,
        },
    ),
    "training_completion": (
        {"finished": 5, "assigned": 7},
        {"completion not known": 2, "held or due after the data ends": 1},
    ),
    "training_score": ({"points": 530, "scores": 7}, {"no score": 2, "held after the data ends": 1}),
    "content_access": ({"accessed": 1, "active": 5}, ACCESSES),
    "content_on_deals": ({"used_on_deal": 1, "active": 5}, {**ACCESSES, "not on a deal": 2}),
    "content_sharing": (
        {"shared": 1, "active": 5},
        {**ACCESSES, "not shared": 2, "not known what was done with it": 1},
    ),
    "customer_hours": (
        {"hours": 8, "weeks": 964 / 7},
        {**ABSENT, "after the data ends": 1, "not customer-facing on the day": 1},
    ),
    "onboarding_time": ({"people": 4, "completed": 2}, ONBOARDED),
    "onboarded_by_day_90": ({"people": 4, "completed": 2}, ONBOARDED),
    "time_to_first_won_deal": (
        {"people": 2, "completed": 1},
        {
            "hired before the deals begin": 2,
            "not hired as a seller": 2,
            "hired after the deals end": 1,
            "no day of hiring": 1,
        },
    ),
}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return drawn(
        tmp_path_factory.mktemp("company"),
        SETTINGS,
        people=PEOPLE,
        opportunities=DEALS,
        products=PRODUCTS,
        customers=CUSTOMERS,
        leads=LEADS,
        stage_history=HISTORY,
        targets=TARGETS,
        training=TRAINING,
        content_access=ACCESS,
        customer_time=HOURS,
        onboarding=ONBOARDING,
    )


@pytest.mark.parametrize("metric", catalog())
def test_each_row_counts_or_is_left_out_for_its_own_reason(company: Snapshot, metric: str) -> None:
    components, left_out = EXPECTED[metric]
    answer = ask(reader_of(company), Question(metric, date(2025, 1, 1), date(2025, 6, 30)))
    (row,) = answer.rows
    assert dict(row.components) == pytest.approx(components)
    assert {each.reason: each.count for each in answer.excluded} == left_out
