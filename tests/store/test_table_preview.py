"""What updates would do is told before they are published: the same rows that publishing then makes, and no others."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from metrics.errors import UserError
from metrics.schema.contract import contracts
from metrics.store.snapshot import Snapshot
from metrics.store.table_preview import TablePreview
from metrics.store.update import TableUpdate
from metrics.store.workspace import Workspace
from tests.store.rows import rows_of, update

JAN, FEB, MAR = date(2025, 1, 5), date(2025, 2, 5), date(2025, 3, 5)
DEALS = "opportunity_id stage owner created_on amount"
FIRST = [("a", "Open", "Ann", JAN, 10), ("b", "Open", "Ann", JAN, 20), ("c", "Open", "Bo", FEB, None)]


def publish(workspace: Workspace, *updates: TableUpdate) -> Snapshot:
    return workspace.publish(updates, action="Imported", who="Ada")


def values(snapshot: Snapshot, table: str) -> Counter[tuple[Any, ...]]:
    """The stored rows, without where they once stood."""
    if table not in snapshot.tables:
        return Counter()
    with duckdb.connect() as connection:
        relation = snapshot.tables[table].relation
        return Counter(connection.sql(f"SELECT * EXCLUDE (import_number, line) FROM {relation}").fetchall())


def foreseen(workspace: Workspace, *updates: TableUpdate) -> TablePreview:
    """The preview of updates to one table, held against what publishing them makes of it."""
    before = workspace.latest()
    (preview,) = workspace.preview(updates)
    assert workspace.latest().number == before.number
    after = publish(workspace, *updates)
    former, latter = values(before, preview.table), values(after, preview.table)
    assert preview.stored == former.total()
    assert preview.unchanged + preview.replaced + preview.added == latter.total()
    if former and latter and len(next(iter(former))) == len(next(iter(latter))):
        assert preview.unchanged == (former & latter).total()
    for column in preview.columns:
        assert all(cell.before != cell.after for cell in column.examples)
        assert len(column.examples) == min(column.rows, 3)
    return preview


def counts(preview: TablePreview) -> tuple[int, int, int, int, int, int]:
    return (
        preview.added, preview.replaced, preview.unchanged, preview.removed, preview.beside, preview.repeated,
    )  # fmt: skip


def columns(preview: TablePreview) -> dict[str, tuple[int, int]]:
    return {column.name: (column.rows, column.overwritten) for column in preview.columns}


def test_the_first_file_of_a_table_adds_all_its_rows(workspace: Workspace, tmp_path: Path) -> None:
    preview = foreseen(workspace, update(tmp_path, "opportunities", DEALS, FIRST))
    assert counts(preview) == (3, 0, 0, 0, 0, 0)
    assert [row["opportunity_id"] for row in preview.added_rows] == ["a", "b", "c"]


def test_changed_cells_are_counted_by_column_with_their_values(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace, update(tmp_path, "opportunities", DEALS, FIRST))
    later = [("a", "Won", "Ann", MAR, 10), ("b", "Open", "Ann", JAN, 20), ("c", "Won", "Bo", FEB, 5),
             ("d", "Open", "Cy", MAR, 1)]  # fmt: skip
    preview = foreseen(workspace, update(tmp_path, "opportunities", DEALS, later))
    assert counts(preview) == (1, 2, 1, 0, 0, 1)
    assert columns(preview) == {"stage": (2, 2), "created_on": (1, 1), "amount": (1, 0)}
    created = next(column for column in preview.columns if column.name == "created_on")
    assert [(dict(cell.row), cell.before, cell.after) for cell in created.examples] == [
        ({"opportunity_id": "a"}, JAN, MAR)
    ]
    assert preview.added_rows[0]["opportunity_id"] == "d"


def test_only_new_rows_leave_everything_stored_as_it_is(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace, update(tmp_path, "opportunities", DEALS, FIRST))
    later = [FIRST[1], ("d", "Open", "Cy", MAR, 1)]
    assert counts(foreseen(workspace, update(tmp_path, "opportunities", DEALS, later))) == (1, 0, 3, 0, 0, 1)
    assert counts(foreseen(workspace, update(tmp_path, "opportunities", DEALS, later))) == (0, 0, 4, 0, 0, 2)


def test_a_column_that_no_file_brought_before_fills_and_overwrites_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    publish(workspace, update(tmp_path, "opportunities", "opportunity_id stage", [("a", "Open"), ("b", "Open")]))
    more = update(tmp_path, "opportunities", "opportunity_id stage kept_x", [("a", "Open", "1")], {"kept_x": "Rating"})
    preview = foreseen(workspace, more)
    assert (columns(preview), preview.columns[0].header) == ({"kept_x": (1, 0)}, "Rating")


def test_a_complete_export_removes_and_ends(workspace: Workspace, tmp_path: Path) -> None:
    publish(
        workspace,
        update(tmp_path, "opportunities", DEALS, FIRST),
        update(tmp_path, "customers", "customer_id started_on", [("x", JAN), ("y", JAN)]),
    )
    preview = foreseen(workspace, update(tmp_path, "opportunities", DEALS, FIRST[:1], complete=True))
    assert counts(preview) == (0, 0, 1, 2, 0, 1)
    assert [row["opportunity_id"] for row in preview.removed_rows] == ["b", "c"]
    ends = update(tmp_path, "customers", "customer_id started_on", [("x", JAN)], complete=True, snapshot_on=MAR)
    assert columns(foreseen(workspace, ends)) == {"ended_on": (1, 0)}


SEATS = "person_id held_on session_id attended score"


def test_corrections_of_a_session_are_replaced_and_further_rows_stand_beside(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = [("a", JAN, "S1", False, None), ("b", JAN, "S1", True, 80.0)]
    publish(workspace, update(tmp_path, "training", SEATS, before))
    after = [("a", JAN, "S1", True, 60.0), ("b", JAN, "S1", True, 80.0), ("b", JAN, "S1", True, 90.0),
             ("c", JAN, "S1", True, None)]  # fmt: skip
    preview = foreseen(workspace, update(tmp_path, "training", SEATS, after))
    assert counts(preview) == (2, 1, 1, 0, 1, 1)
    assert columns(preview) == {"attended": (1, 1), "score": (1, 0)}
    assert preview.beside_rows[0]["score"] == 90.0
    assert dict(preview.columns[0].examples[0].row) == {"person_id": "a", "held_on": JAN}


HOURS = "person_id on_date kind hours"


def test_rows_of_a_person_and_day_are_asked_about_then_replaced_or_beside(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace, update(tmp_path, "customer_time", HOURS, [("a", JAN, "visit", 2.0), ("b", JAN, "visit", 2.0)]))
    later = update(tmp_path, "customer_time", HOURS, [("a", JAN, "visit", 3.0), ("b", JAN, "visit", 2.0)])
    with pytest.raises(UserError, match="--same-day replace"):
        workspace.preview([later])
    (replaced,) = workspace.preview([replace(later, same_day="replace")])
    assert (counts(replaced), columns(replaced)) == ((0, 1, 1, 0, 0, 1), {"hours": (1, 1)})
    beside = foreseen(workspace, replace(later, same_day="add"))
    assert counts(beside) == (1, 0, 2, 0, 1, 1)
    assert beside.beside_rows == ({"person_id": "a", "on_date": JAN, "hours": 3.0, "kind": "visit"},)


def test_activities_only_grow_and_a_file_read_anew_removes_what_it_no_longer_has(
    workspace: Workspace, tmp_path: Path
) -> None:
    calls = "person_id on_date kind"
    publish(workspace, update(tmp_path, "activities", calls, [("a", JAN, "call"), ("b", JAN, "call")]))
    twice = update(tmp_path, "activities", calls, [("a", JAN, "call"), ("a", JAN, "call")])
    assert counts(foreseen(workspace, twice)) == (1, 0, 2, 0, 0, 1)
    anew = replace(update(tmp_path, "activities", calls, [("a", JAN, "call")]), imported_before=(1,))
    assert counts(foreseen(workspace, anew)) == (0, 0, 2, 1, 0, 1)


def test_rows_without_a_key_that_get_a_further_column_are_the_same_rows(workspace: Workspace, tmp_path: Path) -> None:
    calls = [("a", JAN, "call"), ("a", JAN, "call"), ("b", JAN, "call")]
    publish(workspace, update(tmp_path, "activities", "person_id on_date kind", calls))
    further = [("a", JAN, "call", "L1"), ("a", JAN, "call", "L2"), ("c", JAN, "call", "L3")]
    preview = foreseen(workspace, update(tmp_path, "activities", "person_id on_date kind lead_id", further))
    assert counts(preview) == (1, 2, 1, 0, 0, 0)
    assert columns(preview) == {"lead_id": (2, 0)}


TERMS = "customer_id contract_id started_on annual_value"


def test_a_contract_that_gets_its_id_is_replaced_not_added(workspace: Workspace, tmp_path: Path) -> None:
    publish(
        workspace, update(tmp_path, "customers", "customer_id started_on annual_value", [("x", JAN, 1), ("y", FEB, 2)])
    )
    preview = foreseen(workspace, update(tmp_path, "customers", TERMS, [("x", "C1", JAN, 1), ("x", "C2", MAR, 5)]))
    assert counts(preview) == (1, 1, 1, 0, 0, 0)
    assert columns(preview) == {"contract_id": (1, 0)}


def test_a_contract_with_an_id_never_becomes_another_one(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace, update(tmp_path, "customers", TERMS, [("x", "C1", JAN, 1), ("y", "C3", JAN, 1)]))
    anew = update(tmp_path, "customers", TERMS, [("x", "C2", JAN, 1), ("y", "C3", JAN, 1)])
    preview = foreseen(workspace, replace(anew, imported_before=(1,)))
    assert (counts(preview), preview.columns) == ((1, 0, 1, 1, 0, 1), ())


PEOPLE = "person_id name team"


def test_a_roster_of_a_later_day_opens_assignments_and_ends_others(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace, update(tmp_path, "people", PEOPLE, [("a", "Ann", "East"), ("b", "Bo", "East")]))
    later = [("a", "Anne", "West"), ("b", "Bo", "East"), ("c", "Cy", "West")]
    preview = foreseen(workspace, update(tmp_path, "people", PEOPLE, later, snapshot_on=MAR))
    assert counts(preview) == (2, 1, 1, 0, 0, 1)
    assert columns(preview) == {"name": (1, 1), "valid_to": (1, 0)}


def test_stages_entered_are_added_once(workspace: Workspace, tmp_path: Path) -> None:
    entries = "opportunity_id stage entered_on"
    moments = [("a", "Open", datetime(2025, 1, 5, 9)), ("a", "Won", datetime(2025, 2, 5, 9))]
    publish(workspace, update(tmp_path, "stage_history", entries, moments[:1]))
    assert counts(foreseen(workspace, update(tmp_path, "stage_history", entries, moments))) == (1, 0, 1, 0, 0, 1)


def test_several_files_of_a_table_are_previewed_one_after_the_other(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace, update(tmp_path, "opportunities", DEALS, FIRST))
    first = update(tmp_path, "opportunities", DEALS, [("a", "Won", "Ann", JAN, 10), ("d", "Open", "Cy", MAR, 1)])
    second = update(tmp_path, "opportunities", DEALS, [("d", "Won", "Cy", MAR, 2), ("e", "Open", "Cy", MAR, 3)])
    preview = foreseen(workspace, first, second)
    assert counts(preview) == (2, 1, 2, 0, 0, 1)
    assert preview.brought == 4
    assert columns(preview) == {"stage": (1, 1)}
    assert rows_of(workspace.latest(), "opportunities", "amount")


def test_several_first_files_of_a_table_add_their_rows(workspace: Workspace, tmp_path: Path) -> None:
    halves = [update(tmp_path, "opportunities", DEALS, half) for half in (FIRST[:2], FIRST[1:])]
    assert counts(foreseen(workspace, *halves)) == (3, 0, 0, 0, 0, 1)


def test_an_owner_who_closed_the_deal_stays_and_the_transfer_is_what_changes(
    workspace: Workspace, tmp_path: Path
) -> None:
    publish(workspace, update(tmp_path, "opportunities", DEALS, [("a", "Closed Won", "Ann", JAN, 1)]))
    preview = foreseen(workspace, update(tmp_path, "opportunities", DEALS, [("a", "Closed Won", "Bo", JAN, 1)]))
    assert columns(preview) == {"kept__owner_now": (1, 0)}


COLUMNS: dict[str, dict[str, tuple[Any, ...]]] = {
    "opportunities": {
        "opportunity_id": tuple("abcdef"), "stage": ("Open", "Closed Won"), "owner": ("A", "B", None),
        "created_on": (None, JAN, FEB), "amount": (1, 2, None),
    },
    "customers": {
        "customer_id": tuple("abc"), "started_on": (JAN, FEB), "contract_id": (None, "K1", "K2"),
        "valid_from": (None, JAN, MAR), "annual_value": (1, 2, None),
    },
    "people": {"person_id": tuple("abcd"), "name": ("X", "Y"), "team": ("E", "W"), "valid_from": (None, JAN, FEB)},
    "training": {
        "person_id": ("a", "b"), "held_on": (JAN, FEB), "session_id": ("S1", None), "attended": (True, False),
        "score": (1.0, 2.0, None),
    },
    "activities": {"person_id": ("a", "b"), "on_date": (JAN, FEB), "kind": ("v", "w"), "lead_id": ("l", None)},
}  # fmt: skip


def drawn(folder: Path, table: str, random: Random) -> TableUpdate:
    """Rows of a table with some of its optional columns, each key once."""
    cells, contract = COLUMNS[table], contracts()[table]
    optional = [name for name in cells if name not in contract.required]
    names = [*contract.required, *random.sample(optional, random.randint(0, len(optional)))]
    names = [name for name in names if name in cells]
    rows = {}
    for number in range(random.randint(1, 6)):
        row = {name: random.choice(cells[name]) for name in names}
        rows[tuple(row[name] for name in contract.key if name in row) or number] = tuple(row.values())
    brought = update(folder, table, " ".join(names), list(rows.values()), snapshot_on=random.choice((None, FEB, MAR)))
    once_more = (1,) if random.random() < 0.2 else ()
    return replace(
        brought,
        complete=random.random() < 0.2,
        same_day=random.choice(("replace", "add")),
        imported_before=once_more,
    )


@pytest.mark.parametrize("table", COLUMNS)
@pytest.mark.parametrize("seed", range(3))
def test_what_is_foreseen_is_what_publishing_makes(workspace: Workspace, tmp_path: Path, table: str, seed: int) -> None:
    random = Random(f"{table} {seed}")
    for _ in range(4):
        updates = [drawn(tmp_path, table, random) for _ in range(random.choice((1, 1, 2)))]
        try:
            workspace.preview(updates)
        except UserError as refused:
            with pytest.raises(UserError, match=re.escape(str(refused))):
                publish(workspace, *updates)
        else:
            foreseen(workspace, *updates)
