"""Who leads, sells and was hired when: asked on the day, so that what happens later never rewrites the past."""

from datetime import date
from pathlib import Path

import pytest

from metrics.query.answers import ask
from metrics.query.question import Question, Where
from metrics.schema.settings import Settings
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn
from tests.readers import reader_of


def sellers_by_quarter(snapshot: Snapshot) -> list[int]:
    return [row.n for row in ask(reader_of(snapshot), Question("content_access", grain="quarter")).rows]


ACCESSES = "person_id | accessed_at\nP2 | 2025-01-01 10:00:00\nP2 | 2025-09-30 10:00:00"


def test_a_seller_who_is_given_people_to_lead_sold_until_then(tmp_path: Path) -> None:
    """Ann's own spell says nothing of it: from July Bob's does. In the first quarter P3 isn't hired yet."""
    snapshot = drawn(
        tmp_path,
        people="""
            person_id | name | function | team | manager | valid_from | valid_to   | started_on
            P1        | Ann  | sales    | East |         | 2024-01-01 |            |
            P2        | Bob  | sales    | East |         | 2024-01-01 | 2025-07-01 |
            P2        | Bob  | sales    | East | Ann     | 2025-07-01 |            |
            P3        | Cy   | sales    | East |         | 2024-01-01 |            | 2025-04-01
        """,
        content_access=ACCESSES,
    )
    assert sellers_by_quarter(snapshot) == [2, 3, 2]


def test_a_seller_whose_people_left_sells_again(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        people="""
            person_id | name | function | team | manager | left_on
            P1        | Ann  | sales    | East |         |
            P2        | Bob  | sales    | East |         |
            P3        | Cy   | sales    | East | Ann     | 2025-06-30
        """,
        content_access=ACCESSES,
    )
    assert sellers_by_quarter(snapshot) == [2, 2, 2]
    by_person = ask(reader_of(snapshot), Question("content_access", grain="quarter", by=("person",))).rows
    sold = {
        label: {r.dimensions["person"] for r in by_person if r.period.label == label}
        for label in ("Q2 2025", "Q3 2025")
    }
    assert sold == {"Q2 2025": {"Bob", "Cy"}, "Q3 2025": {"Ann", "Bob"}}


def test_being_given_people_in_one_team_is_no_membership_of_the_next_one(tmp_path: Path) -> None:
    """A leads B from February and moves to South in May: in March A is in North and nowhere else."""
    snapshot = drawn(
        tmp_path,
        people="""
            person_id | name | function | team  | manager | valid_from | valid_to
            A         | Ann  | sales    | North |         | 2025-01-01 | 2025-05-01
            A         | Ann  | sales    | South |         | 2025-05-01 |
            B         | Bea  | sales    | North |         | 2025-01-01 | 2025-02-01
            B         | Bea  | sales    | North | A       | 2025-02-01 |
        """,
        opportunities="""
            opportunity_id | owner | stage      | closed_on  | amount
            1              | A     | Closed Won | 2025-03-10 | 100
            2              | A     | Closed Won | 2025-05-10 | 70
        """,
    )
    rows = ask(reader_of(snapshot), Question("new_business_revenue", by=("team",))).rows
    assert {row.dimensions["team"]: row.value for row in rows} == {"North": 100, "South": 70}


def test_a_manager_is_customer_facing_until_their_people_lead_others(tmp_path: Path) -> None:
    """Zed leads Ann, who leads Bob from July on: then Zed no longer stands in front of customers, but Ann does."""
    snapshot = drawn(
        tmp_path,
        people="""
            person_id | name | function | team | manager | valid_from | valid_to
            P0        | Zed  | sales    | East |         | 2024-01-01 |
            P1        | Ann  | sales    | East | Zed     | 2024-01-01 |
            P2        | Bob  | sales    | East |         | 2024-01-01 | 2025-07-01
            P2        | Bob  | sales    | East | Ann     | 2025-07-01 |
        """,
        training="person_id | held_on | attended\nP2 | 2025-01-01 | true\nP2 | 2025-09-30 | true",
    )
    rows = ask(reader_of(snapshot), Question("training_attendance", grain="quarter", by=("person",))).rows
    facing = {
        label: [r.dimensions["person"] for r in rows if r.period.label == label] for label in ("Q2 2025", "Q3 2025")
    }
    assert facing == {"Q2 2025": ["Ann", "Bob", "Zed"], "Q3 2025": ["Ann", "Bob"]}


