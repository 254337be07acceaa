"""Attendance lists of meeting tools: who joined and left when becomes who attended which session.

Such a list holds one row per connection, one per person with the time in all, or one per joining and leaving. A
person's rejoins are merged as intervals; who was there for the workspace's share of the session attended; hosts, time
in the waiting room and denied registrations are left out. It says who came, never who was invited, unless it also lists
the registrations of people who stayed away.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from metrics.intake.choices import DateOrder
from metrics.intake.confined_connection import connect, literal
from metrics.intake.model import ColumnFormat, Decision, TextTable, WordUse
from metrics.intake.recognize.cast import cast_expression
from metrics.intake.recognize.header_words import attendance_words
from metrics.intake.recognize.typed_sql import define_macros, value_sql
from metrics.intake.stage.attendance_list import AttendanceColumns, AttendanceSession, minutes_sql, read_session
from metrics.intake.stage.attendance_names import PeopleByName, read_participants, signed_in_as
from metrics.intake.stage.row_faults import RowFault, RowFaults
from metrics.intake.stage.staging import Plan, Staged, files_of, rows_cut_off
from metrics.intake.stage.unknown_words import words_at
from metrics.schema import HOST as HOST_MEANING
from metrics.schema import contracts, same_word_key

HOST = RowFault(None, None, "The row is the host's; hosts are left out.", "Nothing to do.", "sets the row aside")
NOBODY = RowFault(None, None, "The row names nobody.", "Fill in the name or e-mail address.", "sets the row aside")
WAITING = RowFault(
    None, None, "The row is time in the waiting room, which is no attendance.", "Nothing to do.", "sets the row aside"
)
DENIED = RowFault(
    None, None, "The registration was denied or cancelled: nobody was invited.", "Nothing to do.", "sets the row aside"
)

_ZONE = re.compile(r"(?<=[0-9AaPpMm.]) +(?![AaPp]\.?[Mm]\.?$)[A-Z]{3,5}$")
"""The name of a zone behind a session's start, whose day is the one written."""

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


class AttendanceQuestionError(Exception):
    """Something about a list has to be asked first: which day it is about, or who a guest is."""

    def __init__(self, kind: Literal["day", "same person"], subject: str, reason: str, answer: str) -> None:
        """`reason` says what is open, `answer` how to say it on the command line."""
        super().__init__(reason)
        self.kind, self.subject, self.reason, self.answer = kind, subject, reason, answer


@dataclass(frozen=True, slots=True)
class AttendanceRules:
    """What counts: the share of a session that counts as attended, the people known, whether guests are the signed-in
    people of their name (None: nobody said), and the keys of words taught for hosts."""

    share: float
    roster: PeopleByName
    same_person: bool | None = None
    hosts: frozenset[str] = frozenset()


def stage_attendance(
    table: TextTable, columns: AttendanceColumns, extra: Plan, rules: AttendanceRules, scratch: Path
) -> tuple[Staged, tuple[str, ...]]:
    """The sessions people attended, as rows of `training`, and the names of the columns it brings.

    `extra` plans what every row gets besides: constants, and headers kept (the value of a person's first row). Raises
    AttendanceQuestionError where the day isn't said, or who a guest is.
    """
    session = read_session(table)
    final, offending = scratch / "rows.parquet", scratch / "problems.csv"
    with connect([*files_of(table), final, offending]) as connection:
        define_macros(connection)
        faults = RowFaults(connection)
        _participants(connection, table.relation, columns, rules)
        _presences(connection, table.relation, columns, session, extra, rules.hosts)
        unknown = _unknown_roles(connection, table.relation, columns, rules.hosts)
        _mark(connection, faults, columns)
        _join_guests(connection, rules)
        names = _attendances(connection, columns, session, extra, rules.share)
        problems = faults.collect(table.source.name, table.relation)
        written = faults.write_offending(offending, table.headers, table.set_aside)
        stored = ", ".join(f'"{name}"' for name in (*names, *(kept.stored for kept in extra.kept)))
        rows = f"SELECT line, {stored} FROM attendances ORDER BY line"
        connection.execute(f"COPY ({rows}) TO {literal(str(final))} (FORMAT parquet, USE_TMP_FILE false)")
        used = table.rows - faults.rows_aside
    decision = _decision(columns, session, rules.share)
    read = table.rows + rows_cut_off(table)
    return Staged(final, read, used, problems, (decision,), written, unknown=unknown), names


def _participants(
    connection: duckdb.DuckDBPyConnection, relation: str, columns: AttendanceColumns, rules: AttendanceRules
) -> None:
    """The table `participants`: what each name of the list says (`text`, `name`, `is_host`)."""
    connection.execute("CREATE TEMP TABLE participants (text VARCHAR, name VARCHAR, is_host BOOLEAN)")
    name = columns.name_text
    if name is None:
        return
    texts = connection.execute(f"SELECT DISTINCT {name} FROM {relation} WHERE {name} IS NOT NULL ORDER BY 1").fetchall()
    read = read_participants([text for (text,) in texts], rules.roster, rules.hosts)
    parts = [list(read), [each.name for each in read.values()], [each.is_host for each in read.values()]]
    connection.execute("INSERT INTO participants SELECT unnest(?), unnest(?::VARCHAR[]), unnest(?::BOOLEAN[])", parts)


