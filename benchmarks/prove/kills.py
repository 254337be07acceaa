"""The kills part: writers killed at every so many lines of what they do."""

from collections.abc import Iterator

from benchmarks.prove.part import Step
from benchmarks.prove.places import KILLS
from benchmarks.prove.suite import run_tests

KILLED = 1_000
A_STEP = 20


def steps() -> Iterator[Step]:
    """So many kills a step, each step with other moments."""
    for first in range(0, KILLED, A_STEP):
        asked = (*KILLS, "--kills", str(A_STEP), "--first-kill", str(first))
        yield Step(f"kills {first} on", lambda asked=asked: run_tests(asked))  # type: ignore[misc]
