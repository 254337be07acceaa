"""Whether a duration is written in seconds, minutes or hours: said by its header, refuted by the length of a day, else
asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from metrics.errors import UserError
from metrics.intake.choices import Unit
from metrics.intake.model import ColumnFormat, Decision
from metrics.intake.recognize.profile import ColumnReading
from metrics.intake.recognize.record_kinds import Samples
from metrics.intake.stage.attendance_list import UNITS
from metrics.schema import SECONDS, Column, TimeUnit, same_word_key

A_DAY = 24 * 3600
_UNITS: tuple[TimeUnit, ...] = ("hours", "minutes", "seconds")
_WORDS: Mapping[str, TimeUnit] = {
    word: unit for unit, words in zip(_UNITS, UNITS.values(), strict=True) for word in words
}
_IN_BRACKETS = re.compile(r"[(\[（［]([^)\]）］]*)[)\]）］]\s*$")
_NEW_WORD = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+")
_FIRST_IDEOGRAPH = "\u3000"


def with_time_unit(
    reading: ColumnReading, column: Column, columns: Mapping[str, Column], samples: Samples
) -> ColumnReading:
    """How a duration is to be read, with the decision about its unit where it isn't the column's own. `columns` are
    what the headers of its file serve as."""
    own, header = column.time_unit, reading.name
    written = unit_of_header(header)
    if own is None:
        return reading
    reading = replace(reading, format=replace(reading.format, time_unit=written or own))
    if written and written != own:
        decision = Decision("unit", written, "the header says so", header, alternatives=_others(written))
        return replace(reading, decisions=(*reading.decisions, decision))
    familiar = written is not None or _is_familiar(header, column)
    evidence = _beyond_a_day(own, _numbers(samples.get(header, ())), familiar=familiar)
    evidence = evidence or ("" if written else _beyond_a_day_in_all(own, header, columns, samples))
    if not evidence:
        return reading
    decision = Decision("unit", "undecided", evidence, header, 0.5, tuple(SECONDS), certain=False)
    return replace(reading, decisions=(*reading.decisions, decision))


def with_said_unit(form: ColumnFormat, unit: Unit) -> ColumnFormat:
    """How numbers are to be read of which somebody said the unit."""
    if unit == "seconds" or unit == "minutes" or unit == "hours":
        return replace(form, time_unit=unit)
    return replace(form, percent_points=unit == "percent", counted=unit == "count")


def require_unit_of(reading: ColumnReading, unit: str, file: str) -> None:
    """Raises UserError for a unit of time said of what is no duration, and for another unit said of a duration."""
    is_duration = reading.format.time_unit is not None
    if (unit in SECONDS) != is_duration:
        what = f"a duration, in {', '.join(SECONDS)}" if is_duration else "no duration"
        raise UserError(f"{file}: “{reading.name}” is {what}. Leave out --unit '{reading.name}={unit}', or correct it.")


def unit_of_header(header: str) -> TimeUnit | None:
    """The unit of time that a header names: in brackets behind it, else by a word of its own."""
    behind = _IN_BRACKETS.search(header)
    for words in (_words(behind.group(1)) if behind else [], [word for word in _words(header) if _is_word(word)]):
        units = {_WORDS[word] for word in words if word in _WORDS}
        if len(units) == 1:
            return units.pop()
    return None


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(_NEW_WORD.sub(" ", text))]


def _is_word(word: str) -> bool:
    """Whether it is more than a letter, which would be an abbreviation only in brackets."""
    return len(word) > 1 or word >= _FIRST_IDEOGRAPH


def _others(unit: TimeUnit) -> tuple[TimeUnit, ...]:
    return tuple(other for other in SECONDS if other != unit)


def _is_familiar(header: str, column: Column) -> bool:
    return same_word_key(header) in {same_word_key(word) for word in (column.name, *column.aliases)}


def _numbers(texts: Sequence[str | None]) -> list[float]:
    return [number for text in texts if (number := _number(text)) is not None]


def _number(text: str | None) -> float | None:
    try:
        return float((text or "").replace(",", "."))
    except ValueError:
        return None


def _beyond_a_day(unit: TimeUnit, numbers: Sequence[float], *, familiar: bool) -> str:
    """That single durations are longer than a day, in words: any, under a `familiar` header most of them."""
    longer = sum(number * SECONDS[unit] > A_DAY for number in numbers)
    if not longer or (familiar and 2 * longer <= len(numbers)):
        return ""
    return f"{longer:,} of {len(numbers):,} would be more than a day if they were {unit}"


def _beyond_a_day_in_all(unit: TimeUnit, header: str, columns: Mapping[str, Column], samples: Samples) -> str:
    """That the durations of one person make more than a day, in words; empty where rows are of no day."""
    names = {column.name: each for each, column in columns.items()}
    if _is_familiar(header, columns[header]) or not {"person_id", "on_date"} <= names.keys():
        return ""
    sums: dict[tuple[str | None, str], float] = {}
    cells = (samples.get(names["person_id"], ()), samples.get(names["on_date"], ()), samples.get(header, ()))
    for person, day, text in zip(*cells, strict=True):
        key = (person, re.split(r"[ T]", day or "")[0])
        sums[key] = sums.get(key, 0.0) + (_number(text) or 0.0)
    longer = sum(total * SECONDS[unit] > A_DAY for total in sums.values())
    return f"on {longer:,} of somebody’s days they would be more than 24 hours if they were {unit}" if longer else ""
