"""A roster without dates is a snapshot of one day: whose team, manager or role changed gets a new assignment.

The first snapshot speaks of all time before it. A later one never rewrites the past, and one that arrives late holds
until the next snapshot already known. Rosters are small enough to be walked person by person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import pyarrow as pa

from metrics.store.merge import Merge, Merged, refuse_repeated
from metrics.store.scan import identifiers
from metrics.store.table_layout import TableLayout

OF_THE_PERSON = ("name", "email", "started_on", "left_on")
"""What doesn't depend on the day: a correction holds for all assignments of a person."""

VALIDITY = ("valid_from", "valid_to")

BEGINNING = date.min
"""The day of a roster of which nobody said a day: before all others."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SnapshotDay:
    """The day a roster speaks of, among the days of the others. `tracked` are the columns whose change opens an
    assignment, `timeless` those it corrects for all assignments: also the ones no roster had before, which say nothing
    of a change. A roster of no said day (`undated`) speaks of all time."""

    day: date
    undated: bool
    others: tuple[date, ...]
    tracked: tuple[str, ...]
    timeless: tuple[str, ...]

    @property
    def is_first(self) -> bool:
        """Whether no earlier roster is known, so that this one speaks of all time before it."""
        return self.undated or (bool(self.others) and self.day <= self.others[0])

    @property
    def next_day(self) -> date | None:
        """The day of the next roster already known: from then on that one holds."""
        return None if self.undated else next((other for other in self.others if other > self.day), None)

    def covers(self, assignment: Row) -> bool:
        """Whether an assignment includes the day."""
        start, end = assignment["valid_from"], assignment["valid_to"]
        return (start is None or start <= self.day) and (end is None or end > self.day)


def merge_snapshot(merge: Merge) -> Merged:
    """The assignments after a roster of one day reached them. Raises UserError where a person comes twice in it."""
    layout = merge.layout.with_columns(VALIDITY)
    incoming = merge.incoming_rows(layout)
    refuse_repeated(merge, incoming, ("person_id",))
    snapshots = tuple(sorted({*merge.snapshots_on, merge.snapshot_on or BEGINNING}))
    if merge.stored is None:
        return Merged(
            layout, incoming, True, merge.number(f"SELECT count(*) FROM ({incoming})"), snapshots_on=snapshots
        )
    before = _rows(merge, _assignments(merge, layout))
    brought = {row["person_id"]: row for row in _rows(merge, incoming)}
    after, closed = _after(before, brought, _snapshot_day(merge), merge)
    schema = merge.connection.sql(incoming).limit(0).to_arrow_table().schema
    merge.connection.register("roster", pa.Table.from_pylist(after, schema=schema))
    return Merged(
        layout,
        f"SELECT {identifiers(layout.names)} FROM roster",
        only_new=False,
        added=max(len(after) - len(before), 0),
        updated=_number_changed(before, after),
        closed=closed,
        snapshots_on=snapshots,
    )


def absent_people(merge: Merge) -> str:
    """A SELECT of the assignments on the roster's day whose people are absent from it: a complete roster ends them."""
    layout = merge.layout.with_columns(VALIDITY)
    day = f"DATE '{merge.day}'"
    stored = _assignments(merge, layout)
    return (
        f"SELECT * FROM ({stored}) WHERE person_id NOT IN (SELECT person_id FROM {merge.incoming}) "
        f"AND coalesce(valid_from <= {day}, true) AND coalesce(valid_to > {day}, true)"
    )


def _assignments(merge: Merge, layout: TableLayout) -> str:
    """A SELECT of the stored assignments; where none has a last day, each ends where the person's next one begins."""
    stored = merge.stored_rows(layout)
    if "valid_to" in merge.stored_layout.columns:
        return stored
    following = "lead(valid_from) OVER (PARTITION BY person_id ORDER BY valid_from NULLS FIRST)"
    return f"SELECT * REPLACE ({following} AS valid_to) FROM ({stored})"


