"""What follows from the kind of a program: how those it reached are called, and the metric it works through."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class ProgramKind:
    """`reached` is what is said of the people (trained, coached; "" of none), `works_through` a leading metric."""

    reached: str = ""
    works_through: str = ""


@cache
def program_kinds() -> Mapping[str, ProgramKind]:
    """Every kind of which something follows, by its name."""
    document = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return MappingProxyType({name: ProgramKind(**entry) for name, entry in document.items()})


def kind_of(kind: str | None) -> ProgramKind:
    """A program's kind; one of which nothing follows where it has none, or another."""
    return program_kinds().get(kind or "", ProgramKind())
