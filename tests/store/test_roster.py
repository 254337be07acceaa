"""Rosters: snapshots open spells where something changed, dated ones may not overlap."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from metrics.errors import UserError
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from tests.store.rows import rows_of, update

JANUARY, MARCH, JUNE = date(2024, 1, 1), date(2024, 3, 1), date(2024, 6, 1)
SPELLS = "person_id valid_from valid_to team"


class Roster:
    """A workspace whose only table is a roster."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.workspace, self.folder = workspace, folder

    def bring(self, columns: str, rows: list[Any], on: date | None = None, complete: bool = False) -> Snapshot:
        brought = update(self.folder, "people", columns, rows, snapshot_on=on, complete=complete)
        return self.workspace.publish([brought], action="Imported", who="Ada")


@pytest.fixture
def roster(workspace: Workspace, tmp_path: Path) -> Roster:
    return Roster(workspace, tmp_path)


def test_the_first_snapshot_speaks_of_all_time(roster: Roster) -> None:
    snapshot = roster.bring("person_id team", [("kim", "North")], on=JANUARY)
    assert rows_of(snapshot, "people", SPELLS) == [("kim", None, None, "North")]
    assert snapshot.tables["people"].snapshots_on == (JANUARY,)


def test_a_later_snapshot_opens_a_spell_where_the_team_changed(roster: Roster) -> None:
    roster.bring("person_id team", [("kim", "North"), ("lee", "North")], on=JANUARY)
    snapshot = roster.bring("person_id team", [("kim", "South"), ("lee", "North")], on=MARCH)
    assert rows_of(snapshot, "people", SPELLS) == [
        ("kim", None, MARCH, "North"),
        ("kim", MARCH, None, "South"),
        ("lee", None, None, "North"),
    ]


def test_a_snapshot_after_dated_rows_without_last_days_ends_only_the_last_of_each(roster: Roster) -> None:
    dated = [("kim", None, "North"), ("kim", JANUARY, "South"), ("kim", JUNE, "West"), ("lee", JANUARY, "South")]
    roster.bring("person_id valid_from team", dated)
    snapshot = roster.bring("person_id team", [("kim", "East"), ("lee", "South")], on=MARCH)
    assert rows_of(snapshot, "people", SPELLS) == [
        ("kim", None, JANUARY, "North"),
        ("kim", JANUARY, MARCH, "South"),
        ("kim", MARCH, JUNE, "East"),
        ("kim", JUNE, None, "West"),
        ("lee", JANUARY, None, "South"),
    ]


@pytest.mark.parametrize("column", ["team", "manager", "role", "function", "region", "segment"])
def test_every_place_in_the_company_can_open_a_spell(roster: Roster, column: str) -> None:
    roster.bring(f"person_id {column}", [("kim", "one")], on=JANUARY)
    snapshot = roster.bring(f"person_id {column}", [("kim", "two")], on=MARCH)
    assert rows_of(snapshot, "people", f"valid_from {column}") == [(None, "one"), (MARCH, "two")]


def test_what_belongs_to_the_person_is_corrected_for_all_time(roster: Roster) -> None:
    roster.bring("person_id name team left_on", [("kim", "Kim Lo", "North", None)], on=JANUARY)
    roster.bring("person_id name team left_on", [("kim", "Kim Lo", "South", None)], on=MARCH)
    snapshot = roster.bring("person_id name team left_on", [("kim", "Kim Low", "South", JUNE)], on=JUNE)
    assert rows_of(snapshot, "people", "team valid_to name left_on") == [
        ("North", MARCH, "Kim Low", JUNE),
        ("South", None, "Kim Low", JUNE),
    ]


def test_a_column_no_roster_had_before_says_nothing_of_a_change(roster: Roster) -> None:
    roster.bring("person_id team", [("kim", "North")], on=JANUARY)
    snapshot = roster.bring("person_id team region", [("kim", "North", "EMEA")], on=MARCH)
    assert rows_of(snapshot, "people", SPELLS + " region") == [("kim", None, None, "North", "EMEA")]


def test_a_column_the_later_roster_lacks_stays(roster: Roster) -> None:
    roster.bring("person_id team email", [("kim", "North", "kim@example.com")], on=JANUARY)
    snapshot = roster.bring("person_id team", [("kim", "South")], on=MARCH)
    assert rows_of(snapshot, "people", "team email") == [("North", "kim@example.com"), ("South", "kim@example.com")]


