"""Where the table stands in its file: lines before the header, the header, lines after the data."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.intake.model import Decision
from metrics.intake.recognize.header_words import (
    has_registrations,
    is_attendance_header,
    is_header_by_name,
    is_host_section,
)

BLANKS = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What is stripped from the ends of a cell: every blank Unicode knows, zero-width ones and byte order marks."""

MOST_COLUMNS = 2_000
_PREAMBLE = 60
_VALUE = re.compile(
    r"""^[-+(]?\s*(?:[$€£¥₽₹]|[A-Z]{3}\s)?\s*[-+]?\d[\d.,'\s\u00a0\u202f]*(?:e[-+]?\d+)?\s*(?:%|[€$£¥₽]|[A-Z]{3})?\)?-?$
    |^\d{1,4}[-/. ]\w{1,9}[-/. ]\d{1,4}\b.*$
    |^\w{3,9}\.?\s\d{1,2},?\s\d{4}\b.*$
    |^[^@\s]+@[^@\s]+\.[^@\s]+$
    |^(?:true|false)$""",
    re.X | re.I,
)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_FOOTER = re.compile(
    r"^(?:(?:grand |sub)?totals?\b|sum(?:me)?\b|gesamt|somme|suma|итого|всего|合計|总计|總計|confidential|copyright|©"
    r"|source:|generated|report (?:generated|run)|exported|as of\b|filtered by|applied filters|end of report"
    r"|\(?\d+ (?:rows?|records?)\b|showing \d|notes?:)",
    re.I,
)
_TOTAL = re.compile(r"^(?:(?:grand |sub)?totals?\b|sum(?:me)?\b|gesamt|somme|suma|итого|всего|合計|总计|總計)", re.I)
_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} |\|{7} )")

Record = tuple[int, list[str]]
"""The physical line a record begins on, and its cells with their blanks stripped."""


@dataclass(frozen=True, slots=True)
class FileLayout:
    """`header_line` is the physical line of the header, 0 if there is none; `first_line` that of the first row."""

    headers: tuple[str, ...]
    raw_headers: tuple[str, ...]
    header_line: int
    first_line: int
    decisions: tuple[Decision, ...]


def is_conflict_mark(text: str) -> bool:
    """Whether a line is one that version control leaves in a file two people changed."""
    return _CONFLICT.match(text) is not None


def is_footer(cells: Sequence[str], width: int) -> bool:
    """Whether a record at the end of a file is a remark or a total rather than a row of `width` cells."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return True
    if len(filled) == 1:
        return _FOOTER.match(filled[0]) is not None or len(filled[0].split()) >= 3
    if len(cells) < width:
        return _FOOTER.match(filled[0]) is not None
    return _TOTAL.match(cells[0] or filled[0]) is not None and len(filled) <= max(2, width - 1)


def find_layout(records: Sequence[Record]) -> FileLayout:
    """Finds the header among a file's first records. `records` hold at least one that is not blank."""
    start = _header_index(records)
    end = next((end for first, end in _blocks(records) if first <= start < end), len(records))
    width = _width(records[start:end])
    line, cells = records[start]
    cells = _without_empty_tail(cells, width)
    following = [record for _, record in records[start + 1 :] if any(record)][:50]
    has_header = _is_header(cells, following)
    decisions = [] if start == 0 else [_preamble_decision(records[:start], line)]
    decisions.append(_header_decision(has_header, line))
    if not has_header:
        headers = tuple(f"Column {number}" for number in range(1, len(cells) + 1))
        return FileLayout(headers, (), 0, line, tuple(decisions))
    return FileLayout(_names(cells), tuple(cells), line, line + 1, tuple(decisions))


def _preamble_decision(records: Sequence[Record], line: int) -> Decision:
    first_text = next((" ".join(cell for cell in cells if cell) for _, cells in records if any(cells)), "blank lines")
    return Decision(
        "lines before the header", str(line - 1), f"the table begins on line {line}, after “{first_text[:80]}”"
    )


def _header_decision(has_header: bool, line: int) -> Decision:
    if has_header:
        return Decision("header", f"line {line}", "its cells are distinct words and the rows below are filled like it")
    return Decision("header", "none", "the first row holds values like the rows below, not names of columns")


def _width(records: Sequence[Record]) -> int:
    """How many cells most rows have, less those that are empty in all of these."""
    widths = Counter(len(cells) for _, cells in records if any(cells))
    several = {width: count for width, count in widths.items() if width > 1} or widths
    width = max(several, key=lambda width: (several[width], width))
    filled = max(len(_without_empty_tail(cells, 0)) for _, cells in records if len(cells) == width)
    return max(filled, min(width, 2))


