"""How long newcomers take: who left is watched until then, and which of several hirings counts."""

from datetime import date
from pathlib import Path

from metrics.query.answers import ask
from metrics.query.question import Question
from metrics.schema.settings import Coverage, Settings
from tests.query.drawn import drawn
from tests.readers import reader_of

HALF_YEAR = (date(2025, 1, 1), date(2025, 6, 30))


def test_who_leaves_without_a_first_deal_is_watched_until_then(tmp_path: Path) -> None:
    """C left after 5 days: of the two still there A wins after 9 days, B after 40, and half have won from 9 to 40.
    Were C watched to the end, a third would have won by day 9 and the median were 40."""
    snapshot = drawn(
        tmp_path,
        Settings(coverage=(Coverage("opportunities", *HALF_YEAR),)),
        people="""
            person_id | function | started_on | left_on
            A         | sales    | 2025-01-01 |
            B         | sales    | 2025-01-01 |
            C         | sales    | 2025-01-01 | 2025-01-06
        """,
        opportunities="""
            opportunity_id | owner | stage      | closed_on
            1              | A     | Closed Won | 2025-01-10
            2              | B     | Closed Won | 2025-02-10
        """,
    )
    (row,) = ask(reader_of(snapshot), Question("time_to_first_won_deal", *HALF_YEAR)).rows
    assert (row.value, row.n) == (24.5, 3)


def test_an_onboarding_begins_on_the_day_of_hiring_where_one_of_several_spells_says_it(tmp_path: Path) -> None:
    """The older spell of A names no day. From the day the milestone was written down, it would be 19 days."""
    snapshot = drawn(
        tmp_path,
        Settings(data_through=HALF_YEAR[1]),
        people="""
            person_id | function | started_on | valid_from | valid_to
            A         | sales    |            | 2024-01-01 | 2025-01-01
            A         | sales    | 2025-03-10 | 2025-01-01 |
        """,
        onboarding="""
            person_id | milestone | started_on | completed_on
            A         | desk      | 2025-03-01 | 2025-03-20
        """,
    )
    (row,) = ask(reader_of(snapshot), Question("onboarding_time", *HALF_YEAR)).rows
    assert (row.value, row.n) == (10, 1)


def test_who_left_before_being_hired_is_left_out_and_not_watched_to_the_end(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        Settings(coverage=(Coverage("opportunities", *HALF_YEAR),)),
        people="""
            person_id | function | started_on | left_on
            A         | sales    | 2025-01-01 |
            B         | sales    | 2025-01-08 | 2025-01-05
        """,
        opportunities="opportunity_id | owner | stage | closed_on\n1 | A | Closed Won | 2025-01-10",
    )
    answer = ask(reader_of(snapshot), Question("time_to_first_won_deal", *HALF_YEAR))
    assert (answer.rows[0].value, answer.rows[0].n) == (9, 1)
    assert [(each.reason, each.count) for each in answer.excluded] == [("left before the day of hiring", 1)]


def test_newcomers_are_watched_where_not_a_single_deal_is_known_yet(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        Settings(data_through=HALF_YEAR[1], coverage=(Coverage("opportunities", *HALF_YEAR),)),
        people="person_id | function | started_on\nA | sales | 2025-01-01\nB | sales | 2025-01-08",
        opportunities="opportunity_id | owner | stage | closed_on",
    )
    answer = ask(reader_of(snapshot), Question("time_to_first_won_deal", *HALF_YEAR))
    assert [(row.value, row.n) for row in answer.rows] == [(None, 2)]
    assert answer.excluded == ()