def _presences(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    columns: AttendanceColumns,
    session: AttendanceSession,
    extra: Plan,
    hosts: frozenset[str],
) -> None:
    """One row per row of the list, with who, from when to when, and whether it is the host's."""

    def text(role: str) -> str:
        return f"c{columns.positions[role]}" if role in columns.positions else "NULL::VARCHAR"

    def says(role: str, meaning: str) -> str:
        words = ", ".join(map(literal, sorted(attendance_words(meaning) | (hosts if meaning == "host" else set()))))
        return f"coalesce(word_key({text(role)}) IN ({words}), false)"

    said_hosts = ", ".join([*map(literal, session.hosts), *(f"lower(c{place})" for place in columns.hosts)]) or "NULL"
    kept = "".join(f', c{column.position} AS "{column.stored}"' for column in extra.kept)
    connection.execute(
        f"""CREATE TEMP TABLE listed AS
        SELECT line, lower({text("email")}) AS email, name, coalesce(lower({text("email")}), name) AS person_id,
               {_times(columns, session, extra, text)},
               coalesce({text("session")}, {literal(session.session_id)}) AS session_id,
               {minutes_sql(text("total"))} AS total, {says("action", "went")} AS went,
               {says("action", "came")} AS came, {says("attended", "absent")} AS stayed_away,
               {says("waiting", "present")} AS waiting, {says("approval", "denied")} AS denied,
               coalesce(is_host OR {says("role", "host")} OR lower({text("email")}) IN ({said_hosts})
                   OR lower(name) IN ({said_hosts}), false) AS host{kept}
        FROM {relation} LEFT JOIN participants ON participants.text = {columns.name_text or "NULL"}"""
    )
    connection.execute(
        f"CREATE TEMP TABLE presences AS {_from_actions() if 'action' in columns.positions else 'FROM listed'}"
    )


def _unknown_roles(
    connection: duckdb.DuckDBPyConnection, relation: str, columns: AttendanceColumns, hosts: frozenset[str]
) -> tuple[WordUse, ...]:
    """The roles of a list that are neither hosts nor known to take part: they count as people who take part."""
    if "role" not in columns.positions:
        return ()
    role = f"c{columns.positions['role']}"
    familiar = attendance_words("host") | attendance_words("participant") | attendance_words("remark") | hosts
    where = f"word_key({role}) NOT IN ({', '.join(map(literal, sorted(familiar)))})"
    return words_at(connection, relation, role, where, "role", (HOST_MEANING,))


def _from_actions() -> str:
    """Who joins is there until their next action, or the last of all; who only leaves was there from the first on."""
    return """SELECT listed.* REPLACE (
            CASE WHEN went AND lag(line) OVER mine IS NULL THEN min(joined) OVER all_of ELSE joined END AS joined,
            CASE WHEN came THEN coalesce(lead(joined) OVER mine, max(joined) OVER all_of) ELSE departed END AS departed
        ) FROM listed WINDOW mine AS (PARTITION BY session_id, person_id ORDER BY joined, line),
            all_of AS (PARTITION BY session_id)"""


def _times(columns: AttendanceColumns, session: AttendanceSession, extra: Plan, text: Callable[[str], str]) -> str:
    """The day and the moments of a row, as SQL: those in the list, or the day said above or beside it."""
    if not columns.moments:
        begun = _begun(session, extra)
        return f"CAST({begun} AS DATE) AS held_on, {begun} AS joined, {begun} AS departed"
    first, last = (text(role) for role in (columns.moments[0], columns.moments[-1]))
    if columns.clocks:
        first, last = (f"CAST({_begun(session, extra)} AS DATE) || ' ' || {moment}" for moment in (first, last))
    day = cast_expression(first, "date", columns.format, extra.time_zone)
    joined, departed = (
        cast_expression(moment, "timestamp", columns.format, extra.time_zone) for moment in (first, last)
    )
    return f"{day} AS held_on, {joined} AS joined, {departed} AS departed"


def _begun(session: AttendanceSession, extra: Plan) -> str:
    """When a session began whose list has no times: as the lines above it say, if they say it in one way."""
    if any(planned.column.name == "held_on" for planned in extra.columns):
        return "TIMESTAMP '1970-01-01'"
    start = literal(_ZONE.sub("", session.start or ""))
    orders: tuple[DateOrder, ...] = ("dmy", "mdy", "ymd")
    readings = [
        cast_expression(start, "timestamp", ColumnFormat(date_order=order), extra.time_zone) for order in orders
    ]
    with connect([]) as connection:
        days = {
            moment for (moment,) in (connection.execute(f"SELECT {sql}").fetchall()[0] for sql in readings) if moment
        }
    if len(days) != 1:
        why = f"“{session.start}” above the list can be read in several ways" if days else "nothing in the file says"
        raise AttendanceQuestionError(
            "day", "held_on", f"{why} on which day the session was", "Say --set held_on=DAY, such as 2026-05-22."
        )
    return f"TIMESTAMP {literal(str(days.pop()))}"


