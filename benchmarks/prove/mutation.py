"""The mutation part: a sample of mutants, each in a copy of the tree of its own, against the tests of its place."""

import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.prove.mutants import Mutant, mutants_of
from benchmarks.prove.part import Step, StepOutcome
from benchmarks.prove.places import MUTATED, ROOT, Place
from benchmarks.prove.suite import run_tests

SEED = 1
A_PLACE = 10
"""Mutants of each place in the sample."""


def steps() -> Iterator[Step]:
    """One round of steps takes a mutant of every place, so that a sample that stops early is no one-sided one."""
    sampled = {name: sample(name) for name in MUTATED}
    for number in range(A_PLACE):
        for name, mutants in sampled.items():
            if number < len(mutants):
                mutant = mutants[number]
                yield Step(f"{name}: {mutant.name}", lambda m=mutant, p=MUTATED[name]: against(m, p))  # type: ignore[misc]


def sample(name: str, number: int = A_PLACE, seed: int = SEED) -> list[Mutant]:
    """So many mutants of a place; the same seed draws the same ones from the same files."""
    files = sorted(path for pattern in MUTATED[name].files for path in ROOT.glob(pattern))
    every = [mutant for path in files for mutant in mutants_of(ROOT, path.relative_to(ROOT).as_posix())]
    return random.Random(f"{seed} {name}").sample(every, min(number, len(every)))


def against(mutant: Mutant, place: Place) -> StepOutcome:
    """Whether a test fails where the mutant is; one that survives is written down, it fails no run."""
    with tempfile.TemporaryDirectory(prefix="coxswain-mutant-") as folder:
        tree = Path(folder) / "tree"
        copy_tree(tree)
        mutant.apply(tree)
        tested = run_tests(("-x", *place.tests), tree)
    line = f"survived: {mutant.name}" if tested.passed else tested.summary[:200]
    return StepOutcome(True, line, {"killed": not tested.passed})


def copy_tree(folder: Path) -> None:
    """Copies what git has, or would be given, into a folder."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def summary(outcomes: Mapping[str, StepOutcome]) -> str:
    """How many were killed, and where those that survived are."""
    survived = [name for name, each in outcomes.items() if not each.numbers["killed"]]
    killed = f"{len(outcomes) - len(survived)} of {len(outcomes)} mutants killed (seed {SEED})"
    return killed + "".join(f"<br>survived: `{name.replace('|', '¦')}`" for name in survived)