def test_somebody_hired_again_is_onboarded_from_the_second_time(tmp_path: Path) -> None:
    """Ann's account was created some days after she came back; Bob's onboarding began before any hiring."""
    snapshot = drawn(
        tmp_path,
        people="""
            person_id | name | function | started_on | left_on    | valid_from | valid_to
            P1        | Ann  | sales    | 2023-01-01 | 2024-05-01 | 2023-01-01 | 2024-05-02
            P1        | Ann  | sales    | 2025-01-01 |            | 2025-01-01 |
            P2        | Bob  | sales    | 2023-01-11 |            | 2023-01-11 |
        """,
        onboarding="""
            person_id | started_on | completed_on
            P1        | 2025-01-05 | 2025-03-02
            P2        | 2023-01-01 | 2023-01-31
        """,
    )
    rows = ask(reader_of(snapshot), Question("onboarding_time", grain="year", by=("person",))).rows
    assert {(row.period.label, row.dimensions["person"]): row.value for row in rows} == {
        ("2025", "Ann"): 60,
        ("2023", "Bob"): 20,
    }
    assert ask(reader_of(snapshot), Question("onboarding_time")).rows[0].n == 2


def test_without_a_roster_an_onboarding_begins_where_it_says_and_not_with_the_first_deal(tmp_path: Path) -> None:
    """Ann had won deals long before; Bob is still on it, though his last deal closed in January."""
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage      | created_on | closed_on
            1              | Ann   | Closed Won | 2023-12-02 | 2025-04-30
            2              | Bob   | Closed Won | 2023-12-02 | 2025-01-20
        """,
        onboarding="""
            person_id | started_on | completed_on
            Ann       | 2025-01-01 | 2025-03-02
            Bob       | 2025-01-01 |
        """,
    )
    (row,) = ask(reader_of(snapshot), Question("onboarded_by_day_90", grain="year")).rows
    assert (row.period.label, row.value, row.n, row.components["completed"]) == ("2025", 0.5, 2, 1)


def test_the_day_a_spell_ends_is_no_day_of_it_even_where_the_person_leaves_on_it(tmp_path: Path) -> None:
    """A is there for the 59 days of January and February. With 1 March, on which the spell has ended, it were 60."""
    snapshot = drawn(
        tmp_path,
        Settings(data_through=date(2025, 3, 31)),
        people="""
            person_id | function | started_on | valid_from | valid_to   | left_on
            A         | sales    | 2024-01-01 | 2024-01-01 | 2025-03-01 | 2025-03-01
        """,
        customer_time="person_id | on_date | hours\nA | 2025-01-01 | 5\nB | 2025-03-31 | 5",
    )
    (row,) = ask(reader_of(snapshot), Question("customer_hours", date(2025, 1, 1), date(2025, 3, 31))).rows
    assert row.components["weeks"] == pytest.approx(59 / 7)


def test_a_team_that_is_called_like_those_without_one_is_a_team(tmp_path: Path) -> None:
    """Ann is in a team called “Not matched”, Bea in one called “No team”, Cy in none, and nobody knows Dan."""
    people = "person_id | function | team\nA | sales | Not matched\nB | sales | No team\nC | sales |"
    rows = "".join(f"\n{n} | {owner} | Closed Won | 2025-01-0{n} | 100" for n, owner in enumerate("ABCD", start=1))
    deals = f"opportunity_id | owner | stage | closed_on | amount{rows}"
    reader = reader_of(drawn(tmp_path, people=people, opportunities=deals))
    answer = ask(reader, Question("new_business_revenue", by=("team",)))
    assert [row.dimensions["team"] for row in answer.rows] == [
        "No team", "No team (unknown)", "Not matched", "Not matched (unknown)",
    ]  # fmt: skip
    assert [row.value for row in answer.rows] == [100] * 4
    for team in ("Not matched", "No team (unknown)"):
        only = ask(reader, Question("new_business_revenue", where=(Where("team", (team,)),)))
        assert [row.value for row in only.rows] == [100]
