"""Contracts of one customer: which stored row an incoming one replaces, and which it stands beside."""

from datetime import date
from pathlib import Path

from metrics.store.snapshot import Snapshot
from metrics.store.update import TableUpdate
from metrics.store.workspace import Workspace
from tests.store.rows import rows_of, update

START, LATER, NEXT = date(2024, 1, 1), date(2024, 4, 1), date(2025, 1, 1)
DATED = "customer_id valid_from valid_to started_on annual_value"
NAMED = "customer_id contract_id started_on annual_value"


def publish(workspace: Workspace, *updates: TableUpdate) -> Snapshot:
    return workspace.publish(updates, action="Imported", who="Ada")


def test_a_contract_that_begins_later_doesnt_end_the_one_beside_it(workspace: Workspace, tmp_path: Path) -> None:
    rows = [("a", START, None, START, 100), ("a", LATER, None, LATER, 50), ("a", NEXT, None, START, 120)]
    snapshot = publish(workspace, update(tmp_path, "customers", DATED, rows))
    assert rows_of(snapshot, "customers", "valid_from valid_to") == [(START, NEXT), (LATER, None), (NEXT, None)]


def test_a_row_with_an_id_replaces_the_stored_one_without(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace, update(tmp_path, "customers", "customer_id started_on annual_value", [("a", START, 100)]))
    rows = [("a", "K1", START, 110), ("a", "K2", LATER, 50)]
    snapshot = publish(workspace, update(tmp_path, "customers", NAMED, rows))
    assert rows_of(snapshot, "customers", NAMED) == rows
    change = workspace.history()[0].changes[0]
    assert (change.added, change.updated) == (1, 1)


def test_an_id_that_is_all_a_row_brings_is_stored(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace, update(tmp_path, "customers", "customer_id started_on annual_value", [("a", START, 100)]))
    rows = [("a", "K1", START, 100), ("a", "K2", LATER, 50)]
    snapshot = publish(workspace, update(tmp_path, "customers", NAMED, rows))
    assert rows_of(snapshot, "customers", NAMED) == rows
    change = workspace.history()[0].changes[0]
    assert (change.added, change.updated) == (1, 1)


def test_a_file_without_ids_speaks_of_the_contract_of_its_day(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace, update(tmp_path, "customers", NAMED, [("a", "K1", START, 100), ("a", "K2", LATER, 50)]))
    file = update(tmp_path, "customers", "customer_id started_on annual_value", [("a", LATER, 60)])
    snapshot = publish(workspace, file)
    assert rows_of(snapshot, "customers", NAMED) == [("a", "K1", START, 100), ("a", "K2", LATER, 60)]


def test_an_empty_first_day_is_the_day_the_contract_began(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace, update(tmp_path, "customers", "customer_id started_on annual_value", [("a", START, 100)]))
    snapshot = publish(workspace, update(tmp_path, "customers", DATED, [("a", START, None, START, 110)]))
    assert rows_of(snapshot, "customers", "customer_id annual_value") == [("a", 110)]


def test_a_contract_absent_from_a_complete_export_ends_and_its_customer_stays(
    workspace: Workspace, tmp_path: Path
) -> None:
    publish(workspace, update(tmp_path, "customers", NAMED, [("a", "K1", START, 100), ("a", "K2", LATER, 50)]))
    complete = update(tmp_path, "customers", NAMED, [("a", "K1", START, 100)], complete=True, snapshot_on=NEXT)
    snapshot = publish(workspace, complete)
    assert rows_of(snapshot, "customers", "contract_id ended_on") == [("K1", None), ("K2", date(2024, 12, 31))]