def _rows(merge: Merge, query: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = merge.connection.sql(query).to_arrow_table().to_pylist()
    return rows


def _snapshot_day(merge: Merge) -> SnapshotDay:
    apart = {"person_id", *OF_THE_PERSON, *VALIDITY}
    values = tuple(name for name in merge.brought.values if name != "person_id")
    tracked = tuple(name for name in values if name in merge.stored_layout.values and name not in apart)
    timeless = tuple(name for name in values if name not in tracked)
    return SnapshotDay(merge.day, merge.snapshot_on is None, merge.snapshots_on, tracked, timeless)


def _after(
    before: Sequence[Row], brought: Mapping[str, Row], snapshot: SnapshotDay, merge: Merge
) -> tuple[list[Row], int]:
    """All assignments after the roster, and how many it ended because their person is absent from a complete one."""
    after: list[Row] = []
    closed = 0
    in_order = sorted(before, key=lambda row: (row["person_id"], row["valid_from"] or date.min))
    for person, group in groupby(in_order, key=lambda row: row["person_id"]):
        assignments = list(group)
        row = brought.get(person)
        if row is not None:
            after += assignments_after(assignments, row, snapshot, set(merge.brought.names) | {"import_number"})
        elif merge.complete and any(snapshot.covers(assignment) for assignment in assignments):
            after += [kept for assignment in assignments if (kept := _ended(assignment, snapshot)) is not None]
            closed += 1
        else:
            after += assignments
    people_before = {row["person_id"] for row in before}
    after += [_first_assignment(row, snapshot) for person, row in brought.items() if person not in people_before]
    return after, closed


def _ended(assignment: Row, snapshot: SnapshotDay) -> Row | None:
    """An assignment as it is once its person is gone from `day` on; None if nothing is left of it."""
    if not snapshot.covers(assignment):
        return assignment
    return None if assignment["valid_from"] == snapshot.day else {**assignment, "valid_to": snapshot.day}


def _first_assignment(row: Row, snapshot: SnapshotDay) -> Row:
    """The assignment of somebody nobody knew: from when they started, if said, else from the day of the roster."""
    if snapshot.is_first:
        return row
    start = row.get("started_on")
    return {**row, "valid_from": min(start, snapshot.day) if start else snapshot.day}


def assignments_after(assignments: Sequence[Row], row: Row, snapshot: SnapshotDay, brought: set[str]) -> list[Row]:
    """One person's assignments after a roster said `row` of them. `brought` names the columns the roster has."""
    corrected: list[Row] = [
        {**assignment, **{name: row[name] for name in snapshot.timeless}} for assignment in assignments
    ]
    covering = next((assignment for assignment in corrected if snapshot.covers(assignment)), None)
    if covering is None:
        following = min(
            (s["valid_from"] for s in corrected if (s["valid_from"] or date.min) > snapshot.day), default=None
        )
        return [*corrected, {**row, "valid_from": snapshot.day, "valid_to": following}]
    if all(covering[name] == row[name] for name in snapshot.tracked):
        return corrected
    others = [assignment for assignment in corrected if assignment is not covering]
    return others + _split(covering, row, snapshot, brought)


def _split(covering: Row, row: Row, snapshot: SnapshotDay, brought: set[str]) -> list[Row]:
    """The assignment before the day, the one the roster opens, and what was known already of the days after."""
    end, resumes = covering["valid_to"], snapshot.next_day
    if resumes is not None and end is not None and end <= resumes:
        resumes = None
    all_time = snapshot.is_first and covering["valid_from"] is None
    start = None if all_time else snapshot.day
    brought_values = {name: value for name, value in row.items() if name in brought and name not in VALIDITY}
    parts: list[Row] = [{**covering, **brought_values, "valid_from": start, "valid_to": resumes or end}]
    if start != covering["valid_from"]:
        parts.insert(0, {**covering, "valid_to": start})
    if resumes is not None:
        parts.append({**covering, "valid_from": resumes})
    return parts


def _number_changed(before: Sequence[Row], after: Sequence[Row]) -> int:
    """How many assignments there were before that are no longer there as they were."""
    remaining = {tuple(row.values()) for row in after}
    return sum(tuple(row.values()) not in remaining for row in before)
