"""What people type, as values of a column's type and as SQL literals that nothing around them can misread."""

import re
from datetime import date
from decimal import Decimal

from metrics.semantic.models.fact_model import ValueType
from metrics.semantic.written_values import literal

Value = str | Decimal | date | bool

LARGEST = Decimal(10) ** 14
"""Numbers this large or larger can't be added up exactly."""

NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,9})?", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NOT_WRITTEN = re.compile("[\x00\u2028\u2029\ud800-\udfff]")


def read_value(text: str, kind: ValueType) -> Value:
    """The value that a text stands for in a column of that type. Raises ValueError with a sentence for people."""
    if kind in ("number", "money"):
        return _number(text)
    if kind == "day":
        return _day(text)
    if kind == "yes or no":
        return _yes_or_no(text)
    if NOT_WRITTEN.search(text):
        shown = " ".join(NOT_WRITTEN.sub(" ", text).split())
        raise ValueError(f"“{shown}” holds a character that can't be searched for; choose other words.")
    return text


def value_literal(value: Value) -> str:
    """The value in SQL, on one line, reading the same on every engine."""
    return format(value, "f") if isinstance(value, Decimal) else literal(value)


def _number(text: str) -> Decimal:
    bare = text.strip()
    if not NUMBER.fullmatch(bare):
        raise ValueError(f"“{bare}” is not a number; write it like 1000 or 12.5.")
    number = Decimal(bare.replace(",", "").replace("−", "-"))
    if abs(number) >= LARGEST:
        raise ValueError(f"{bare} is larger than any number can be here; write one below {LARGEST:,}.")
    return number


def _day(text: str) -> date:
    bare = text.strip()
    try:
        if DAY.fullmatch(bare):
            return date.fromisoformat(bare)
    except ValueError:  # such as 30 February
        pass
    raise ValueError(f"“{bare}” is not a day; write it like 2025-12-31.")


def _yes_or_no(text: str) -> bool:
    words = {"yes": True, "no": False}
    if text.strip().casefold() not in words:
        raise ValueError(f"“{text.strip()}” is neither yes nor no.")
    return words[text.strip().casefold()]
