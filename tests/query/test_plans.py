"""What is planned is held against the days the data covers; rates never add up."""

from datetime import date
from pathlib import Path

import pytest

from metrics.query.answers import ask
from metrics.query.question import ComparedValue, Question, Where
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn
from tests.readers import reader_of

DEALS = """
    opportunity_id | owner | stage       | created_on | closed_on  | amount
    1              | A     | Closed Won  | 2025-02-15 | 2025-03-01 | 300
    2              | A     | Closed Lost | 2025-02-15 | 2025-06-15 | 300
"""
NINE_HUNDRED = "new_business_revenue | {} | {} | 900"
QUARTERS = [("2025-01-01", "2025-03-31"), ("2025-04-01", "2025-06-30"), ("2025-07-01", "2025-09-30")]


def planned(tmp_path: Path, *targets: str) -> Snapshot:
    header = "metric | period_start | period_end | value"
    return drawn(tmp_path, opportunities=DEALS, targets="\n".join((header, *targets)))


def test_a_plan_is_held_to_the_days_covered_at_both_ends(tmp_path: Path) -> None:
    """The data begins on 1 March (31 days of the first quarter's 90) and ends on 15 June (76 of the second's 91)."""
    snapshot = planned(tmp_path, *(NINE_HUNDRED.format(*quarter) for quarter in QUARTERS))
    asked = Question("new_business_revenue", date(2025, 1, 1), date(2025, 9, 30), grain="quarter", compare=("plan",))
    plans = [row.compared["plan"] for row in ask(reader_of(snapshot), asked).rows]
    assert [plan.value for plan in plans] == pytest.approx([310, 900 * 76 / 91, 900])
    assert plans[0].change == pytest.approx(-10)
    assert plans[0].reason == "The plan is pro-rated by day to the 31 days covered."
    assert plans[2].change is None
    assert "nothing is known" in str(plans[2].reason)


def plan_of(snapshot: Snapshot, metric: str) -> ComparedValue:
    asked = Question(metric, date(2025, 3, 1), date(2025, 6, 15), compare=("plan",))
    return ask(reader_of(snapshot), asked).rows[0].compared["plan"]


@pytest.mark.parametrize(("other", "value"), [("0.45", None), ("0.4", 0.4)])
def test_two_plans_of_a_rate_for_the_same_days_never_add_up(tmp_path: Path, other: str, value: float | None) -> None:
    days = "2025-01-01 | 2025-06-30"
    plan = plan_of(planned(tmp_path, f"win_rate | {days} | 0.4", f"Win rate | {days} | {other}"), "win_rate")
    assert plan.value == value
    assert ("contradict each other" in str(plan.reason)) == (value is None)


def test_two_plans_of_money_for_the_same_days_add_up(tmp_path: Path) -> None:
    days = "2025-03-01 | 2025-06-15"
    lines = (f"new_business_revenue | {days} | 400", f"New-business revenue | {days} | 100")
    assert plan_of(planned(tmp_path, *lines), "new_business_revenue") == ComparedValue(500, -200)


def test_by_a_team_and_where_that_team_give_the_same_plan(tmp_path: Path) -> None:
    people = "person_id | function | team\nA | sales | East\nB | sales | West"
    targets = (
        "metric | period_start | period_end | value | team\nnew_business_revenue | 2025-01-01 | 2025-12-31 | 730 | East"
    )
    reader = reader_of(drawn(tmp_path, people=people, opportunities=DEALS, targets=targets))
    days, east = (date(2025, 3, 1), date(2025, 6, 15)), (Where("team", ("East",)),)
    asked = [
        Question("new_business_revenue", *days, by=by, where=where, compare=("plan",))
        for by, where in (
            (("team",), ()),
            ((), east),
            (("team",), east),
            (("team",), (Where("team", ("East", "West")),)),
        )
    ]
    plans = [
        [row.compared["plan"].value for row in ask(reader, each).rows if row.dimensions.get("team", "East") == "East"]
        for each in asked
    ]
    assert plans == [[pytest.approx(2 * 107)]] * 4
