"""The readings' own arithmetic, where a definition is intricate, on examples small enough to be worked out by hand."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.schema.settings import Settings, StageWord
from tests.oracles.customer_measures import kept
from tests.oracles.deals import every_deal
from tests.oracles.few_rows import table
from tests.oracles.history import Entry, histories
from tests.oracles.lead_measures import qualified_to_won
from tests.oracles.measured import Number
from tests.oracles.measures import MEASURES
from tests.oracles.money_measures import velocity_factors
from tests.oracles.newcomer_measures import first_wins
from tests.oracles.quota_measures import Quota, expected_share, open_at_start_of
from tests.oracles.roster import Roster
from tests.oracles.rows import Company, Row
from tests.oracles.stage_measures import goes_on, passages
from tests.oracles.survival import median_time, through_by

END = date(2024, 12, 31)
YEAR = (date(2024, 1, 1), END)


def holding(settings: Settings | None = None, **tables: list[Row]) -> Company:
    return Company(tables, settings or Settings(), END)


def measured(company: Company, metric: str, days: tuple[date, date] = YEAR) -> Number:
    return MEASURES[metric](company, Roster(company), *days, None)[""]


ROSTER = table("""
    person_id | function | role | team | started_on | left_on    | valid_from | valid_to
    old       | sales    |      | East | 2020-01-01 |            |            |
    new       | sales    |      | East | 2024-01-04 | 2024-01-08 |            |
    back      | sales    |      | East | 2023-12-30 | 2023-12-31 | 2023-12-30 | 2024-01-01
    back      | sales    |      | West | 2024-01-09 |            | 2024-01-09 |
    undated   | sales    |      | East |            |            |            |
