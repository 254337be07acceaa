"""Next quarter's export: rows update by key."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from metrics.errors import UserError
from metrics.store.snapshot import Snapshot
from metrics.store.update import TableUpdate
from metrics.store.workspace import Workspace
from tests.store.rows import rows_of, update


def publish(workspace: Workspace, *updates: TableUpdate) -> Snapshot:
    return workspace.publish(updates, action="Imported", who="Ada")


def test_a_row_replaces_the_stored_one_with_its_key_and_the_others_stay(workspace: Workspace, tmp_path: Path) -> None:
    columns = "opportunity_id stage amount"
    publish(workspace, update(tmp_path, "opportunities", columns, [("a", "Open", 1), ("b", "Open", 2)]))
    snapshot = publish(workspace, update(tmp_path, "opportunities", columns, [("b", "Won", 3), ("c", "Lost", 4)]))
    assert rows_of(snapshot, "opportunities", columns + " import_number line") == [
        ("a", "Open", Decimal(1), 1, 2),
        ("b", "Won", Decimal(3), 2, 2),
        ("c", "Lost", Decimal(4), 2, 3),
    ]
    change = workspace.history()[0].changes[0]
    assert (change.added, change.updated, change.closed) == (1, 1, 0)


def test_an_absent_column_never_blanks_a_stored_one(workspace: Workspace, tmp_path: Path) -> None:
    kept = {"kept_colour": "Colour"}
    full = update(tmp_path, "opportunities", "opportunity_id stage amount kept_colour", [("a", "Open", 1, "red")], kept)
    publish(workspace, full)
    snapshot = publish(
        workspace, update(tmp_path, "opportunities", "opportunity_id stage", [("a", "Won"), ("b", "Won")])
    )
    assert rows_of(snapshot, "opportunities", "opportunity_id stage amount kept_colour") == [
        ("a", "Won", Decimal(1), "red"),
        ("b", "Won", None, None),
    ]
    assert snapshot.tables["opportunities"].kept == kept


def test_an_empty_cell_of_a_column_that_is_there_does(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace, update(tmp_path, "opportunities", "opportunity_id stage owner", [("a", "Open", "Kim")]))
    snapshot = publish(
        workspace, update(tmp_path, "opportunities", "opportunity_id stage owner", [("a", "Open", None)])
    )
    assert rows_of(snapshot, "opportunities", "owner") == [(None,)]


def test_a_new_column_is_unknown_for_the_rows_that_came_without_it(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace, update(tmp_path, "products", "product_id", [("x",), ("y",)]))
    snapshot = publish(workspace, update(tmp_path, "products", "product_id list_price", [("y", 10), ("z", 20)]))
    assert rows_of(snapshot, "products", "product_id list_price") == [
        ("x", None),
        ("y", Decimal(10)),
        ("z", Decimal(20)),
    ]
    assert snapshot.tables["products"].columns == ("product_id", "list_price")


def test_an_empty_part_of_a_key_is_a_value_like_others(workspace: Workspace, tmp_path: Path) -> None:
    columns = "metric period_start period_end value team"
    start, end = date(2024, 1, 1), date(2024, 3, 31)
    first = [("win_rate", start, end, 0.2, None), ("win_rate", start, end, 0.3, "North")]
    publish(workspace, update(tmp_path, "targets", columns, first))
    snapshot = publish(workspace, update(tmp_path, "targets", columns, [("win_rate", start, end, 0.25, None)]))
    assert rows_of(snapshot, "targets", "team value") == [(None, 0.25), ("North", 0.3)]


def test_the_same_file_again_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    deals = update(tmp_path, "opportunities", "opportunity_id stage", [("a", "Open"), ("b", "Won")])
    first = publish(workspace, deals)
    second = publish(workspace, deals)
    assert second.tables["opportunities"].files == first.tables["opportunities"].files
    assert second.number == 2


def test_an_export_said_to_be_complete_removes_what_is_absent_and_lists_it_first(
    workspace: Workspace, tmp_path: Path
) -> None:
    publish(workspace, update(tmp_path, "opportunities", "opportunity_id stage", [("a", "Open"), ("b", "Open")]))
    complete = update(tmp_path, "opportunities", "opportunity_id stage", [("b", "Open")], complete=True)
    assert list(workspace.rows_to_close(complete)["opportunity_id"]) == ["a"]
    snapshot = publish(workspace, complete)
    assert rows_of(snapshot, "opportunities", "opportunity_id") == [("b",)]
    assert workspace.history()[0].changes[0].closed == 1
    assert rows_of(workspace.open(1), "opportunities", "opportunity_id") == [("a",), ("b",)]


def test_a_customer_absent_from_a_complete_export_ends_the_day_before_it(workspace: Workspace, tmp_path: Path) -> None:
    start, end, day = date(2023, 1, 1), date(2023, 9, 30), date(2024, 7, 1)
    columns = "customer_id started_on ended_on"
    publish(
        workspace, update(tmp_path, "customers", columns, [("a", start, None), ("b", start, end), ("c", start, None)])
    )
    complete = update(tmp_path, "customers", "customer_id started_on", [("c", start)], complete=True, snapshot_on=day)
    assert list(workspace.rows_to_close(complete)["customer_id"]) == ["a"]
    snapshot = publish(workspace, complete)
    assert rows_of(snapshot, "customers", "customer_id ended_on") == [
        ("a", date(2024, 6, 30)),
        ("b", end),
        ("c", None),
    ]


def test_a_customer_ends_even_where_no_file_had_an_end(workspace: Workspace, tmp_path: Path) -> None:
    start = date(2023, 1, 1)
    publish(workspace, update(tmp_path, "customers", "customer_id started_on", [("a", start), ("b", start)]))
    complete = update(
        tmp_path, "customers", "customer_id started_on", [("b", start)], complete=True, snapshot_on=date(2024, 1, 1)
    )
    assert len(workspace.rows_to_close(complete)) == 1
    snapshot = publish(workspace, complete)
    assert rows_of(snapshot, "customers", "customer_id ended_on") == [("a", date(2023, 12, 31)), ("b", None)]


def test_a_key_twice_in_one_file_is_refused_with_its_lines(workspace: Workspace, tmp_path: Path) -> None:
    twice = update(tmp_path, "products", "product_id name", [("x", "One"), ("y", "Two"), ("x", "Three")])
    with pytest.raises(UserError, match="product_id x stands on line 2 and again on line 4"):
        publish(workspace, twice)
    assert workspace.latest().number == 0


def test_several_updates_of_one_table_apply_in_order_as_one_version(workspace: Workspace, tmp_path: Path) -> None:
    first = update(tmp_path, "products", "product_id name", [("x", "One"), ("y", "Two")])
    second = update(tmp_path, "products", "product_id list_price", [("x", 5), ("z", 6)])
    snapshot = publish(workspace, first, second)
    assert snapshot.number == 1
    assert rows_of(snapshot, "products", "product_id name list_price") == [
        ("x", "One", Decimal(5)),
        ("y", "Two", None),
        ("z", None, Decimal(6)),
    ]
