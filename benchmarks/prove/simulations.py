"""The simulations part: every row of docs/evidence.md, in bundles of companies."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from benchmarks.prove.part import Step, StepOutcome
from benchmarks.simulate import COMPANIES, missed, write
from benchmarks.simulated.rows import ROWS
from benchmarks.simulated.runs import Run
from benchmarks.simulated.tallies import Tally, tally

A_STEP = 100


def steps() -> Iterator[Step]:
    """A bundle of companies of one row each; the seeds go on from bundle to bundle."""
    for first in range(0, COMPANIES, A_STEP):
        for name in ROWS:
            seeds = range(first, first + A_STEP)
            yield Step(f"{name}, {first} on", lambda name=name, seeds=seeds: studied(name, seeds))  # type: ignore[misc]


def studied(name: str, seeds: range) -> StepOutcome:
    """The companies of some seeds studied."""
    runs = [ROWS[name].run(seed) for seed in seeds]
    claims = sum(run.claims for run in runs)
    return StepOutcome(True, f"{claims} of {len(seeds)} claimed", {"row": name, "runs": [asdict(run) for run in runs]})


def tallies(outcomes: Mapping[str, StepOutcome]) -> dict[str, Tally]:
    """The runs of each row summed up, as `make simulate` does."""
    return {
        name: tally(
            row.title,
            [Run(**run) for each in outcomes.values() if each.numbers["row"] == name for run in each.numbers["runs"]],
        )
        for name, row in ROWS.items()
    }


def summary(outcomes: Mapping[str, StepOutcome]) -> str:
    """How many rows meet what is asked of them, and which don't."""
    summed = tallies(outcomes)
    beside = [f"{name} ({'; '.join(words)})" for name, row in ROWS.items() if (words := missed(row, summed[name]))]
    return f"{COMPANIES:,} companies a row, {len(ROWS) - len(beside)} of {len(ROWS)} rows meet their aims" + (
        f"; beside them: {', '.join(beside)}" if beside else ""
    )


def finish(outcomes: Mapping[str, StepOutcome]) -> None:
    """Writes the table into docs/evidence.md."""
    write(tallies(outcomes))
