"""Whether an answer is still the committed one: texts and whole numbers exactly, others up to their last digits."""

from collections.abc import Iterator, Mapping
from math import isclose
from typing import Any

TOLERANCE = 1e-12


def differences(now: Any, then: Any, place: str = "") -> Iterator[str]:
    """Where two answers differ, and how."""
    if isinstance(now, Mapping) and isinstance(then, Mapping) and now.keys() == then.keys():
        for key, value in then.items():
            yield from differences(now[key], value, f"{place}/{key}")
    elif isinstance(now, list) and isinstance(then, list) and len(now) == len(then):
        for number, (own, other) in enumerate(zip(now, then, strict=True)):
            yield from differences(own, other, f"{place}/{number}")
    elif not _same(now, then):
        yield f"{place}: {_in_short(then)} → {_in_short(now)}"


def _same(now: Any, then: Any) -> bool:
    if type(now) is float and type(then) is float:
        return isclose(now, then, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return type(now) is type(then) and bool(now == then)


def _in_short(value: Any) -> str:
    return f"keys {sorted(value)}" if isinstance(value, Mapping) else f"{value!r:.120}"
