"""Tables without a key keep, per identical row, the larger of stored and incoming multiplicity."""

import tempfile
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.store.workspace import Workspace
from tests.examples import examples
from tests.store.rows import rows_of, update

COLUMNS = "person_id on_date hours kind"
DAY = date(2024, 5, 6)
HOURS = st.tuples(
    st.sampled_from(["a", "b"]),
    st.just(DAY),
    st.sampled_from([1.0, 2.0]),
    st.sampled_from(["call", None]),
)


@examples(0.2)
@given(st.lists(st.lists(HOURS, max_size=8), min_size=1, max_size=3))
def test_the_larger_multiplicity_is_kept(
    tmp_path: Path, files: list[list[tuple[str, date, float, str | None]]]
) -> None:
    workspace = Workspace(Path(tempfile.mkdtemp(dir=tmp_path)))
    expected: Counter[tuple[object, ...]] = Counter()
    for rows in files:
        brought = replace(update(tmp_path, "customer_time", COLUMNS, rows), same_day="add")
        snapshot = workspace.publish([brought], action="Imported", who="Ada")
        expected |= Counter(rows)
        assert Counter(rows_of(snapshot, "customer_time", COLUMNS)) == expected


def test_importing_a_file_again_changes_nothing_and_two_equal_meetings_stay_two(
    workspace: Workspace, tmp_path: Path
) -> None:
    meetings = update(tmp_path, "customer_time", COLUMNS, [("a", DAY, 1.0, None), ("a", DAY, 1.0, None)])
    first = workspace.publish([meetings], action="Imported", who="Ada")
    second = workspace.publish([meetings], action="Imported", who="Ada")
    assert first.tables["customer_time"].rows == 2
    assert second.tables["customer_time"].files == first.tables["customer_time"].files


def test_only_new_rows_are_written_when_a_later_export_repeats_the_earlier(
    workspace: Workspace, tmp_path: Path
) -> None:
    rows = [("a", DAY, float(hours), "call") for hours in range(1, 4)]
    first = workspace.publish([update(tmp_path, "customer_time", COLUMNS, rows)], action="Imported", who="Ada")
    later = workspace.publish(
        [update(tmp_path, "customer_time", COLUMNS, [*rows, ("b", DAY, 1.0, "call")])], action="Imported", who="Ada"
    )
    assert set(first.tables["customer_time"].files) < set(later.tables["customer_time"].files)
    assert workspace.history()[0].changes[0].added == 1
    assert later.tables["customer_time"].rows == 4


def test_a_file_with_fewer_columns_adds_nothing_that_is_there(workspace: Workspace, tmp_path: Path) -> None:
    rows = [("a", DAY, 1.0, "call"), ("a", DAY, 1.0, "visit")]
    workspace.publish([update(tmp_path, "customer_time", COLUMNS, rows)], action="Imported", who="Ada")
    narrow = update(tmp_path, "customer_time", "person_id on_date hours", [("a", DAY, 1.0)] * 3)
    snapshot = workspace.publish([narrow], action="Imported", who="Ada")
    kinds = Counter(kind for (kind,) in rows_of(snapshot, "customer_time", "kind"))
    assert kinds == {"call": 1, "visit": 1, None: 1}


def test_a_file_with_more_columns_fills_them_in(workspace: Workspace, tmp_path: Path) -> None:
    moment = datetime(2024, 5, 6, 12)
    narrow = update(
        tmp_path, "content_access", "person_id accessed_at content_id", [("a", moment, "x"), ("b", moment, "x")]
    )
    wide = update(
        tmp_path, "content_access", "person_id accessed_at action", [("a", moment, "view"), ("a", moment, "use")]
    )
    workspace.publish([narrow], action="Imported", who="Ada")
    snapshot = workspace.publish([wide], action="Imported", who="Ada")
    assert rows_of(snapshot, "content_access", "person_id content_id action") == [
        ("a", None, "use"),
        ("a", "x", "view"),
        ("b", "x", None),
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_rows_never_matters(workspace: Workspace, tmp_path: Path, order: int) -> None:
    rows = [("a", DAY, float(hours % 3), "call") for hours in range(20)]
    workspace.publish([update(tmp_path, "customer_time", COLUMNS, rows)], action="Imported", who="Ada")
    again = update(tmp_path, "customer_time", COLUMNS, rows[::order] + rows[:2])
    snapshot = workspace.publish([again], action="Imported", who="Ada")
    assert Counter(rows_of(snapshot, "customer_time", COLUMNS)) == Counter(rows + rows[:2])


def test_a_complete_export_removes_rows_it_lacks_and_lists_them_first(workspace: Workspace, tmp_path: Path) -> None:
    rows = [("a", DAY, 1.0, "call"), ("a", DAY, 1.0, "call"), ("a", DAY, 2.0, "call"), ("b", DAY, 1.0, "call")]
    workspace.publish([update(tmp_path, "customer_time", COLUMNS, rows)], action="Imported", who="Ada")
    narrow = [("a", DAY, 1.0), ("b", DAY, 1.0), ("c", DAY, 1.0)]
    complete = update(tmp_path, "customer_time", "person_id on_date hours", narrow, complete=True)
    assert sorted(workspace.rows_to_close(complete)["hours"]) == [1.0, 2.0]
    snapshot = workspace.publish([complete], action="Imported", who="Ada")
    assert rows_of(snapshot, "customer_time", "person_id hours kind") == [
        ("a", 1.0, "call"),
        ("b", 1.0, "call"),
        ("c", 1.0, None),
    ]
    change = workspace.history()[0].changes[0]
    assert (change.added, change.updated, change.closed) == (1, 0, 2)
    again = workspace.publish([complete], action="Imported", who="Ada")
    assert again.tables["customer_time"].files == snapshot.tables["customer_time"].files


def test_nothing_is_closed_where_nothing_is_stored(workspace: Workspace, tmp_path: Path) -> None:
    complete = update(tmp_path, "customer_time", "person_id on_date hours", [("a", DAY, 1.0)], complete=True)
    assert workspace.rows_to_close(complete).empty
    roster = update(tmp_path, "people", "person_id team", [("kim", "North")], complete=True)
    assert workspace.rows_to_close(roster).empty
    deals = update(tmp_path, "opportunities", "opportunity_id stage", [("a", "Open")], complete=True)
    assert workspace.rows_to_close(deals).empty
