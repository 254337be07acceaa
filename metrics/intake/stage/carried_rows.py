"""Rows that a system carries along are set aside; people who are no longer there get the day they were last there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import duckdb

from metrics.formatting import format_date
from metrics.intake.recognize.carried_rows import CarriedRows, Leavers
from metrics.intake.recognize.cast import cast_expression
from metrics.intake.stage.row_faults import RowFault, RowFaults

CRM_ID_LENGTH = 18
IN_NO_PERIOD = date(1800, 1, 1)
"""The last day of somebody who is gone, and of whom no day is known on which they were there."""

STORED = "They are no longer active, and their last day isn't written:"
NEW = "They are no longer active, their last day isn't written, and no roster had them as active:"

WHAT_ROWS_ARE = {
    "deleted": "deleted in the system", "test": "a test", "template": "a template",
    "superseded": "a former version, which a later one stands for",
    "prospect": "no customer: a trial, a draft, or a contract that never began",
}  # fmt: skip
NOTHING_TO_DO = {
    "deleted": "Nothing to do. If it was imported before it was deleted, import a complete export to remove it.",
    "test": "Nothing to do.",
    "template": "Nothing to do.",
    "superseded": "Nothing to do.",
    "prospect": "Nothing to do.",
}


@dataclass(frozen=True, slots=True)
class StoredPeople:
    """Whom a workspace's roster has, person_id → last day (None: still there), and the last day it speaks of. `called`
    are their e-mail addresses and names, in small letters."""

    left_on: Mapping[str, date | None] = field(default_factory=dict)
    last_day: date | None = None
    called: frozenset[str] = frozenset()

    @property
    def ids(self) -> frozenset[str]:
        """The ids, those of a CRM in both of their forms."""
        return frozenset(self.left_on) | {person[:15] for person in self.left_on if len(person) == CRM_ID_LENGTH}


def mark_carried_rows(faults: RowFaults, relation: str, carried: Sequence[CarriedRows]) -> None:
    """Sets aside the rows that a column says to be deleted, tests or templates."""
    for rows in carried:
        fault = RowFault(
            rows.header, rows.position, f"The row is {WHAT_ROWS_ARE[rows.kind]}.", NOTHING_TO_DO[rows.kind],
            "sets the row aside",
        )  # fmt: skip
        lines = f"SELECT line FROM {relation} WHERE {rows.condition}"
        if faults.connection.execute(f"{lines} LIMIT 1").fetchall():
            faults.mark(fault, f"{lines} EXCEPT SELECT line FROM aside")


def settle_leavers(
    connection: duckdb.DuckDBPyConnection,
    faults: RowFaults,
    relation: str,
    leavers: Leavers,
    stored: StoredPeople,
    brings_ends: bool,
    time_zone: str,
) -> bool:
    """Gives people who are gone, without a day, a last day in the view `typed`; whether anybody is.

    It is the last day the stored roster has them on, for somebody it doesn't have the newest day the file has, else
    `IN_NO_PERIOD`. A file that `brings_ends` says of the others that they are there; else what is stored stays.
    """
    moments = [cast_expression(f"c{place}", "date", form, time_zone) for place, form in leavers.days.items()]
    past = ", ".join(f"CASE WHEN {day} <= current_date THEN {day} END" for day in moments)
    newest = f"greatest({past})" if len(moments) > 1 else past or "NULL::DATE"
    connection.execute(
        f"CREATE TEMP TABLE gone AS SELECT line, {newest} AS newest FROM {relation} WHERE {leavers.condition}"
    )
    if not connection.execute("FROM gone LIMIT 1").fetchall():
        return False
    _remember(connection, stored)
    last_day = f"DATE '{stored.last_day}'" if stored.last_day else "NULL::DATE"
    left_on = "typed.left_on" if brings_ends else "NULL::DATE"
    connection.execute(
        f"""CREATE TEMP TABLE leaving AS SELECT typed.line, {left_on} AS written, stored_people.left_on AS stored,
            CASE WHEN stored_people.person_id IS NOT NULL THEN {last_day} END AS last_there, gone.newest,
            gone.line IS NOT NULL AS is_gone
        FROM typed LEFT JOIN gone USING (line) LEFT JOIN stored_people USING (person_id)"""
    )
    _say(faults, leavers, stored, brings_ends)
    never, others = f"DATE '{IN_NO_PERIOD}'", "NULL" if brings_ends else f"nullif(stored, DATE '{IN_NO_PERIOD}')"
    ends = f"CASE WHEN is_gone THEN coalesce(stored, last_there, newest, {never}) ELSE {others} END"
    value = f"coalesce(written, {ends}) AS left_on"
    values = f"typed.* REPLACE ({value})" if brings_ends else f"typed.*, {value}"
    connection.execute(f"CREATE TEMP TABLE typed_with_ends AS SELECT {values} FROM typed JOIN leaving USING (line)")
    connection.execute("CREATE OR REPLACE TEMP VIEW typed AS SELECT * FROM typed_with_ends")
    return True


def _remember(connection: duckdb.DuckDBPyConnection, stored: StoredPeople) -> None:
    connection.execute(
        "CREATE TEMP TABLE stored_people AS SELECT unnest(?::VARCHAR[]) AS person_id, unnest(?::DATE[]) AS left_on",
        [list(stored.left_on), list(stored.left_on.values())],
    )


def _say(faults: RowFaults, leavers: Leavers, stored: StoredPeople, brings_ends: bool) -> None:
    """How many of those who are gone got which last day."""
    usable = "SELECT line FROM leaving WHERE line NOT IN (SELECT line FROM aside) AND"
    without = f"{usable} is_gone AND written IS NULL AND stored IS NULL"
    days = " or ".join(f"“{header}”" for header in leavers.day_headers)
    last_day = format_date(stored.last_day) if stored.last_day else ""
    stays = f"{usable} NOT is_gone AND {not brings_ends} AND written IS NULL"
    groups = (
        (f"{STORED} they left on {last_day}, when they were last stored as active.",
         f"{without} AND last_there IS NOT NULL"),
        (f"{NEW} they left on their newest day in the file ({days}).",
         f"{without} AND last_there IS NULL AND newest IS NOT NULL"),
        (f"{NEW} nothing says until when they were, and they count in no period.",
         f"{without} AND last_there IS NULL AND newest IS NULL"),
        ("They are active in this file and stored with a last day, which stays.",
         f"{stays} AND stored > DATE '{IN_NO_PERIOD}' AND stored < current_date"),
    )  # fmt: skip
    for sentence, lines in groups:
        if faults.connection.execute(f"{lines} LIMIT 1").fetchall():
            fix = "Bring a column with their last day (left_on) to have it exact."
            faults.mark(RowFault(leavers.header, leavers.position, sentence, fix, "worth a look"), lines)
