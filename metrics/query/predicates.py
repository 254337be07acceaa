"""A filter is two things at once: a bound SQL fragment and an English sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Predicate:
    """A condition on facts. `sql` refers to its values as `$name`, bound by `parameters`; `sentence` is for people."""

    sql: str
    sentence: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


def one_of(expression: str, title: str, values: Sequence[str], prefix: str) -> Predicate:
    """The expression is one of the values; `prefix` keeps the parameters of several predicates apart."""
    parameters = {f"{prefix}_{number}": value for number, value in enumerate(values)}
    if not parameters:
        return Predicate("FALSE", f"{title} is none of those allowed")
    names = ", ".join(f"${name}" for name in parameters)
    return Predicate(f"{expression} IN ({names})", f"{title} is {_either(values)}", parameters)


def every(predicates: Sequence[Predicate]) -> Predicate:
    """All of the predicates hold; without any, everything passes."""
    parameters = {name: value for predicate in predicates for name, value in predicate.parameters.items()}
    return Predicate(
        " AND ".join(predicate.sql for predicate in predicates) or "TRUE",
        " and ".join(predicate.sentence for predicate in predicates) or "everything",
        parameters,
    )


def _either(values: Sequence[str]) -> str:
    shown = [f"“{value}”" for value in values]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
