"""Whether what was read from a file has the types that its dataclass declares."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def require_types(value: Any) -> None:
    """Raises TypeError for the first field of a dataclass, or of one within it, that holds something else than is
    declared."""
    kind: type = type(value)
    declared = _declared(kind)
    for field in fields(value):
        content = getattr(value, field.name)
        if not _fits(content, declared[field.name]):
            raise TypeError(f"“{field.name}” can't be {str(content)[:40]!r}")


@cache
def _declared(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _fits(value: Any, declared: Any) -> bool:
    origin, inner = get_origin(declared), get_args(declared)
    if origin in (Union, UnionType):
        return any(_fits(value, kind) for kind in inner)
    if origin is Literal:
        return any(value == word and type(value) is type(word) for word in inner)
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(each, inner[0]) for each in value)
    if origin is not None:  # a Mapping, the only other one in use
        return isinstance(value, Mapping) and all(_fits(key, inner[0]) and _fits(value[key], inner[1]) for key in value)
    if declared is float:
        return type(value) in (int, float)
    if type(value) is not (NoneType if declared is None else declared):
        return False
    if is_dataclass(declared):
        require_types(value)
    return True