""")


@pytest.mark.parametrize(
    ("person", "ramp_days", "days"),
    [
        ("old", 0, 10),
        ("old", 4, 10),
        ("new", 0, 5),  # 4 to 8 January
        ("new", 4, Fraction(1, 4) + Fraction(2, 4) + Fraction(3, 4) + 1 + 1),
        ("new", 100, Fraction(1 + 2 + 3 + 4 + 5, 100)),
        ("back", 0, 2),  # 9 and 10 January
        ("back", 20, Fraction(11 + 12, 20)),  # counted from the first hiring, on 30 December
        ("undated", 4, 10),
        ("a stranger", 4, 10),
    ],
)
def test_the_share_of_a_quota_is_that_of_the_days_there_each_as_far_as_one_is_ramped(person, ramp_days, days):
    quota = Quota(person, date(2024, 1, 1), date(2024, 1, 10), Decimal(100))
    assert expected_share(Roster(holding(people=ROSTER)), quota, ramp_days) == Fraction(days) / 10


def test_of_a_quota_nobody_was_there_for_nothing_is_expected():
    quota = Quota("new", date(2024, 2, 1), date(2024, 2, 29), Decimal(100))
    assert expected_share(Roster(holding(people=ROSTER)), quota, 0) == 0


def test_attainment_is_the_median_of_quotas_and_one_reached_exactly_is_reached():
    """Old wins 100 of 100; new 40, but only half of the period was theirs: 40 of 50; of the stranger's 10 nothing. Back
    has a target of nothing, the team and the other metric are no quotas; one quota isn't over, and one began before the
    first deal that closed, on 1 January."""
    company = holding(
        people=ROSTER,
        targets=table("""
            metric               | period_start | period_end | value | person_id  | team
            new_business_revenue | 2024-01-01   | 2024-01-10 | 100   | old        |
            new_business_revenue | 2024-01-01   | 2024-01-10 | 100   | new        |
            new_business_revenue | 2024-01-01   | 2024-12-31 | 10    | a stranger |
            new_business_revenue | 2024-01-01   | 2025-01-01 | 1     | old        |
            new_business_revenue | 2023-12-31   | 2024-01-10 | 1     | old        |
            new_business_revenue | 2024-02-01   | 2024-02-29 | 1     | new        |
            new_business_revenue | 2024-01-01   | 2024-01-10 | 0     | back       |
            new_business_revenue | 2024-01-01   | 2024-01-10 | 1     |            | East
            win_rate             | 2024-01-01   | 2024-01-10 | 1     | old        |
        """),
        opportunities=table("""
            opportunity_id | stage      | owner | created_on | closed_on  | amount | kind
            1              | Closed Won | old   | 2023-12-01 | 2024-01-01 | 60     | new
            2              | Closed Won | old   | 2023-12-01 | 2024-01-10 | 40     | new
            3              | Closed Won | old   | 2023-12-01 | 2024-01-11 | 99     | new
            4              | Closed Won | old   | 2023-12-01 | 2024-01-05 | 99     | expansion
            5              | Closed Won | new   | 2023-12-01 | 2024-01-05 | 40     | new
        """),
    )
    assert measured(company, "quota_attainment") == Number(0.8, 3)
    assert measured(company, "quota_attained") == Number(1 / 3, 3)


@pytest.mark.parametrize(
    ("cohort", "share"),
    [
        ([(30, True), (90, True), (91, True), (100, False)], 0.5),
        ([(30, True), (60, False), (91, True)], 1 / 3),  # two thirds are left after day 30, both watched beyond it
        ([(30, True), (60, False), (70, True), (90, False)], 1 - 3 / 4 * 1 / 2),
        ([(30, True), (89, False)], None),  # nobody was watched to day 90, and half are still on it
        ([(30, True), (90, False)], 0.5),
        ([(30, True), (60, True)], 1.0),  # all were through long before
        ([(60, False), (70, True)], 1.0),  # the curve reaches nobody, though one was lost on the way
        ([(89, False)], None),
        ([(90, False)], 0.0),
        ([], None),
    ],
)
def test_the_share_through_by_day_90(cohort, share):
    assert through_by(cohort, 90) == pytest.approx(share) if share is not None else through_by(cohort, 90) is None


@pytest.mark.parametrize(
    ("cohort", "days"),
    [
        ([(10, True), (20, True), (30, True)], 20),
        ([(10, True), (20, True)], 15),  # on one half from day 10 to day 20
        ([(10, True), (15, False), (20, True), (40, True)], 20),
        ([(10, True), (20, False), (20, False)], None),
        ([(0, True)], 0),
    ],
)
def test_the_kaplan_meier_median(cohort, days):
    assert median_time(cohort) == days


def test_retention_compares_the_day_after_the_period_with_its_first_day():
    """From 1 April to 30 June: A grows from 100 to 150 on 15 May; B halves 80 on 1 July, the day after; C leaves on 30
    June; D comes back at 90 within the grace period; E began on 2 April; of F one value is unknown; G left on 31 March;
    the contract of H is followed by another at 30; I pays nothing."""
    company = holding(
        customers=table("""
            customer_id | valid_from | valid_to   | started_on | ended_on   | annual_value
            A           | 2024-01-01 | 2024-05-15 | 2024-01-01 |            | 100
            A           | 2024-05-15 |            | 2024-01-01 |            | 150
            B           | 2024-01-01 | 2024-07-01 | 2024-01-01 |            | 80
            B           | 2024-07-01 |            | 2024-01-01 |            | 40
            C           | 2024-01-01 |            | 2024-01-01 | 2024-06-30 | 50
            D           | 2024-01-01 |            | 2024-01-01 | 2024-05-01 | 70
            D           | 2024-06-01 |            | 2024-06-01 |            | 90
            E           | 2024-04-02 |            | 2024-04-02 |            | 1000
            F           | 2024-01-01 | 2024-09-01 | 2024-01-01 |            | 1000
            F           | 2024-09-01 |            | 2024-01-01 |            |
            G           | 2024-01-01 |            | 2024-01-01 | 2024-03-31 | 1000
            H           | 2024-01-01 |            | 2024-01-01 | 2024-05-31 | 20
            H           | 2024-06-01 |            | 2024-06-01 | 2024-12-31 | 30
            I           |            |            | 2024-04-01 |            | 0
        """)
    )
    second = (date(2024, 4, 1), date(2024, 6, 30))
    before = 100 + 80 + 50 + 70 + 20
    assert sorted((each.before, each.after, each.left) for each in kept(company, *second)) == [
        (0, 0, False), (20, 30, False), (50, 0, True), (70, 90, False), (80, 40, False), (100, 150, False),
    ]  # fmt: skip
    assert measured(company, "revenue_churn", second) == Number(50 / before, 6)
    assert measured(company, "gross_revenue_retention", second) == Number((20 + 70 + 40 + 100) / before, 6)
    assert measured(company, "net_revenue_retention", second) == Number((30 + 90 + 40 + 150) / before, 6)


def test_customers_who_all_pay_nothing_retain_no_share_of_it():
    company = holding(customers=[{"customer_id": "A", "started_on": "2024-01-01", "annual_value": "0"}])
    assert measured(company, "net_revenue_retention") == Number(None, 1)


@pytest.mark.parametrize(
    ("stages", "went_on"),
    [
        ("open:Discovery", [False]),
        ("open:Discovery open:Proposal", [True, False]),
        ("open:Discovery lost:Closed", [False, False]),
        ("open:Discovery won:Closed lost:Cancelled", [True, False, False]),
        ("open:Discovery open:Proposal open:Discovery", [True, False, False]),  # back is not on
        ("open:Discovery open:Proposal open:Discovery open:Negotiation", [True, True, True, False]),
        ("open:Discovery lost:Closed open:Proposal", [True, True, False]),  # reopened
        ("open:Discovery None:Limbo", [True, False]),
        ("open:Discovery ignore:Test no_decision:Quiet", [False, False, False]),
    ],
)
def test_a_deal_goes_on_where_it_later_comes_into_a_stage_new_to_it_that_is_not_its_end(stages, went_on):
    words = [stage.split(":") for stage in stages.split()]
    entries = [Entry(stage, None if meaning == "None" else meaning, END) for meaning, stage in words]
    assert [goes_on(entries, place) for place in range(len(entries))] == went_on


PATHS = table("""
    opportunity_id | stage       | entered_on
    won            | Negotiation | 2024-03-10
    won            | Closed Won  | 2024-03-10
    won            | Proposal    | 2024-03-10
    won            | Discovery   | 2024-03-01
    lost           | Discovery   | 2024-03-01
    lost           | Proposal    | 2024-03-04
    lost           | Discovery   | 2024-03-09
    waiting        | Discovery   | 2024-12-01
    waiting        | Proposal    | 2024-12-11
    waiting        | Negotiation | 2025-01-01
    test           | Discovery   | 2024-03-01
    unknown        | Discovery   | 2024-03-01
    nobody's       | Discovery   | 2024-03-01
