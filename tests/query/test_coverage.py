"""Which days the data speaks of: lists speak until they were exported, mistyped years and the future cover nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from metrics.query.answers import ask, data_through
from metrics.query.question import Question
from metrics.schema.settings import Coverage, Settings
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from tests.query.drawn import drawn
from tests.readers import reader_of
from tests.store.rows import update

CUSTOMERS = [(f"c{number}", date(2024, 1, 1), date(2025, 5, 15) if number == 1 else None) for number in range(1, 5)]
DEALS = "opportunity_id stage owner created_on closed_on"
LAST_DEAL = date(2025, 12, 31)


def customers_then_deals(folder: Path) -> Workspace:
    """A list of customers imported in May, then deals to the end of the year."""
    workspace = Workspace(folder / "workspace")
    listed = update(folder, "customers", "customer_id started_on ended_on", CUSTOMERS)
    workspace.publish([listed], action="Imported", who="Ada")
    workspace.publish([update(folder, "opportunities", DEALS, deals())], action="Imported", who="Ada")
    return workspace


def deals() -> list[tuple[object, ...]]:
    first = date(2025, 1, 1)
    return [("1", "Closed Won", "A", first, first), ("2", "Closed Won", "A", first, LAST_DEAL)]


def churn(snapshot: Snapshot, as_of: date | None = None) -> list[tuple[float | None, bool]]:
    """By quarter of 2025."""
    days = (date(2025, 1, 1), date(2025, 12, 31))
    answer = ask(reader_of(snapshot), Question("churn_rate", *days, grain="quarter", as_of=as_of))
    return [(row.value, row.period.complete) for row in answer.rows]


def test_a_list_of_customers_says_nothing_of_the_days_after_its_export(tmp_path: Path) -> None:
    snapshot = customers_then_deals(tmp_path).latest()
    assert churn(snapshot) == [(0, True), (0.25, False), (None, False), (None, False)]


def test_importing_the_list_again_covers_the_days_since_though_nothing_changed(tmp_path: Path) -> None:
    workspace = customers_then_deals(tmp_path)
    again = update(tmp_path, "customers", "customer_id started_on ended_on", CUSTOMERS)
    snapshot = workspace.publish([again], action="Imported", who="Ada")
    assert churn(snapshot) == [(0, True), (0.25, True), (0, True), (0, True)]
    assert churn(workspace.undo("Ada"))[2] == (None, False)


def test_what_people_say_about_a_lists_days_wins(tmp_path: Path) -> None:
    settings = Settings(coverage=(Coverage("customers", last_day=date(2025, 9, 30)),))
    snapshot = customers_then_deals(tmp_path).publish([], action="Set", who="Ada", settings=settings)
    assert churn(snapshot)[1:] == [(0.25, True), (0, True), (None, False)]


def test_people_still_on_it_are_watched_until_their_list_ends(tmp_path: Path) -> None:
    """Two are done after 10 and 50 days; three were on it for 20 days when the list was exported, not for a year."""
    workspace = Workspace(tmp_path / "workspace")
    begun = date(2025, 1, 1)
    rows = [("p1", begun, date(2025, 1, 11)), ("p2", begun, date(2025, 2, 20))]
    rows += [(f"p{number}", date(2025, 1, 31), None) for number in (3, 4, 5)]  # type: ignore[list-item]
    listed = update(tmp_path, "onboarding", "person_id started_on completed_on", rows)
    workspace.publish([listed], action="Imported", who="Ada")
    workspace.publish([update(tmp_path, "opportunities", DEALS, deals())], action="Imported", who="Ada")
    (row,) = ask(reader_of(workspace.latest()), Question("onboarding_time")).rows
    assert (row.value, row.n) == (50, 5)


def test_a_mistyped_year_of_closing_covers_no_years(tmp_path: Path) -> None:
    """Deal 0 closed in 2015, before it was created, and deal 3 was created after it closed."""
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage      | created_on | closed_on  | amount
            0              | A     | Closed Won | 2025-01-02 | 2015-01-31 | 100
            1              | A     | Closed Won | 2025-01-02 | 2025-01-31 | 100
            2              | A     | Closed Won | 2025-01-02 | 2025-12-31 | 100
            3              | A     | Closed Won | 2028-01-02 | 2025-12-31 | 100
        """,
    )
    assert data_through(reader_of(snapshot)) == date(2025, 12, 31)
    assert [
        row.period.label for row in ask(reader_of(snapshot), Question("new_business_revenue", grain="year")).rows
    ] == ["2025"]


