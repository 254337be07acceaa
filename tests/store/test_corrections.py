"""Corrected rows of tables without a key: by session of themselves, by day once somebody says so, others never."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from metrics.errors import UserError
from metrics.store.snapshot import Snapshot
from metrics.store.update import TableUpdate
from metrics.store.workspace import Workspace
from tests.store.rows import rows_of, update

MAY, JUNE = date(2025, 5, 5), date(2025, 6, 6)
SEATS = "person_id held_on session_id attended score"
HOURS = "person_id on_date kind hours"


def publish(workspace: Workspace, *updates: TableUpdate) -> Snapshot:
    return workspace.publish(updates, action="Imported", who="Ada")


def test_a_row_of_a_session_with_other_values_takes_the_place_of_the_stored_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = [("a", MAY, "S1", False, None), ("b", MAY, "S1", True, 80.0), ("a", JUNE, "S2", True, None)]
    publish(workspace, update(tmp_path, "training", SEATS, before))
    after = [("a", MAY, "S1", True, 60.0), ("b", MAY, "S1", True, 80.0), ("c", MAY, "S1", True, None)]
    snapshot = publish(workspace, update(tmp_path, "training", SEATS, after))
    assert sorted(rows_of(snapshot, "training", SEATS), key=str) == sorted([*after, before[2]], key=str)
    change = workspace.history()[0].changes[0]
    assert (change.added, change.updated, change.closed) == (1, 1, 0)


def test_a_corrected_row_keeps_what_its_file_has_no_column_for(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace, update(tmp_path, "training", SEATS, [("a", MAY, "S1", False, 70.0)]))
    fewer = update(tmp_path, "training", "person_id held_on session_id attended", [("a", MAY, "S1", True)])
    assert rows_of(publish(workspace, fewer), "training", SEATS) == [("a", MAY, "S1", True, 70.0)]


def test_more_rows_stored_than_the_file_brings_are_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace, update(tmp_path, "training", SEATS, [("a", MAY, "S1", True, 1.0), ("a", MAY, "S1", True, 2.0)]))
    with pytest.raises(UserError, match="--same-day replace"):
        publish(workspace, update(tmp_path, "training", SEATS, [("a", MAY, "S1", True, 3.0)]))
    assert workspace.latest().number == 1


@pytest.mark.parametrize(("answer", "hours"), [("replace", [1.0, 2.0, 3.0, 4.0]), ("add", [1.0, 2.0, 2.0, 3.0, 4.0])])
def test_without_a_session_the_day_is_asked_about(
    workspace: Workspace, tmp_path: Path, answer: Any, hours: list[float]
) -> None:
    stored = [("a", MAY, "visit", 2.0), ("a", MAY, "call", 1.0), ("b", MAY, "visit", 2.0)]
    publish(workspace, update(tmp_path, "customer_time", HOURS, stored))
    later = [("a", MAY, "visit", 3.0), ("a", MAY, "call", 1.0), ("a", JUNE, "visit", 4.0)]
    with pytest.raises(UserError, match=r"1 row of the file \(first in line 2\)"):
        publish(workspace, update(tmp_path, "customer_time", HOURS, later))
    snapshot = publish(workspace, replace(update(tmp_path, "customer_time", HOURS, later), same_day=answer))
    assert sorted(row[0] for row in rows_of(snapshot, "customer_time", "hours")) == hours


@pytest.mark.parametrize("table", ["activities", "content_access"])
def test_activities_and_accesses_are_never_replaced(workspace: Workspace, tmp_path: Path, table: str) -> None:
    columns = {
        "activities": "person_id on_date kind lead_id",
        "content_access": "person_id accessed_at action content_id",
    }
    moment = MAY if table == "activities" else datetime(2025, 5, 5, 9)
    publish(workspace, update(tmp_path, table, columns[table], [("a", moment, "view", "1")]))
    snapshot = publish(workspace, update(tmp_path, table, columns[table], [("a", moment, "view", "2")]))
    assert len(rows_of(snapshot, table, "person_id")) == 2


def test_a_file_read_anew_replaces_the_rows_it_brought_and_no_others(workspace: Workspace, tmp_path: Path) -> None:
    calls, deals = "person_id on_date kind", "opportunity_id stage"
    publish(
        workspace,
        update(tmp_path, "activities", calls, [("a", MAY, "call"), ("b", MAY, "call")]),
        update(tmp_path, "opportunities", deals, [("1", "Open"), ("2", "Open")]),
    )
    publish(workspace, update(tmp_path, "activities", calls, [("c", MAY, "call")]))
    publish(
        workspace,
        replace(update(tmp_path, "activities", calls, [("a", MAY, "call")]), imported_before=(1,)),
        replace(update(tmp_path, "opportunities", deals, [("01", "Open"), ("2", "Open")]), imported_before=(1,)),
    )
    snapshot = workspace.latest()
    assert sorted(rows_of(snapshot, "activities", "person_id")) == [("a",), ("c",)]
    assert sorted(rows_of(snapshot, "opportunities", "opportunity_id")) == [("01",), ("2",)]


def test_a_years_plan_and_its_first_quarters_are_both_kept(workspace: Workspace, tmp_path: Path) -> None:
    columns, first = "metric period_start period_end value", date(2025, 1, 1)
    plans = [("win_rate", first, date(2025, 3, 31), 0.4), ("win_rate", first, date(2025, 12, 31), 0.5)]
    snapshot = publish(workspace, update(tmp_path, "targets", columns, plans))
    assert rows_of(snapshot, "targets", columns) == plans
