"""Which files are attendance lists of meeting tools, and what the lines above them say about the session."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from types import MappingProxyType

from metrics.intake.model import ColumnFormat, TextTable
from metrics.intake.read.decode import NAMES
from metrics.intake.read.dialect import DELIMITER_NAMES
from metrics.intake.read.unpack import bare_name
from metrics.intake.recognize.header_words import attendance_words, ranked_words
from metrics.intake.recognize.joined_columns import name_parts
from metrics.intake.recognize.record_kinds import Samples
from metrics.intake.stage.attendance_roles import host_places, place_roles
from metrics.schema import same_word_key

SERVES_AS = {
    "name": "person_id", "email": "person_id", "joined": "held_on", "moment": "held_on", "left": "minutes",
    "total": "minutes", "session": "session_id",
}  # fmt: skip
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?", re.I)
MOST_OTHER_HEADERS = 2
"""So many headers a list of totals may have besides those that attendance lists have."""
UNITS = {
    "60": (
        "h",
        "hr",
        "hrs",
        "hour",
        "hours",
        "std",
        "stunde",
        "stunden",
        "heure",
        "heures",
        "hora",
        "horas",
        "ч",
        "час",
        "часа",
        "часов",
        "時間",
        "小时",
        "uur",
    ),
    "1": (
        "m",
        "min",
        "mins",
        "minute",
        "minutes",
        "minuten",
        "minuto",
        "minutos",
        "м",
        "мин",
        "минут",
        "минуты",
        "分",
        "分钟",
    ),
    "(1.0 / 60)": (
        "s",
        "sec",
        "secs",
        "second",
        "seconds",
        "sek",
        "sekunde",
        "sekunden",
        "seconde",
        "secondes",
        "seg",
        "segundo",
        "segundos",
        "с",
        "сек",
        "секунд",
        "секунды",
        "秒",
    ),
}
"""How many minutes the units of a duration are, as SQL."""


@dataclass(frozen=True, slots=True)
class AttendanceColumns:
    """Where an attendance list has what: positions by role (name, email, joined, left, total, action, moment, …).

    `name_parts` are those of a first and a last name where no header is the whole. `clocks`: joining and leaving are
    times of day, of no day. Under the headers at `hosts` a row says who the host was.
    """

    positions: Mapping[str, int]
    headers: Mapping[str, str]
    format: ColumnFormat
    name_parts: tuple[int, ...] = ()
    clocks: bool = False
    hosts: tuple[int, ...] = ()

    @property
    def name_text(self) -> str | None:
        """SQL of a row's name, None where the list has none."""
        if "name" in self.positions:
            return f"c{self.positions['name']}"
        parts = ", ".join(f"c{place}" for place in self.name_parts)
        return f"nullif(concat_ws(' ', {parts}), '')" if parts else None

    @property
    def moments(self) -> tuple[str, ...]:
        """The roles that hold moments: of joining and leaving, of an action, or none where only totals are listed."""
        if {"joined", "left"} <= self.positions.keys():
            return ("joined", "left")
        return ("moment",) if "action" in self.positions else ()

    @property
    def mapping(self) -> dict[str, str]:
        """Header → the column of `training` it serves."""
        return {header: SERVES_AS[role] for role, header in self.headers.items() if role in SERVES_AS}


@dataclass(frozen=True, slots=True)
class AttendanceSession:
    """What the lines above the table say about the session. `minutes` is its length, `start` as it is written."""

    session_id: str
    topic: str | None
    minutes: float | None
    hosts: tuple[str, ...]
    start: str | None


def recognize_attendance(
    headers: Sequence[str], samples: Samples, answers: Mapping[str, str] = MappingProxyType({})
) -> AttendanceColumns | None:
    """The columns of an attendance list, None for other headers.

    It has a person, and join and leave times, or total minutes, or who joined or left at which moment, or who of those
    registered attended for how long. `answers` is what was said of headers: that they say who, or nothing.
    """
    roles = place_roles(headers, samples, answers)
    columns = AttendanceColumns(roles, {role: headers[place] for role, place in roles.items()}, ColumnFormat())
    columns = replace(columns, hosts=host_places(headers, samples, roles))
    names = name_parts(headers)
    if names and "name" not in roles:
        columns = replace(columns, name_parts=names)
    if not {"name", "email"} & roles.keys() and not columns.name_parts:
        return None
    if "action" in roles and "moment" in roles and _are_actions(samples.get(columns.headers["action"], ())):
        return columns
    if {"joined", "left"} <= roles.keys():
        columns = _without(columns, "action", "moment")
        clocks = all(_are_clocks(samples.get(columns.headers[role], ())) for role in ("joined", "left"))
        return replace(_with_total(columns, "duration"), clocks=True) if clocks else columns
    listed = _without(columns, "action", "moment", "joined", "left")
    if {"attended", "approval"} <= roles.keys() and {"total", "stay"} & roles.keys():
        return _with_total(listed, "stay")
    read = {*listed.positions.values(), *listed.name_parts}
    is_list = "total" in roles and len(headers) - len(read) <= MOST_OTHER_HEADERS
    return listed if is_list else None