def test_an_as_of_day_in_the_future_completes_nothing(tmp_path: Path) -> None:
    text = "opportunity_id | stage | closed_on\n1 | Closed Won | 2025-01-01\n2 | Closed Lost | 2025-02-10"
    snapshot = drawn(tmp_path, opportunities=text)
    question = Question("win_rate", date(2025, 1, 1), date(2025, 6, 30), grain="quarter", as_of=date(2027, 12, 31))
    answer = ask(reader_of(snapshot), question)
    assert answer.data_through == date(2025, 2, 10)
    assert [(row.value, row.period.complete) for row in answer.rows] == [(0.5, False), (None, False)]


ROSTER = "person_id | name | function\nA | Ann | sales\nB | Bob | sales"


@pytest.mark.parametrize(
    ("held", "complete"),
    [
        ((date(2025, 2, 20), date(2025, 3, 6), date(2025, 3, 28)), True),  # three quiet days, after two of weeks
        (tuple(date(2025, 2, 28) + timedelta(days=number) for number in range(29)), False),  # never quiet for two days
        ((date(2025, 2, 10), date(2025, 3, 14)), False),  # more than a week is no matter of course
    ],
)
def test_a_table_may_be_quiet_at_its_end_as_it_has_been_before(
    tmp_path: Path, held: tuple[date, ...], complete: bool
) -> None:
    """Training is held until some day of March, deals close until the 31st."""
    snapshot = drawn(
        tmp_path,
        people=ROSTER,
        training="person_id | held_on | attended\n" + "\n".join(f"A | {day} | true" for day in held),
        opportunities="opportunity_id | stage | closed_on\n1 | Closed Won | 2025-01-01\n2 | Closed Won | 2025-03-31",
    )
    (march,) = ask(
        reader_of(snapshot), Question("training_attendance", date(2025, 3, 1), date(2025, 3, 31), grain="month")
    ).rows
    assert (march.value, march.period.complete) == (0.5, complete)


@pytest.mark.parametrize(
    ("zone", "moment", "local"),
    [
        ("Asia/Tokyo", "2025-03-31 23:30:00", date(2025, 4, 1)),
        ("America/New_York", "2025-04-02 03:00:00", date(2025, 4, 1)),
    ],
)
def test_the_last_day_is_the_workspaces_own_on_either_side_of_greenwich(
    tmp_path: Path, zone: str, moment: str, local: date
) -> None:
    accesses = f"person_id | accessed_at\nA | 2025-03-10 12:00:00\nB | {moment}"
    snapshot = drawn(tmp_path, Settings(time_zone=zone), people=ROSTER, content_access=accesses)
    assert data_through(reader_of(snapshot)) == local
    rows = ask(reader_of(snapshot), Question("content_access", grain="month")).rows
    assert [(row.period.label, row.value) for row in rows] == [("Mar 2025", 0.5), ("Apr 2025", 0.5)]


def test_accesses_of_one_day_in_greenwich_may_be_the_first_and_the_last_of_two_local_days(tmp_path: Path) -> None:
    """In New York the 2nd of April begins at four in the morning of Greenwich."""
    accesses = "person_id | accessed_at\nA | 2025-04-02 03:00:00\nA | 2025-04-02 09:00:00\nB | 2025-04-02 12:00:00"
    snapshot = drawn(tmp_path, Settings(time_zone="America/New_York"), people=ROSTER, content_access=accesses)
    (row,) = ask(reader_of(snapshot), Question("content_access")).rows
    assert (row.period.start, row.period.end) == (date(2025, 4, 1), date(2025, 4, 2))


def test_an_upload_early_in_the_morning_of_the_east_is_of_its_own_day(tmp_path: Path) -> None:
    """It is the 2nd in Tokyo while Greenwich still has the 1st."""
    text = "person_id | accessed_at\nA | 2025-03-31 12:00:00\nB | 2025-04-01 15:30:00"
    snapshot = drawn(tmp_path, Settings(time_zone="Asia/Tokyo"), people=ROSTER, content_access=text)
    early = replace(snapshot, published_at=datetime(2025, 4, 1, 16, tzinfo=UTC))
    assert data_through(reader_of(early)) == date(2025, 4, 2)