""")
WALKED = table("""
    opportunity_id | stage      | created_on | closed_on
    won            | Closed Won | 2024-03-01 | 2024-06-01
    lost           | Closed Lost| 2024-03-01 | 2024-03-19
    waiting        | Proposal   | 2024-12-01 | 2025-06-01
    test           | Test       | 2024-03-01 |
    unknown        | Limbo      | 2024-03-01 |
""")


def test_entries_stand_by_day_and_on_one_day_as_written_with_the_end_last():
    company = holding(opportunities=WALKED, stage_history=PATHS)
    assert [entry.stage for entry in histories(company)["won"]] == [
        "Discovery", "Negotiation", "Proposal", "Closed Won",
    ]  # fmt: skip


def test_stages_of_a_deal_won_of_one_lost_and_of_one_that_waits():
    """Won: three stages, each of which it left for the next. Lost: Discovery twice, Proposal between. Waiting: what is
    entered after the data ends has not happened, and nobody knows how long it stayed since the history's last entry."""
    company = holding(Settings(stage_words=(StageWord("Test", "ignore"),)), opportunities=WALKED, stage_history=PATHS)
    first_times = [(each.went_on, each.still_open) for each in passages(company) if each.first_time]
    assert first_times == [(True, False)] * 4 + [(False, False), (True, False), (False, True)]
    stays = [(each.days, each.left) for each in passages(company)]
    assert stays == [(9, True), (0, True), (0, True), (3, True), (5, True), (10, True), (10, True), (0, False)]
    assert measured(company, "stage_conversion") == Number(5 / 7, 7, 1 / 7)
    # Left after 0 days: 6 ÷ 8; of the 5 watched longer after 3: × 4 ÷ 5 = 0.6; after 5: × 3 ÷ 4 = 0.45.
    assert measured(company, "time_in_stage") == Number(5, 8)


