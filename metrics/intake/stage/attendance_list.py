"""Which files are attendance lists of meeting tools, and what the lines above them say about the session."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from metrics.intake.model import ColumnFormat, TextTable
from metrics.intake.read.decode import NAMES
from metrics.intake.read.dialect import DELIMITER_NAMES
from metrics.intake.read.unpack import bare_name
from metrics.intake.recognize.header_words import attendance_words, ranked_words
from metrics.intake.recognize.record_kinds import Samples
from metrics.schema import same_word_key

SERVES_AS = {
    "name": "person_id", "email": "person_id", "joined": "held_on", "moment": "held_on", "left": "minutes",
    "total": "minutes", "session": "session_id",
}  # fmt: skip
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
    """Where an attendance list has what: positions by role (name, email, joined, left, total, action, moment, …)."""

    positions: Mapping[str, int]
    headers: Mapping[str, str]
    format: ColumnFormat

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


def recognize_attendance(headers: Sequence[str], samples: Samples) -> AttendanceColumns | None:
    """The columns of an attendance list, None for other headers.

    It has a person, and join and leave times, or total minutes, or who joined or left at which moment.
    """
    positions, headers_by_role = {}, {}
    for role, words in ranked_words("headers").items():
        ranked = [
            (words.index(key), place) for place, header in enumerate(headers) if (key := same_word_key(header)) in words
        ]
        if ranked:
            positions[role] = min(ranked)[1]
            headers_by_role[role] = headers[positions[role]]
    columns = AttendanceColumns(positions, headers_by_role, ColumnFormat())
    if not {"name", "email"} & positions.keys():
        return None
    if "action" in positions and "moment" in positions and _are_actions(samples.get(headers_by_role["action"], ())):
        return columns
    if {"joined", "left"} <= positions.keys():
        return _without(columns, "action", "moment")
    is_list = "total" in positions and len(headers) - len(positions) <= MOST_OTHER_HEADERS
    return _without(columns, "action", "moment", "joined", "left") if is_list else None


def _without(columns: AttendanceColumns, *roles: str) -> AttendanceColumns:
    positions = {role: place for role, place in columns.positions.items() if role not in roles}
    return AttendanceColumns(positions, {role: columns.headers[role] for role in positions}, columns.format)


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
