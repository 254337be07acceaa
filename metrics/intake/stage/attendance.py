"""Attendance lists of meeting tools: who joined and left when becomes who attended which session.

Such a list holds one row per connection. A person's rejoins are merged as intervals; who was there for the workspace's
share of the session attended; hosts are left out. It says who came, never who was invited, unless it also lists the
registrations of people who stayed away.
"""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

import duckdb

from metrics.intake.confined_connection import connect, literal
from metrics.intake.model import ColumnFormat, Decision, TextTable
from metrics.intake.read.decode import NAMES
from metrics.intake.read.dialect import DELIMITER_NAMES
from metrics.intake.read.unpack import bare_name
from metrics.intake.recognize.cast import cast_expression
from metrics.intake.recognize.typed_sql import define_macros, value_sql
from metrics.intake.stage.row_faults import RowFault, RowFaults
from metrics.intake.stage.staging import Plan, Staged, files_of, rows_cut_off
from metrics.schema import contracts, same_word_key

VOCABULARY = Path(__file__).parents[2] / "schema" / "vocabulary" / "attendance.toml"
REMARK_BEHIND_NAME = r"\s*\((host|co-host|cohost|guest|me|organizer|external|unverified)[^)]*\)\s*$"
SERVES_AS = {"name": "person_id", "email": "person_id", "joined": "held_on", "left": "minutes", "session": "session_id"}

HOST = RowFault(None, None, "The row is the host's; hosts are left out.", "Nothing to do.", "sets the row aside")
NOBODY = RowFault(None, None, "The row names nobody.", "Fill in the name or e-mail address.", "sets the row aside")

_MEETINGS = """begun AS (
            SELECT *, joined > greatest(max(joined) OVER before, max(departed) OVER before)
                AND held_on <> max(held_on) OVER before AS begins
            FROM presences WINDOW before AS (
                PARTITION BY session_id ORDER BY joined, line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            )
        ), numbered AS (
            SELECT * REPLACE (CASE WHEN joined IS NOT NULL THEN count(*) FILTER (begins) OVER (
                PARTITION BY session_id ORDER BY joined, line
            ) END AS begins) FROM begun
        ), meetings AS (
            SELECT * EXCLUDE (begins), coalesce(begins, min(begins) OVER (PARTITION BY session_id, person_id), 0)
                AS meeting
            FROM numbered
        )"""
"""Numbers the meetings of a session id that recurs: one begins on a day after everybody had left on the day before.

Somebody who registered and never joined belongs to the first meeting.
"""


@dataclass(frozen=True, slots=True)
class AttendanceColumns:
    """Where an attendance list has what: positions by role (name, email, joined, left, attended, role, session)."""

    positions: Mapping[str, int]
    headers: Mapping[str, str]
    format: ColumnFormat

    @property
    def mapping(self) -> dict[str, str]:
        """Header → the column of `training` it serves."""
        return {header: SERVES_AS[role] for role, header in self.headers.items() if role in SERVES_AS}


@dataclass(frozen=True, slots=True)
class AttendanceSession:
    """What the lines above the table say about the session. `minutes` is its length."""

    session_id: str
    topic: str | None
    minutes: float | None
    host: str | None


def recognize_attendance(headers: Sequence[str]) -> AttendanceColumns | None:
    """The columns of an attendance list, None for other headers: it has a join time, a leave time and a person."""
    positions, headers_by_role = {}, {}
    for role, words in _words("headers").items():
        ranked = [
            (words.index(key), place) for place, header in enumerate(headers) if (key := same_word_key(header)) in words
        ]
        if ranked:
            positions[role] = min(ranked)[1]
            headers_by_role[role] = headers[positions[role]]
    if "joined" not in positions or "left" not in positions or not {"name", "email"} & positions.keys():
        return None
    return AttendanceColumns(positions, headers_by_role, ColumnFormat())


