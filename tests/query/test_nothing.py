"""Periods without a fact and facts without a person: nothing is made up, and nothing gets lost."""

from datetime import date
from pathlib import Path

from metrics.query.answers import ask
from metrics.query.question import Question, Where
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn
from tests.readers import reader_of


def deals(folder: Path) -> Snapshot:
    """Two of Ann's, and one that doesn't say whose it is."""
    return drawn(
        folder,
        people="person_id | name | function\nA | Ann | sales",
        opportunities="""
            opportunity_id | owner | stage       | created_on | closed_on  | amount
            1              | A     | Closed Won  | 2025-01-01 | 2025-01-01 | 10
            2              | A     | Closed Lost | 2025-01-01 | 2025-03-31 | 20
            3              |       | Closed Won  | 2025-01-01 | 2025-03-31 | 40
        """,
    )


def test_of_a_month_without_a_fact_every_row_lies_outside(tmp_path: Path) -> None:
    answer = ask(reader_of(deals(tmp_path)), Question("win_rate", date(2025, 2, 1), date(2025, 2, 28)))
    (row,) = answer.rows
    assert (row.value, row.n, dict(row.components)) == (None, 0, {"won": 0, "decided": 0})
    assert [(left.reason, left.count) for left in answer.excluded] == [("outside the days asked for", 3)]


def test_a_filter_leaves_out_nothing_of_a_month_without_a_fact(tmp_path: Path) -> None:
    asked = Question("win_rate", date(2025, 2, 1), date(2025, 2, 28), where=(Where("person", ("Ann",)),))
    left_out = ask(reader_of(deals(tmp_path)), asked).excluded
    assert [(left.reason, left.count) for left in left_out] == [("outside the days asked for", 3)]


def test_a_deal_of_nobody_stays_when_people_are_asked_for(tmp_path: Path) -> None:
    rows = ask(reader_of(deals(tmp_path)), Question("win_rate", by=("person",))).rows
    assert {row.dimensions["person"]: row.n for row in rows} == {"Ann": 2, "Not matched": 1}
    assert {row.reason for row in rows} == {"Only one seller: an interval needs at least two."}


def test_all_others_are_as_many_as_are_not_of_the_group(tmp_path: Path) -> None:
    rows = ask(reader_of(deals(tmp_path)), Question("win_rate", by=("person",), compare=("company",))).rows
    others = {row.dimensions["person"]: row.compared["company"] for row in rows}
    assert {name: (other.value, other.n) for name, other in others.items()} == {"Ann": (1, 1), "Not matched": (0.5, 2)}


def test_beside_those_who_did_everything_there_are_no_others(tmp_path: Path) -> None:
    """Each of the two won deals, on the same number of days, is taken from the whole once."""
    snapshot = drawn(
        tmp_path,
        people="person_id | name | function\nA | Ann | sales\nB | Bob | sales",
        opportunities="""
            opportunity_id | owner | stage       | created_on | closed_on
            1              | A     | Closed Won  | 2025-01-01 | 2025-01-11
            2              | A     | Closed Won  | 2025-01-01 | 2025-01-21
            3              | B     | Closed Lost | 2025-01-01 | 2025-01-31
        """,
    )
    (row,) = ask(reader_of(snapshot), Question("deal_velocity", by=("person",), compare=("company",))).rows
    others = row.compared["company"]
    assert (row.dimensions["person"], row.value, row.n) == ("Ann", 15, 2)
    assert (others.value, others.n) == (None, 0)


def test_of_a_cohort_that_is_open_altogether_none_is_decided(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage       | created_on | closed_on
            1              | A     | Closed Won  | 2025-01-01 | 2025-01-11
            2              | A     | Closed Lost | 2025-01-01 | 2025-01-01
            3              | B     | Discovery   | 2025-01-02 |
        """,
    )
    rows = ask(reader_of(snapshot), Question("win_rate_by_cohort", by=("person",))).rows
    (row,) = (row for row in rows if row.dimensions["person"] == "B")
    assert (row.value, row.beside) == (None, 1)
    assert dict(row.components) == {"won": 0, "decided": 0, "still_open": 1, "cohort": 1}