DATED = table("""
    opportunity_id   | stage      | created_on | closed_on
    open             | Proposal   | 2024-03-31 | 2024-02-01
    created that day | Proposal   | 2024-04-01 |
    never created    | Proposal   |            |
    closed that day  | Closed Won | 2024-03-31 | 2024-04-01
    closed before    | Closed Won | 2024-03-01 | 2024-03-31
    in the future    | Closed Won | 2024-03-01 | 2025-01-01
    without a day    | Closed Won | 2024-03-01 |
    unknown          | Limbo      | 2024-03-01 |
""")


def test_open_at_the_start_of_a_day_is_what_was_created_before_it_and_not_closed_before_it():
    company = holding(opportunities=DATED)
    numbers = [deal.number for deal in every_deal(company) if open_at_start_of(company, deal, date(2024, 4, 1))]
    assert numbers == ["open", "closed that day"]


def test_open_on_the_evening_of_a_day_is_what_was_created_by_it_and_closed_after_it():
    """On 31 March there are the open one (created that day) and the one closed on 1 April."""
    company = holding(opportunities=DATED)
    assert measured(company, "open_deal_age", (date(2024, 1, 1), date(2024, 3, 31))) == Number(0, 2)
    assert measured(company, "open_deal_age", (date(2024, 1, 1), date(2024, 4, 1))) == Number(0.5, 2)


def test_pipeline_covers_quotas_at_the_rates_of_closing_or_of_today():
    """A euro is worth 2 until June, 3 since: the open deal's 10 are 30 today, the lost one's 10 were 20."""
    company = holding(
        opportunities=table("""
            opportunity_id | stage       | owner | created_on | closed_on  | amount | currency
            1              | Proposal    | A     | 2024-01-01 |            | 10     | EUR
            2              | Closed Lost | A     | 2024-01-01 | 2024-05-01 | 10     | EUR
            3              | Proposal    | A     | 2024-01-01 |            |        | EUR
            4              | Proposal    | A     | 2024-01-01 |            | 10     | GBP
            5              | Proposal    | B     | 2024-01-01 |            | 10     |
        """),
        rates=table("""
            currency | valid_from | rate
            EUR      | 2024-01-01 | 2
            EUR      | 2024-06-01 | 3
        """),
        targets=table("""
            metric               | period_start | period_end | value | person_id
            new_business_revenue | 2024-04-01   | 2024-06-30 | 20    | A
            new_business_revenue | 2024-07-01   | 2024-09-30 | 20    | A
        """),
    )
    assert measured(company, "pipeline_coverage") == Number((50 + 30) / 40, 2)


def test_a_qualified_lead_is_open_until_its_deal_or_itself_ends():
    deals = table("""
        opportunity_id | stage       | created_on | closed_on
        won            | Closed Won  | 2024-01-01 | 2024-06-01
        lost           | Closed Lost | 2024-01-01 | 2024-06-01
        open           | Proposal    | 2024-01-01 | 2024-06-01
        test           | Test        | 2024-01-01 | 2024-06-01
        later          | Closed Won  | 2024-01-01 | 2025-06-01
        odd            | Limbo       | 2024-01-01 | 2024-06-01
    """)
    ids = ["won", "lost", "open", "test", "later", "odd", "unheard of", ""]
    usual = {"created_on": "2024-01-01", "qualified_on": "2024-01-02"}
    leads = [usual | {"lead_id": number, "opportunity_id": deal} for number, deal in enumerate(ids)]
    leads += [usual | {"lead_id": "turned down", "disqualified_on": "2024-02-01"}]
    leads += [usual | {"lead_id": "turned down later", "disqualified_on": "2025-02-01"}]
    leads += [usual | {"lead_id": "not yet", "qualified_on": "2025-01-01", "opportunity_id": "won"}]
    company = holding(Settings(stage_words=(StageWord("Test", "ignore"),)), opportunities=deals, leads=leads)
    # Open: open, later, odd, unheard of, none, turned down later.
    assert qualified_to_won(company, Roster(company), *YEAR, None) == {"": Number(1 / 10, 10, 6 / 10)}