def test_somebody_new_belongs_to_the_team_from_their_start_or_the_day_of_the_roster(roster: Roster) -> None:
    roster.bring("person_id team started_on", [("kim", "North", None)], on=JANUARY)
    february = date(2024, 2, 1)
    rows = [("kim", "North", None), ("lee", "South", february), ("max", "South", None), ("noa", "South", JUNE)]
    snapshot = roster.bring("person_id team started_on", rows, on=MARCH)
    assert rows_of(snapshot, "people", "person_id valid_from valid_to") == [
        ("kim", None, None),
        ("lee", february, None),
        ("max", MARCH, None),
        ("noa", MARCH, None),
    ]


def test_two_rosters_of_one_day_are_one_snapshot(roster: Roster) -> None:
    roster.bring("person_id team", [("kim", "Nort")], on=JANUARY)
    snapshot = roster.bring("person_id team", [("kim", "North"), ("lee", "South")], on=JANUARY)
    assert rows_of(snapshot, "people", SPELLS) == [("kim", None, None, "North"), ("lee", None, None, "South")]


def test_a_correction_on_the_day_of_a_later_snapshot_opens_no_empty_spell(roster: Roster) -> None:
    roster.bring("person_id team", [("kim", "North")], on=JANUARY)
    roster.bring("person_id team", [("kim", "Suoth")], on=MARCH)
    snapshot = roster.bring("person_id team", [("kim", "South")], on=MARCH)
    assert rows_of(snapshot, "people", SPELLS) == [("kim", None, MARCH, "North"), ("kim", MARCH, None, "South")]


def test_a_snapshot_that_arrives_late_holds_until_the_next_one_known(roster: Roster) -> None:
    roster.bring("person_id team", [("kim", "North")], on=JANUARY)
    roster.bring("person_id team", [("kim", "North")], on=JUNE)
    snapshot = roster.bring("person_id team", [("kim", "South")], on=MARCH)
    assert rows_of(snapshot, "people", SPELLS) == [
        ("kim", None, MARCH, "North"),
        ("kim", MARCH, JUNE, "South"),
        ("kim", JUNE, None, "North"),
    ]


def test_an_older_snapshot_than_the_first_speaks_of_all_time_before_it(roster: Roster) -> None:
    roster.bring("person_id team", [("kim", "South")], on=JUNE)
    snapshot = roster.bring("person_id team", [("kim", "North"), ("lee", "North")], on=JANUARY)
    assert rows_of(snapshot, "people", SPELLS) == [
        ("kim", None, JUNE, "North"),
        ("kim", JUNE, None, "South"),
        ("lee", None, None, "North"),
    ]


def test_rosters_of_no_said_day_are_one_snapshot_of_all_time(roster: Roster) -> None:
    roster.bring("person_id team", [("kim", "Nort")])
    snapshot = roster.bring("person_id team", [("kim", "North"), ("lee", "South")])
    assert rows_of(snapshot, "people", SPELLS) == [("kim", None, None, "North"), ("lee", None, None, "South")]


def test_a_roster_of_a_day_never_rewrites_one_of_no_said_day(roster: Roster) -> None:
    roster.bring("person_id team", [("kim", "North")])
    roster.bring("person_id team", [("kim", "North")], on=JUNE)
    snapshot = roster.bring("person_id team", [("kim", "South")], on=MARCH)
    assert rows_of(snapshot, "people", SPELLS) == [
        ("kim", None, MARCH, "North"),
        ("kim", MARCH, JUNE, "South"),
        ("kim", JUNE, None, "North"),
    ]


def test_people_absent_from_a_complete_roster_leave_on_its_day(roster: Roster, tmp_path: Path) -> None:
    roster.bring("person_id team", [("kim", "North"), ("lee", "North")], on=JANUARY)
    complete = update(tmp_path, "people", "person_id team", [("lee", "North")], complete=True, snapshot_on=MARCH)
    assert list(roster.workspace.rows_to_close(complete)["person_id"]) == ["kim"]
    snapshot = roster.bring("person_id team", [("lee", "North")], on=MARCH, complete=True)
    assert rows_of(snapshot, "people", SPELLS) == [("kim", None, MARCH, "North"), ("lee", None, None, "North")]
    assert roster.workspace.history()[0].changes[0].closed == 1


