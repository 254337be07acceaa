"""What a part is: a sentence to prove, in steps that each say what they found."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.prove.places import ALL


@dataclass(frozen=True, slots=True)
class StepOutcome:
    """What a step found: whether all was well, in a line, and what a summary is made from."""

    passed: bool
    summary: str
    numbers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of work of some minutes at most."""

    name: str
    run: Callable[[], StepOutcome]


Summary = Callable[[Mapping[str, StepOutcome]], str]


def all_passed(outcomes: Mapping[str, StepOutcome]) -> str:
    """How many steps passed, how many tests they ran, and which steps didn't."""
    failed = [name for name, each in outcomes.items() if not each.passed]
    tests = sum(each.numbers.get("passed", 0) for each in outcomes.values())
    passed = f"{tests:,} tests passed" if tests else f"{len(outcomes) - len(failed)} of {len(outcomes)} steps passed"
    return f"{passed}; failed: {', '.join(failed)}" if failed else passed


@dataclass(frozen=True, slots=True)
class ProofPart:
    """One thing to prove. `places` are the files and folders it stands on."""

    name: str
    proves: str
    steps: Callable[[], Iterable[Step]]
    places: tuple[str, ...] = ALL
    summary: Summary = all_passed
    finish: Callable[[Mapping[str, StepOutcome]], None] | None = None
    """What is written once all steps are done, besides the row of the page."""