def _with_total(columns: AttendanceColumns, role: str) -> AttendanceColumns:
    """The same with a duration as the time somebody was there in all, unless it has that."""
    if "total" in columns.positions or role not in columns.positions:
        return columns
    positions = {**columns.positions, "total": columns.positions[role]}
    return replace(columns, positions=positions, headers={**columns.headers, "total": columns.headers[role]})


def _are_clocks(texts: Sequence[str | None]) -> bool:
    """Whether moments are times of day, without the day."""
    filled = [text for text in texts if text]
    return bool(filled) and all(map(_CLOCK.fullmatch, filled))


def _without(columns: AttendanceColumns, *roles: str) -> AttendanceColumns:
    positions = {role: place for role, place in columns.positions.items() if role not in roles}
    return replace(columns, positions=positions, headers={role: columns.headers[role] for role in positions})


def _are_actions(texts: Sequence[str | None]) -> bool:
    """Whether a list's actions are those of people who come and go."""
    words = attendance_words("came") | attendance_words("went")
    filled = [text for text in texts if text]
    return bool(filled) and sum(same_word_key(text) in words for text in filled) >= 0.5 * len(filled)


def read_session(table: TextTable) -> AttendanceSession:
    """The session from the lines above the table, else from the file's name."""
    preamble = _preamble(table)

    def find(role: str) -> str | None:
        return next((preamble[word] for word in ranked_words("preamble")[role] if preamble.get(word)), None)

    topic, start = find("topic"), find("start")
    hosts = tuple(host.casefold() for host in (find("host"), find("host_name")) if host)
    name = find("session") or topic or bare_name(table.source)
    return AttendanceSession(name, topic, minutes_of(find("minutes")), hosts, start)


def minutes_of(text: str | None) -> float | None:
    """The minutes a duration is: 60, 1:00:00, 1h 5m 30s, 59 min; None where it is none."""
    if not text:
        return None
    if re.fullmatch(r"\d+(?:[.,]\d+)?", text):
        return float(text.replace(",", "."))
    if clock := re.fullmatch(r"(\d+):(\d\d):(\d\d)", text):
        hours, minutes, seconds = map(int, clock.groups())
        return 60 * hours + minutes + seconds / 60
    parts = re.findall(r"(\d+(?:[.,]\d+)?)\s*([^\W\d]+)", text.casefold())
    factors = {unit: factor for factor, units in zip((60, 1, 1 / 60), UNITS.values(), strict=True) for unit in units}
    if not parts or any(unit not in factors for _, unit in parts):
        return None
    return sum(float(number.replace(",", ".")) * factors[unit] for number, unit in parts)


def minutes_sql(text: str) -> str:
    """The same as SQL over a text."""
    folded = f"lower({text})"
    plain = f"TRY_CAST(replace({folded}, ',', '.') AS DOUBLE)"
    clock = f"regexp_extract({folded}, '^(\\d+):(\\d\\d):(\\d\\d)$', ['h', 'm', 's'])"
    of_clock = f"{clock}.h::DOUBLE * 60 + {clock}.m::DOUBLE + {clock}.s::DOUBLE / 60"
    parts = []
    for factor, units in UNITS.items():
        number = f"regexp_extract({folded}, '(\\d+(?:[.,]\\d+)?)\\s*(?:{'|'.join(units)})(?:[^\\p{{L}}]|$)', 1)"
        parts.append(f"coalesce(TRY_CAST(replace(nullif({number}, ''), ',', '.') AS DOUBLE), 0) * {factor}")
    is_clock = f"regexp_full_match({folded}, '\\d+:\\d\\d:\\d\\d')"
    is_written = f"regexp_matches({folded}, '\\d\\s*[^\\d\\s:.,]')"
    return f"CASE WHEN {is_clock} THEN {of_clock} WHEN {is_written} THEN {' + '.join(parts)} ELSE {plain} END"


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
        filled = [cell for cell in names if cell]
        pairs = zip(names, values, strict=False) if len(filled) > 2 else [tuple(filled)] if len(filled) == 2 else []
        for name, value in pairs:
            entries.setdefault(same_word_key(name), value.strip())
    return entries