def test_somebody_who_comes_back_gets_a_spell_of_their_own(roster: Roster) -> None:
    roster.bring("person_id team", [("kim", "North"), ("lee", "North")], on=JANUARY)
    roster.bring("person_id team", [("lee", "North")], on=MARCH, complete=True)
    snapshot = roster.bring("person_id team", [("kim", "North"), ("lee", "North")], on=JUNE)
    assert rows_of(snapshot, "people", SPELLS) == [
        ("kim", None, MARCH, "North"),
        ("kim", JUNE, None, "North"),
        ("lee", None, None, "North"),
    ]


def test_somebody_twice_in_a_snapshot_is_refused(roster: Roster) -> None:
    with pytest.raises(UserError, match="person_id kim stands on line 2 and again on line 3"):
        roster.bring("person_id team", [("kim", "North"), ("kim", "South")], on=JANUARY)


def test_an_open_spell_ends_where_the_next_begins(roster: Roster) -> None:
    roster.bring(SPELLS, [("kim", JANUARY, None, "North")])
    snapshot = roster.bring(SPELLS, [("kim", MARCH, None, "South")])
    assert rows_of(snapshot, "people", SPELLS) == [("kim", JANUARY, MARCH, "North"), ("kim", MARCH, None, "South")]


def test_spells_that_overlap_are_refused(roster: Roster) -> None:
    sentence = "kim has a spell from 2024-01-01 to 2024-06-01 and another from 2024-03-01"
    with pytest.raises(UserError, match=sentence):
        roster.bring(SPELLS, [("kim", JANUARY, JUNE, "North"), ("kim", MARCH, None, "South")])


def test_a_spell_that_ends_before_it_begins_is_refused(roster: Roster) -> None:
    with pytest.raises(UserError, match="ends on 2024-01-01, before it has begun"):
        roster.bring(SPELLS, [("kim", MARCH, JANUARY, "North")])


def test_a_complete_dated_roster_replaces_the_spells_of_the_people_it_names(roster: Roster) -> None:
    roster.bring(SPELLS, [("kim", JANUARY, JUNE, "North"), ("lee", JANUARY, None, "North")])
    snapshot = roster.bring(SPELLS, [("kim", MARCH, None, "North")], on=JUNE, complete=True)
    assert rows_of(snapshot, "people", SPELLS) == [("kim", MARCH, None, "North"), ("lee", JANUARY, JUNE, "North")]


def test_a_snapshot_continues_a_dated_roster(roster: Roster) -> None:
    roster.bring(SPELLS, [("kim", JANUARY, None, "North")])
    snapshot = roster.bring("person_id team", [("kim", "South"), ("lee", "South")], on=MARCH)
    assert rows_of(snapshot, "people", SPELLS) == [
        ("kim", JANUARY, MARCH, "North"),
        ("kim", MARCH, None, "South"),
        ("lee", MARCH, None, "South"),
    ]


def test_a_customer_file_without_dates_corrects_the_last_spell(workspace: Workspace, tmp_path: Path) -> None:
    columns = "customer_id valid_from valid_to started_on annual_value"
    dated = [("c", JANUARY, MARCH, JANUARY, 10), ("c", MARCH, None, JANUARY, 20)]
    workspace.publish([update(tmp_path, "customers", columns, dated)], action="Imported", who="Ada")
    undated = update(tmp_path, "customers", "customer_id started_on annual_value", [("c", JANUARY, 25)])
    snapshot = workspace.publish([undated], action="Imported", who="Ada")
    assert rows_of(snapshot, "customers", "valid_from valid_to annual_value") == [
        (JANUARY, MARCH, 10),
        (MARCH, None, 25),
    ]


def test_coverage_spells_belong_to_an_enabler_and_a_team(workspace: Workspace, tmp_path: Path) -> None:
    columns = "enabler team valid_from valid_to"
    rows = [("ada", "North", JANUARY, None), ("ada", "South", JANUARY, None), ("ben", "North", MARCH, None)]
    workspace.publish([update(tmp_path, "coverage", columns, rows)], action="Imported", who="Ada")
    complete = update(tmp_path, "coverage", columns, [("ada", "North", JANUARY, None)], complete=True, snapshot_on=JUNE)
    snapshot = workspace.publish([complete], action="Imported", who="Ada")
    assert rows_of(snapshot, "coverage", columns) == [
        ("ada", "North", JANUARY, None),
        ("ada", "South", JANUARY, JUNE),
        ("ben", "North", MARCH, JUNE),
    ]