def read_session(table: TextTable) -> AttendanceSession:
    """The session from the lines above the table, else from the file's name."""
    preamble = _preamble(table)

    def find(role: str) -> str | None:
        return next((preamble[word] for word in _words("preamble")[role] if preamble.get(word)), None)

    minutes = find("minutes")
    length = float(minutes) if minutes and minutes.replace(".", "", 1).isdigit() else None
    topic = find("topic")
    return AttendanceSession(find("session") or topic or bare_name(table.source), topic, length, find("host"))


def stage_attendance(
    table: TextTable, columns: AttendanceColumns, extra: Plan, attended_share: float, scratch: Path
) -> tuple[Staged, tuple[str, ...]]:
    """The sessions people attended, as rows of `training`, and the names of the columns it brings.

    `extra` plans what every row gets besides: constants, and headers kept (the value of a person's first row).
    """
    session = read_session(table)
    final, offending = scratch / "rows.parquet", scratch / "problems.csv"
    with connect([*files_of(table), final, offending]) as connection:
        define_macros(connection)
        faults = RowFaults(connection)
        _presences(connection, table.relation, columns, session, extra)
        _mark(connection, faults, columns)
        names = _attendances(connection, columns, session, extra, attended_share)
        problems = faults.collect(table.source.name, table.relation)
        written = faults.write_offending(offending, table.headers, table.set_aside)
        stored = ", ".join(f'"{name}"' for name in (*names, *(kept.stored for kept in extra.kept)))
        rows = f"SELECT line, {stored} FROM attendances ORDER BY line"
        connection.execute(f"COPY ({rows}) TO {literal(str(final))} (FORMAT parquet, USE_TMP_FILE false)")
        used = table.rows - faults.rows_aside
    decision = _decision(session, attended_share)
    return Staged(final, table.rows + rows_cut_off(table), used, problems, (decision,), written), names


def _presences(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    columns: AttendanceColumns,
    session: AttendanceSession,
    extra: Plan,
) -> None:
    """One row per row of the list, with who, from when to when, and whether it is the host's."""

    def text(role: str) -> str:
        return f"c{columns.positions[role]}" if role in columns.positions else "NULL::VARCHAR"

    def moment(role: str) -> str:
        return cast_expression(text(role), "timestamp", columns.format, extra.time_zone)

    day = cast_expression(text("joined"), "date", columns.format, extra.time_zone)
    bare = f"regexp_replace({text('name')}, {literal(REMARK_BEHIND_NAME)}, '', 'i')"
    original = f"nullif(regexp_extract({bare}, '\\(([^()]+)\\)\\s*$', 1), '')"
    hosts = ", ".join(literal(word) for word in _words("words")["host"])
    absent = ", ".join(literal(word) for word in _words("words")["absent"])
    remark = f"word_key(regexp_extract({text('name')}, {literal(REMARK_BEHIND_NAME)}, 1, 'i'))"
    host = literal((session.host or "").casefold())
    kept = "".join(f', c{column.position} AS "{column.stored}"' for column in extra.kept)
    connection.execute(
        f"""CREATE TEMP TABLE presences AS
        SELECT line, coalesce(lower({text("email")}), trim(coalesce({original}, {bare}))) AS person_id,
               {day} AS held_on, {moment("joined")} AS joined, {moment("left")} AS departed,
               coalesce({text("session")}, {literal(session.session_id)}) AS session_id,
               coalesce(word_key({text("attended")}) IN ({absent}), false) AS stayed_away,
               coalesce({remark} IN ({hosts}) OR word_key({text("role")}) IN ({hosts})
                   OR lower({text("email")}) = {host} OR lower({bare}) = {host}, false) AS host{kept}
        FROM {relation}"""
    )


def _mark(connection: duckdb.DuckDBPyConnection, faults: RowFaults, columns: AttendanceColumns) -> None:
    """Sets aside hosts, rows without a person and rows whose times can't be read."""
    unreadable = RowFault(
        columns.headers["joined"], columns.positions["joined"], "Join or leave time is empty or can't be read.",
        "Correct the times in the export.", "sets the row aside",
    )  # fmt: skip
    faults.mark(HOST, "SELECT line FROM presences WHERE host")
    faults.mark(NOBODY, "SELECT line FROM presences WHERE NOT host AND person_id IS NULL")
    no_time = "joined IS NULL OR departed IS NULL OR held_on IS NULL"
    faults.mark(
        unreadable,
        f"SELECT line FROM presences WHERE NOT host AND person_id IS NOT NULL AND NOT stayed_away AND ({no_time})",
    )


