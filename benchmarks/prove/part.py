"""What a part is: a sentence to prove, in steps that each say what they found."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.prove.places import ALL


@dataclass(frozen=True, slots=True)
class Found:
    """What a step found: whether all was well, in a line, and what a summary is made from."""

    passed: bool
    said: str
    numbers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of work of some minutes at most."""

    name: str
    run: Callable[[], Found]


Summary = Callable[[Mapping[str, Found]], str]


def all_passed(found: Mapping[str, Found]) -> str:
    """How many steps passed, how many tests they ran, and which steps didn't."""
    failed = [name for name, each in found.items() if not each.passed]
    tests = sum(each.numbers.get("passed", 0) for each in found.values())
    said = f"{tests:,} tests passed" if tests else f"{len(found) - len(failed)} of {len(found)} steps passed"
    return f"{said}; failed: {', '.join(failed)}" if failed else said


@dataclass(frozen=True, slots=True)
class ProofPart:
    """One thing to prove. `places` are the files and folders it stands on."""

    name: str
    proves: str
    steps: Callable[[], Iterable[Step]]
    places: tuple[str, ...] = ALL
    summary: Summary = all_passed
    finish: Callable[[Mapping[str, Found]], None] | None = None
    """What is written once all steps are done, besides the row of the page."""