def _mark(connection: duckdb.DuckDBPyConnection, faults: RowFaults, columns: AttendanceColumns) -> None:
    """Sets aside hosts, the waiting room, denied registrations, rows without a person, and times that can't be read.

    What nobody attended in (waiting room, denied) doesn't make the session longer either.
    """
    faults.mark(WAITING, "SELECT line FROM presences WHERE waiting")
    faults.mark(DENIED, "SELECT line FROM presences WHERE denied AND NOT waiting")
    connection.execute("DELETE FROM presences WHERE waiting OR denied")
    faults.mark(HOST, "SELECT line FROM presences WHERE host")
    faults.mark(NOBODY, "SELECT line FROM presences WHERE NOT host AND person_id IS NULL")
    mine = "NOT host AND person_id IS NOT NULL AND NOT stayed_away"
    if columns.moments:
        header = columns.headers[columns.moments[0]], columns.positions[columns.moments[0]]
        unreadable = RowFault(
            *header, "Join or leave time is empty or can't be read.", "Correct the times in the export.",
            "sets the row aside",
        )  # fmt: skip
        no_time = "joined IS NULL OR departed IS NULL OR held_on IS NULL"
        faults.mark(unreadable, f"SELECT line FROM presences WHERE {mine} AND ({no_time})")
    else:
        no_total = RowFault(
            columns.headers["total"], columns.positions["total"], "The time there is empty or can't be read.",
            "Correct it in the export.", "sets the row aside",
        )  # fmt: skip
        faults.mark(no_total, f"SELECT line FROM presences WHERE {mine} AND total IS NULL")
    if "action" in columns.positions:
        unknown = RowFault(
            columns.headers["action"], columns.positions["action"], "The word says neither joined nor left.",
            "Correct it in the export.", "sets the row aside",
        )  # fmt: skip
        faults.mark(unknown, f"SELECT line FROM presences WHERE {mine} AND NOT came AND NOT went")


def _join_guests(connection: duckdb.DuckDBPyConnection, rules: AttendanceRules) -> None:
    """Gives guests without an e-mail address that of the person of their name who is also there signed in."""
    mine = "FROM presences WHERE NOT host AND name IS NOT NULL"
    guests = [name for (name,) in connection.execute(f"SELECT DISTINCT name {mine} AND email IS NULL").fetchall()]
    if not guests:
        return
    signed_in: dict[str, list[str]] = {}
    there = connection.execute(f"SELECT name, email, min(line) {mine} AND email IS NOT NULL GROUP BY ALL ORDER BY 3")
    for name, email, _ in there.fetchall():
        addresses = signed_in.setdefault(same_word_key(name), [])
        addresses += [] if email in addresses else [email]
    email_of, open_names = signed_in_as(guests, signed_in, rules.roster, rules.same_person)
    if open_names:
        raise AttendanceQuestionError(
            "same person", open_names[0],
            f"“{open_names[0]}” is there signed in and as a guest, and there may be several people of that name",
            "Say --same-person yes if they are one, else --same-person no.",
        )  # fmt: skip
    for guest, email in email_of.items():
        connection.execute("UPDATE presences SET person_id = ? WHERE email IS NULL AND name = ?", [email, guest])


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
        "person_id": "person_id", "held_on": "first_day", "session_id": "session_id",
        "program_id": literal(session.topic) if session.topic else None, "invited": "true" if registrations else None,
        "attended": f"minutes >= {share} * session_length", "minutes": "minutes",
    } | constants  # fmt: skip
    order = contracts()["training"].columns
    names = tuple(name for name in order if values.get(name))
    longest = "session_minutes" if columns.moments else "max(minutes) OVER (PARTITION BY session_id, meeting)"
    length = longest if session.minutes is None else str(session.minutes)
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
            SELECT min(line) AS line, person_id, session_id, meeting, coalesce(sum(total), sum(greatest(
                epoch(departed) - epoch(greatest(joined, coalesce(there_until, joined))), 0)) / 60, 0) AS minutes{kept}
            FROM counted GROUP BY person_id, session_id, meeting
        ), known AS (
            SELECT people.*, {length} AS session_length, first_day
            FROM people JOIN sessions USING (session_id, meeting)
        )
        SELECT line, {brought}{stored} FROM known"""
    )
    return names


def _decision(columns: AttendanceColumns, session: AttendanceSession, share: float) -> Decision:
    longest = "from the first join to the last leave" if columns.moments else "as long as whoever was there longest"
    length = f"{session.minutes:g} minutes long" if session.minutes else longest
    return Decision(
        "attendance list", f"session {session.session_id}",
        f"join and leave times; rejoins are merged, and {share:.0%} of the session ({length}) counts as attended",
    )  # fmt: skip
