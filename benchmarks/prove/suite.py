"""Steps that run tests, in a process of their own."""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.prove.part import Step, StepOutcome
from benchmarks.prove.places import ROOT

HANGS = 1_800
"""Seconds after which a run of tests hangs; no measure of how quick it is."""
COUNTED = re.compile(r"(\d+) (passed|failed|errors?|skipped)")
NO_TESTS = 5
"""What pytest returns where nothing was collected: a share may be empty."""


def run_tests(words: Sequence[str], folder: Path = ROOT, hangs: int = HANGS) -> StepOutcome:
    """Runs tests of the tree in a folder. They passed if none failed and none hung."""
    unaided = ("-p", "no:cacheprovider", "-p", "no:xdist", "--timeout=2400")
    command = [sys.executable, "-m", "pytest", "-q", *unaided, *words]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=hangs, check=False)
    except subprocess.TimeoutExpired:
        return StepOutcome(False, f"not done after {hangs} seconds")
    lines = done.stdout.strip().splitlines()
    numbers = {what.rstrip("s"): int(number) for number, what in COUNTED.findall(lines[-1] if lines else "")}
    failed = [line.removeprefix("FAILED ") for line in lines if line.startswith(("FAILED", "ERROR"))]
    passed = done.returncode in (0, NO_TESTS)
    summary = lines[-1] if passed and lines else "; ".join(failed) or done.stderr.strip()[-300:]
    return StepOutcome(passed, summary, numbers)


def shares(paths: Sequence[str], number: int, *words: str) -> Iterator[Step]:
    """The tests of some files in so many shares, a step each."""
    for share in range(1, number + 1):
        asked = (*paths, *words, "--share", f"{share}/{number}")
        yield Step(f"share {share} of {number}", lambda asked=asked: run_tests(asked))  # type: ignore[misc]
