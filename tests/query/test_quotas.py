"""What is no quota says so and spoils nobody else's; what a plan may be called, a quota may be called too."""

from pathlib import Path

import pytest

from metrics.query.answers import ask
from metrics.query.question import Question
from metrics.schema.settings import Settings
from metrics.semantic.definition import catalog
from tests.query.drawn import drawn
from tests.readers import reader_of

PEOPLE = """
    person_id | name | function | started_on
    A         | Ann  | sales    | 2020-01-01
    B         | Bo   | sales    | 2020-01-01
"""
DEALS = """
    opportunity_id | owner | stage      | created_on | closed_on  | amount
    1              | B     | Closed Won | 2024-12-01 | 2024-12-31 | 10
    2              | A     | Closed Won | 2024-12-01 | 2025-02-01 | 80
    3              | B     | Closed Won | 2025-04-01 | 2025-04-10 | 10
"""
HEADER = "metric | period_start | period_end | value | person_id"
ANNS = "{} | 2025-01-01 | 2025-03-31 | 100 | A"


@pytest.mark.parametrize("end", ["2025-03-30", "2025-01-01"])
@pytest.mark.parametrize(
    ("metric", "value"), [("quota_attainment", 0.8), ("quota_attained", 0), ("pipeline_coverage", 0.8)]
)
def test_a_quota_that_ends_before_it_begins_is_none(tmp_path: Path, end: str, metric: str, value: float) -> None:
    targets = (HEADER, ANNS.format("new_business_revenue"), f"new_business_revenue | 2025-03-31 | {end} | 100 | B")
    answer = ask(
        reader_of(drawn(tmp_path, people=PEOPLE, opportunities=DEALS, targets="\n".join(targets))), Question(metric)
    )
    assert (answer.rows[0].value, answer.rows[0].n) == (value, 1)
    assert [(each.reason, each.count) for each in answer.excluded] == [("ends before it begins", 1)]


def test_a_quota_may_be_of_the_metric_by_its_title_as_plans_may(tmp_path: Path) -> None:
    targets = "\n".join((HEADER, ANNS.format(catalog()["new_business_revenue"].title)))
    answer = ask(
        reader_of(drawn(tmp_path, people=PEOPLE, opportunities=DEALS, targets=targets)), Question("quota_attainment")
    )
    assert (answer.rows[0].value, answer.excluded) == (0.8, ())


def test_without_a_roster_the_whole_of_a_quota_is_expected(tmp_path: Path) -> None:
    """Ann's only deal took the whole of January: that she was away in the rest of the quarter nobody said."""
    deals = DEALS.replace("2024-12-01 | 2025-02-01", "2025-01-01 | 2025-02-01")
    targets = "\n".join((HEADER, ANNS.format("new_business_revenue")))
    answer = ask(reader_of(drawn(tmp_path, opportunities=deals, targets=targets)), Question("quota_attainment"))
    assert answer.rows[0].value == 0.8


def test_of_a_yearly_quota_and_its_quarters_the_quarters_count(tmp_path: Path) -> None:
    """Bo's deal closed on 31 December 2024 lets the deals begin in 2024, before the first quarter does."""
    year = "new_business_revenue | 2025-01-01 | 2025-12-31 | 1000 | A"
    targets = "\n".join((HEADER, ANNS.format("new_business_revenue"), year))
    deals = f"{DEALS}    4 | B | Closed Won | 2025-12-01 | 2025-12-31 | 10\n"
    answer = ask(
        reader_of(drawn(tmp_path, people=PEOPLE, opportunities=deals, targets=targets)), Question("quota_attainment")
    )
    assert [(row.value, row.n) for row in answer.rows] == [(0.8, 1)]
    assert [(each.reason, each.count) for each in answer.excluded] == [("a longer plan, whose parts count", 1)]


def test_a_part_of_nothing_tells_nothing_of_the_longer_plan(tmp_path: Path) -> None:
    """Quarters of 0 are placeholders: the year stands."""
    year = "new_business_revenue | 2025-01-01 | 2025-12-31 | 1000 | A"
    nothing = "new_business_revenue | 2025-01-01 | 2025-03-31 | 0 | A"
    targets = "\n".join((HEADER, nothing, year))
    deals = f"{DEALS}    4 | B | Closed Won | 2025-12-01 | 2025-12-31 | 10\n"
    answer = ask(
        reader_of(drawn(tmp_path, people=PEOPLE, opportunities=deals, targets=targets)), Question("quota_attainment")
    )
    assert [(row.value, row.n) for row in answer.rows] == [(pytest.approx(0.08), 1)]
    assert [(each.reason, each.count) for each in answer.excluded] == [("no quota above zero", 1)]


def test_a_quota_that_begins_within_the_ramp_expects_what_is_left_of_it(tmp_path: Path) -> None:
    """Of 100 days of ramp, February has the 32nd to the 59th: 32 % to 59 % of a day, 45.5 % of the quota on average."""
    tables = {
        "people": "person_id | function | started_on\nA | sales | 2025-01-01",
        "opportunities": "opportunity_id | owner | stage | created_on | closed_on | amount\n"
        "1 | A | Closed Won | 2025-01-02 | 2025-02-10 | 91\n2 | A | Closed Won | 2025-01-02 | 2025-03-31 | 1\n"
        "3 | A | Closed Won | 2025-01-02 | 2025-01-15 | 1",
        "targets": "metric | period_start | period_end | value | person_id\n"
        "new_business_revenue | 2025-02-01 | 2025-02-28 | 100 | A",
    }
    (row,) = ask(reader_of(drawn(tmp_path, Settings(ramp_days=100), **tables)), Question("quota_attainment")).rows
    assert row.value == pytest.approx(2.0)


def test_won_deals_that_add_nothing_to_a_quota_are_counted_with_what_they_lack(tmp_path: Path) -> None:
    deals = """
        opportunity_id | owner | stage       | created_on | closed_on  | amount | kind | currency
        1              | A     | Closed Won  | 2024-12-01 | 2024-12-31 | 10     | new  | USD
        2              | A     | Closed Won  | 2025-01-01 | 2025-02-01 | 100    | new  | CHF
        3              | A     | Closed Won  | 2025-01-01 | 2025-02-01 | 100    |      | USD
        4              | A     | Closed Won  | 2025-01-01 | 2025-02-01 |        | new  | USD
        5              | A     | Closed Won  | 2025-01-01 | 2025-02-01 | 100    | old  | USD
        6              | A     | Closed Lost | 2025-01-01 | 2025-02-01 | 100    |      | CHF
        7              | B     | Closed Won  | 2025-01-01 | 2025-06-30 | 100    | new  | CHF
    """
    tables = {
        "people": PEOPLE,
        "opportunities": deals,
        "targets": "\n".join((HEADER, ANNS.format("new_business_revenue"))),
    }
    answer = ask(reader_of(drawn(tmp_path, **tables)), Question("quota_attainment"))
    assert answer.rows[0].value == 0
    assert (
        "Won deals of sellers with a quota that add nothing to it: 1 without a kind, 1 without an amount, 1 without an "
        "exchange rate for their currency on the day." in answer.notes
    )
