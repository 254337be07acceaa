"""The simulations part: every row of docs/evidence.md, in bundles of companies."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from benchmarks.prove.part import Step, StepOutcome
from benchmarks.simulate import ROWS, Run, Tally, tally, write
from benchmarks.simulated import CASES

COMPANIES = 2_000
A_STEP = 100
AIM = (0.93, 0.97)
"""What the coverage of an interval of 95 % should lie between."""
UNBIASED = ("constant", "growing", "zero", "ramp")
"""The rows of which that is asked; the page says why the others differ."""


def steps() -> Iterator[Step]:
    """A bundle of companies of one row each; the seeds go on from bundle to bundle."""
    for first in range(0, COMPANIES, A_STEP):
        for name in ROWS:
            seeds = range(first, first + A_STEP)
            yield Step(f"{name}, {first} on", lambda name=name, seeds=seeds: studied(name, seeds))  # type: ignore[misc]


def studied(name: str, seeds: range) -> StepOutcome:
    """The companies of some seeds studied; those without an estimate are missing from the runs."""
    runs = [asdict(run) for seed in seeds if (run := ROWS[name].run(seed))]
    return StepOutcome(True, f"{len(runs)} of {len(seeds)} estimated", {"row": name, "runs": runs})


def tallies(outcomes: Mapping[str, StepOutcome]) -> dict[str, Tally]:
    """The runs of each row summed up, as `make simulate` does."""
    return {
        name: tally(
            row.case.title,
            [Run(**run) for each in outcomes.values() if each.numbers["row"] == name for run in each.numbers["runs"]],
            COMPANIES,
        )
        for name, row in ROWS.items()
    }


def summary(outcomes: Mapping[str, StepOutcome]) -> str:
    """The coverage of each row, and whether it is what it should be."""
    summed = tallies(outcomes)
    coverages = ", ".join(f"{name} {100 * summed[name].coverage:.1f} %" for name in CASES)
    missed = [name for name in UNBIASED if not AIM[0] <= summed[name].coverage <= AIM[1]]
    beside = f"; beside the aim: {', '.join(missed)}" if missed else ""
    return f"{COMPANIES:,} companies a row; coverage {coverages}{beside}"


def finish(outcomes: Mapping[str, StepOutcome]) -> None:
    """Writes the table into docs/evidence.md."""
    write(tallies(outcomes))