def test_sales_velocity_is_the_product_of_its_factors_and_revenue_times_deals_by_days():
    """Won for 100 in 10 days and for 300 in 20, lost in 30; a win of unknown worth and a deal never created are out."""
    company = holding(
        opportunities=table("""
            opportunity_id | stage       | created_on | closed_on  | amount
            1              | Closed Won  | 2024-01-01 | 2024-01-11 | 100
            2              | Closed Won  | 2024-01-01 | 2024-01-21 | 300
            3              | Closed Lost | 2024-01-01 | 2024-01-31 |
            4              | Closed Won  | 2024-01-01 | 2024-01-31 |
            5              | Closed Lost |            | 2024-01-31 | 100
        """)
    )
    (factors,) = velocity_factors(company, Roster(company), *YEAR, None).values()
    assert factors == (3, pytest.approx(2 / 3), 200, 20)
    assert measured(company, "sales_velocity") == Number(pytest.approx(400 * 3 / 60), 3)


@pytest.mark.parametrize(
    ("stage", "took", "value"), [("Closed Lost", 5, 0), ("Closed Lost", 0, None), ("Closed Won", 0, None)]
)
def test_sales_velocity_without_a_win_is_nothing_and_without_a_day_unknown(stage, took, value):
    closed = str(date(2024, 1, 1) + timedelta(days=took))
    deal = {"opportunity_id": "1", "stage": stage, "created_on": "2024-01-01", "closed_on": closed, "amount": "5"}
    assert measured(holding(opportunities=[deal]), "sales_velocity") == Number(value, 1)


def test_a_first_win_counts_from_hiring_and_who_has_none_is_watched_while_there():
    """The deals speak of 2 January to 30 June. Ann wins on her 11th day, not counting a deal won before she came; Bo
    leaves without one; Cy is watched to the end; Di came a day too early; Ed leads, Flo calls, at first."""
    company = holding(
        people=table("""
            person_id | function          | role          | started_on | left_on    | valid_from
            Ann       | sales             |               | 2024-02-01 |            | 2024-02-01
            Bo        | sales             |               | 2024-02-01 | 2024-03-02 | 2024-02-01
            Cy        | sales             |               | 2024-06-01 |            | 2024-06-01
            Di        | sales             |               | 2024-01-01 |            | 2024-01-01
            Ed        | sales             | Sales Manager | 2024-02-01 |            | 2024-02-01
            Ed        | sales             |               | 2024-02-01 |            | 2024-03-01
            Flo       | sales development |               | 2024-02-01 |            | 2024-02-01
        """),
        opportunities=table("""
            opportunity_id | stage       | owner | created_on | closed_on
            1              | Closed Lost | Di    | 2024-01-01 | 2024-01-02
            2              | Closed Won  | Ann   | 2024-01-01 | 2024-01-31
            3              | Closed Won  | Ann   | 2024-01-01 | 2024-02-20
            4              | Closed Won  | Ann   | 2024-01-01 | 2024-02-11
            5              | Proposal    | Cy    | 2024-06-30 | 2024-12-01
        """),
    )
    assert first_wins(company, Roster(company)) == (
        ("Ann", date(2024, 2, 1), 10, True),
        ("Bo", date(2024, 2, 1), 30, False),
        ("Cy", date(2024, 6, 1), 29, False),
    )


def test_a_cohort_of_open_deals_has_no_win_rate_but_is_open_altogether():
    deal = {"opportunity_id": "1", "stage": "Proposal", "created_on": "2024-01-01"}
    assert measured(holding(opportunities=[deal]), "win_rate_by_cohort") == Number(None, 0, 1)
