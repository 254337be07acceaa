"""How a text is cut into cells: delimiter, quote, and rows wrapped whole in quotes."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.intake.limits import LONGEST_TEXT
from metrics.intake.model import Decision
from metrics.intake.read.layout import BLANKS
from metrics.intake.recognize.header_words import is_header_by_name, words_known

DELIMITERS = ("\t", ";", "|", ",")
"""In order of preference where two fit equally: a comma may be a decimal mark, a tab hardly anything else."""

DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_HEADER_LINES = 60
"""A header stands among the first so many lines."""
_SEPARATOR_LINE = re.compile(r'^\ufeff?"?sep=(.)"?\s*$', re.I)


@dataclass(frozen=True, slots=True)
class Dialect:
    """The cell grammar of one file. `first_line` is 2 when line 1 is Excel's `sep=` line, else 1.

    `escape` is the backslash where it escapes quotes, None where quotes are doubled.
    `wrapped` says that each row was put into one pair of quotes as a whole, so that it has to be cut twice.
    """

    delimiter: str
    quote: str
    escape: str | None
    wrapped: bool
    first_line: int
    decisions: tuple[Decision, ...]


def cut(lines: Sequence[str], delimiter: str, quote: str, escape: str | None = None) -> list[list[str]]:
    """The lines as records of cells, read leniently. Only for samples: it holds all of them."""
    csv.field_size_limit(LONGEST_TEXT)
    try:
        return list(csv.reader(lines, delimiter=delimiter, quotechar=quote, escapechar=escape))
    except csv.Error:
        return []


def detect_dialect(lines: Sequence[str]) -> Dialect:
    """The dialect that cuts these first lines of a file most evenly. `lines` keep their line ends."""
    first_line = 1
    named: str | None = None
    if lines and (match := _SEPARATOR_LINE.match(lines[0])):
        named, first_line, lines = match.group(1), 2, lines[1:]
    quote = _quote(lines)
    wrapped = _wrapped(lines, quote)
    sample = [_unwrap(line, quote) for line in lines] if wrapped else lines
    delimiter, decision = _named(named) if named else _most_even(sample, quote)
    decisions = [decision, _quote_decision(lines, quote)]
    if wrapped:
        decisions.append(Decision("wrapping", "every row wrapped in quotes", "rows were cut a second time inside them"))
    escape = _escape(sample, delimiter, quote)
    if escape:
        decisions.append(Decision("escape", "backslash", "cells hold quotes that a backslash marks as text"))
    return Dialect(delimiter, quote, escape, wrapped, first_line, tuple(decisions))


def _escape(lines: Sequence[str], delimiter: str, quote: str) -> str | None:
    """The backslash, where reading it as the escape of quotes makes the records more even."""
    if not any("\\" + quote in line for line in lines):
        return None
    doubled = _evenness(cut(lines, delimiter, quote))
    return "\\" if _evenness(cut(lines, delimiter, quote, "\\")) > doubled else None


def _evenness(records: Sequence[Sequence[str]]) -> float:
    widths = Counter(len(record) for record in records if any(record))
    return widths.most_common(1)[0][1] / widths.total() if widths else 0.0


def _named(delimiter: str) -> tuple[str, Decision]:
    name = DELIMITER_NAMES.get(delimiter, delimiter)
    return delimiter, Decision("delimiter", name, "the first line of the file says so (sep=)", None, 1.0)


def _quote_decision(lines: Sequence[str], quote: str) -> Decision:
    seen = sum(quote in line for line in lines)
    return Decision(
        "quote", quote, f"{seen:,} of the first {len(lines):,} lines have it" if seen else "none was needed"
    )


def _quote(lines: Sequence[str]) -> str:
    """A single quote counts as the quote only where cells begin and end with it and double quotes never do."""
    text = "".join(lines)
    single = len(re.findall(r"(?:^|[,;|\t])'[^'\n]*'(?=[,;|\t\r\n]|$)", text, re.M))
    double = len(re.findall(r'(?:^|[,;|\t])"|"(?=[,;|\t\r\n]|$)', text, re.M))
    return "'" if single > len(lines) and double == 0 else '"'


def _wrapped(lines: Sequence[str], quote: str) -> bool:
    """Whether (nearly) all rows are one quoted cell that holds a delimited row."""
    rows = [line.strip("\r\n ") for line in lines if line.strip()]
    inside = [_unwrap(row, quote) for row in rows if _is_wrapped(row, quote)]
    if len(rows) < 2 or len(inside) < 0.9 * len(rows):
        return False
    return any(
        Counter(len(cells) for cells in cut(inside, mark, quote)).most_common(1)[0][0] > 1 for mark in DELIMITERS
    )


def _is_wrapped(row: str, quote: str) -> bool:
    if len(row) < 2 or row[0] != quote or row[-1] != quote:
        return False
    return quote not in row[1:-1].replace(quote * 2, "")


def _unwrap(line: str, quote: str) -> str:
    row = line.strip("\r\n ")
    return row[1:-1].replace(quote * 2, quote) if _is_wrapped(row, quote) else row


def _most_even(lines: Sequence[str], quote: str) -> tuple[str, Decision]:
    """The delimiter under which a record is a row of known headers, and most have the same number of cells."""
    shares: dict[str, tuple[float, int]] = {}
    for delimiter in DELIMITERS:
        widths = Counter(len(record) for record in cut(lines, delimiter, quote) if any(record))
        several = {width: count for width, count in widths.items() if width > 1}
        if several:
            width = max(several, key=lambda width: (several[width], width))
            shares[delimiter] = (round(several[width] / widths.total(), 2), width)
    if not shares:
        return ",", Decision("delimiter", "comma", "no delimiter occurs: the file has one column", None, 0.9)
    named = {delimiter: _names_of_columns(cut(lines[:_HEADER_LINES], delimiter, quote)) for delimiter in shares}
    clear = [delimiter for delimiter in shares if named[delimiter] == max(named.values())]
    best = max(clear, key=lambda delimiter: shares[delimiter][0])
    share, width = shares[best]
    others = tuple(DELIMITER_NAMES[other] for other in shares if other != best and shares[other][0] >= share - 0.1)
    evidence = f"{share:.0%} of the first rows have {width} cells when cut at it"
    if len(clear) < len(shares):
        evidence += ", and only so a row has the names of columns"
    return best, Decision("delimiter", DELIMITER_NAMES[best], evidence, None, share, others)


def _names_of_columns(records: Sequence[Sequence[str]]) -> int:
    """How many cells of the record most like a header are names of columns; 0 if none is a header by its names."""
    stripped = [[cell.strip(BLANKS) for cell in record] for record in records]
    return max((words_known(record) for record in stripped if is_header_by_name(record)), default=0)