def _attendances(
    connection: duckdb.DuckDBPyConnection,
    columns: AttendanceColumns,
    session: AttendanceSession,
    extra: Plan,
    share: float,
) -> tuple[str, ...]:
    """One row per person and session in the table `attendances`; returns the columns of `training` it brings."""
    registrations = "attended" in columns.positions
    constants = {planned.column.name: value_sql(planned, extra.time_zone) for planned in extra.columns}
    values = {
        "person_id": "person_id", "held_on": "coalesce(held_on, first_day)", "session_id": "session_id",
        "program_id": literal(session.topic) if session.topic else None, "invited": "true" if registrations else None,
        "attended": f"minutes >= {share} * session_minutes", "minutes": "minutes",
    } | constants  # fmt: skip
    order = contracts()["training"].columns
    names = tuple(name for name in order if values.get(name))
    length = "session_minutes" if session.minutes is None else str(session.minutes)
    kept = "".join(f', arg_min("{column.stored}", line) AS "{column.stored}"' for column in extra.kept)
    stored = "".join(f', "{column.stored}"' for column in extra.kept)
    brought = ", ".join(f'CAST({values[name]} AS {order[name].sql_type}) AS "{name}"' for name in names)
    connection.execute(
        f"""CREATE TEMP TABLE attendances AS
        WITH {_MEETINGS}, sessions AS (
            SELECT session_id, meeting, epoch(max(departed) - min(joined)) / 60 AS session_minutes,
                   min(held_on) AS first_day
            FROM meetings GROUP BY session_id, meeting
        ), counted AS (
            SELECT *, max(departed) OVER earlier AS there_until
            FROM meetings WHERE line NOT IN (SELECT line FROM aside)
            WINDOW earlier AS (
                PARTITION BY session_id, meeting, person_id ORDER BY joined, line
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            )
        ), people AS (
            SELECT min(line) AS line, person_id, session_id, meeting, min(held_on) AS held_on, coalesce(sum(greatest(
                epoch(departed) - epoch(greatest(joined, coalesce(there_until, joined))), 0)), 0) / 60 AS minutes{kept}
            FROM counted GROUP BY person_id, session_id, meeting
        ), known AS (
            SELECT people.*, {length} AS session_minutes, first_day
            FROM people JOIN sessions USING (session_id, meeting)
        )
        SELECT line, {brought}{stored} FROM known"""
    )
    return names


def _decision(session: AttendanceSession, share: float) -> Decision:
    length = f"{session.minutes:g} minutes long" if session.minutes else "from the first join to the last leave"
    return Decision(
        "attendance list", f"session {session.session_id}",
        f"join and leave times; rejoins are merged, and {share:.0%} of the session ({length}) counts as attended",
    )  # fmt: skip


def _preamble(table: TextTable) -> dict[str, str]:
    """What the lines above a text file's header say, by word: rows of names over values, or name and value in a row."""
    decided = {decision.subject: decision.value for decision in table.decisions}
    codec = next((codec for codec, name in NAMES.items() if name == decided.get("encoding")), "utf-8")
    delimiter = next((mark for mark, name in DELIMITER_NAMES.items() if name == decided.get("delimiter")), ",")
    with table.source.open(encoding=codec, errors="replace", newline="") as file:
        lines = [line for _, line in zip(range(table.header_line - 1), file, strict=False)]
    rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(row)]
    entries: dict[str, str] = {}
    nothing: list[str] = []
    for names, values in zip_longest(rows, rows[1:], fillvalue=nothing):
        pairs = zip(names, values, strict=False) if len(names) > 2 else [tuple(names)] if len(names) == 2 else []
        for name, value in pairs:
            entries.setdefault(same_word_key(name), value.strip())
    return entries


@cache
def _words(part: str) -> dict[str, list[str]]:
    document = tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))
    return {role: [same_word_key(word) for word in words] for role, words in document[part].items()}
