"""Values written into SQL, so that nothing which lays out the SQL around them, or looks for something in it, can
change or misread them."""

import re
from collections.abc import Mapping
from datetime import date, datetime

CONTROL = re.compile(r"([\x00-\x1f\x7f-\x9f])")
MISREAD = re.compile(r"(?<=\$)(?=\w)")
"""Where a text would look like a value to be written into SQL: it is written in two pieces."""

NO_CODE = r"""(?<!\w)[eE]'(?:\\.|''|[^'\\])*'|'(?:''|[^'])*'|"(?:""|[^"])*"|\$(\w*)\$.*?\$\1\$|--[^\n]*|/\*.*?\*/"""
"""What stands in SQL and is none: texts, quoted names and comments."""

LINES = re.compile(rf"{NO_CODE}|\n+(?!\Z)", re.DOTALL)
NAMES = re.compile(rf"{NO_CODE}|\$(?P<name>\w+)", re.DOTALL)


def literal(value: object) -> str:
    """A value as a SQL literal of one line that reads the same on every engine and holds no `$name`."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"TIMESTAMP '{value:%Y-%m-%d %H:%M:%S}'"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, int | float):
        return repr(value)
    return _text(str(value))


def set_in(sql: str) -> str:
    """SQL with its lines set in, to stand in parentheses. A text of several lines stays as it is."""
    return "    " + LINES.sub(lambda match: f"{match[0]}    " if match[0].startswith("\n") else match[0], sql)


def with_values(sql: str, values: Mapping[str, object]) -> str:
    """SQL with its values written out in place of their `$names`; a text that looks like a name is none."""
    return NAMES.sub(lambda match: literal(values[match["name"]]) if match["name"] in values else match[0], sql)


def value_names(sql: str) -> frozenset[str]:
    """The `$names` in SQL, without the dollar."""
    return frozenset(match["name"] for match in NAMES.finditer(sql) if match["name"])


def _text(text: str) -> str:
    """Control characters, among them line breaks, stand by their number."""
    pieces = []
    for part in CONTROL.split(text):
        if CONTROL.fullmatch(part):
            pieces.append(f"CHR({ord(part)})")
        elif part:
            pieces.extend("'" + piece.replace("'", "''") + "'" for piece in MISREAD.split(part))
    return pieces[0] if len(pieces) == 1 else f"({' || '.join(pieces)})" if pieces else "''"