def _header_index(records: Sequence[Record]) -> int:
    """The record that begins the table: in the block of lines that holds it, by its place and its known names.

    A block ends with a blank line, or with a title that a header known by its names follows. Its header is the first
    of its records that is as wide as its rows and made of words. A later block goes before an earlier one if only its
    header is known by name, or if it is another table with as many rows. The list of those who came to a meeting goes
    before all else, that of its hosts aside.
    """
    candidates = [
        (index, end - index)
        for start, end in _blocks(records)
        if start < _PREAMBLE and (index := _header_of_block(records, start, end)) is not None
    ]
    if not candidates:
        return next(index for index, (_, cells) in enumerate(records) if any(cells))
    attendance = [(index, rows) for index, rows in candidates if is_attendance_header(records[index][1])]
    if attendance:
        return max(attendance, key=lambda each: (*_of_attendees(records, each[0]), each[1]))[0]
    (best, rows), *others = candidates
    for index, rows_there in others:
        cells, other = records[best][1], records[index][1]
        by_name = is_header_by_name(other)
        clearer = by_name and not is_header_by_name(cells)
        apart = by_name or len(_without_empty_tail(cells, 0)) != len(_without_empty_tail(other, 0))
        longer = apart and rows_there >= rows and (by_name or not is_header_by_name(cells))
        if clearer or longer:
            best, rows = index, rows_there
    return best


def _of_attendees(records: Sequence[Record], index: int) -> tuple[bool, bool]:
    """Whether the header of an attendance list has registrations, and whether the line above speaks of no hosts."""
    above = next((cells for _, cells in reversed(records[:index]) if any(cells)), [])
    title = " ".join(filter(None, above)) if sum(map(bool, above)) == 1 else ""
    return has_registrations(records[index][1]), not is_host_section(title)


def _blocks(records: Sequence[Record]) -> list[tuple[int, int]]:
    """The runs of records between blank ones or titles: where each begins, and where it has ended."""
    blocks: list[tuple[int, int]] = []
    start = None
    for index, (_, cells) in enumerate((*records, (0, []))):
        ends = not any(cells) or _is_title(records, index)
        if ends and start is not None:
            blocks.append((start, index))
            start = None
        elif not ends and start is None:
            start = index
    return blocks


def _is_title(records: Sequence[Record], index: int) -> bool:
    """Whether a record is one text above a header that is known by its names."""
    return (
        index + 1 < len(records) and sum(map(bool, records[index][1])) == 1 and is_header_by_name(records[index + 1][1])
    )


def _header_of_block(records: Sequence[Record], start: int, end: int) -> int | None:
    """The header of one block, or the first row of a block without one; None where nothing could be either."""
    width = _width(records[start:end])
    first_row = None
    for index in range(start, end):
        cells = records[index][1]
        if len(cells) < width or (width > 1 and sum(map(bool, cells)) < 2):
            continue
        if _could_be_header(cells, width):
            following = [record for _, record in records[index + 1 : end]][:50]
            if first_row is None or _is_header(cells, following):
                by_name = _by_name(records, start, min(end, start + _PREAMBLE))
                return index if by_name is None or is_header_by_name(cells) else by_name
        if first_row is None and 2 * sum(map(bool, cells)) >= width:
            first_row = index
    by_name = _by_name(records, start, min(end, start + _PREAMBLE))
    return first_row if by_name is None else by_name


def _by_name(records: Sequence[Record], start: int, end: int) -> int | None:
    """The first record whose cells are the names of columns."""
    return next((index for index in range(start, end) if is_header_by_name(records[index][1])), None)


def _could_be_header(cells: Sequence[str], width: int) -> bool:
    if len(cells) < min(width, 2):
        return False
    filled = [cell for cell in cells if cell]
    if not filled or (len(cells) < width - 1 and width > 2) or len(filled) < 0.5 * len(_without_empty_tail(cells, 0)):
        return False
    if width > 2 and len(filled) < 2:
        return False
    return sum(_VALUE.match(cell) is None for cell in filled) >= 0.7 * len(filled)


def _is_header(cells: Sequence[str], following: Sequence[Sequence[str]]) -> bool:
    """No header: a value stands where the rows below have values, or its words come again below in their columns."""
    if not following:
        return all(not _VALUE.match(cell) for cell in cells if cell)
    same = words = 0
    for position, cell in enumerate(cells):
        below = [record[position] for record in following if position < len(record) and record[position]]
        if not cell or not below:
            continue
        values = sum(_VALUE.match(value) is not None for value in below) >= 0.8 * len(below)
        if _YEAR.match(cell):
            same += all(_YEAR.match(value) for value in below)
        elif _VALUE.match(cell):
            same += values
        else:
            words += values or cell not in below
    return same == 0 or words > 2 * same


def _without_empty_tail(cells: Sequence[str], width: int) -> list[str]:
    """The cells without empty ones beyond the `width` most rows have, and without a run of empty ones at the end."""
    end = len(cells)
    while end > max(width, 1) and not cells[end - 1]:
        end -= 1
    return list(cells[:end])


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    """Header names, each different: a blank one becomes its place, a repeated one gets a number."""
    taken = set(cells)
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name, again = cell or f"Column {number}", 2
        while name in names or (name != cell and name in taken):
            name, again = f"{cell or f'Column {number}'} ({again})", again + 1
        names.append(name)
    return tuple(names)
