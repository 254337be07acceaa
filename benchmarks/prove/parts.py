"""The parts there are."""

from collections.abc import Iterator

from benchmarks.prove import kills, mutation, scale, simulations
from benchmarks.prove.part import ProofPart, Step
from benchmarks.prove.places import ALL, ORACLES, ROOT, SIMULATED
from benchmarks.prove.suite import run_tests, shares

ORACLE_SHARES = 40
EXAMPLES = "prove"
"""The profile in tests/conftest.py that tries many examples."""


def oracles() -> Iterator[Step]:
    """Every company, grain, grouping and metric against its oracle."""
    return shares(ORACLES, ORACLE_SHARES, "--whole")


def properties() -> Iterator[Step]:
    """The files that state properties, one a step."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        if "from hypothesis import" in path.read_text(encoding="utf-8"):
            name = path.relative_to(ROOT).as_posix()
            asked = (name, "--hypothesis-profile", EXAMPLES)
            yield Step(name, lambda asked=asked: run_tests(asked))  # type: ignore[misc]


PARTS = {
    part.name: part
    for part in (
        ProofPart("oracles", "Every metric is what its definition says, in every cut of every company", oracles),
        ProofPart("hypothesis", "What holds for all inputs holds for twenty times as many examples", properties),
        ProofPart("kills", f"{kills.KILLED:,} writers killed at as many moments leave the last version whole",
                  kills.steps),
        ProofPart("scale", f"What holds of every metric holds of a company of {scale.SCALE} accesses", scale.steps,
                  (*ALL, "benchmarks/impact.py")),
        ProofPart("simulations", "Effects are found without bias, ranges hold what they say", simulations.steps,
                  SIMULATED, simulations.summary, simulations.finish),
        ProofPart("mutation", "A small change of meaning is found by a test", mutation.steps, summary=mutation.summary),
    )
}  # fmt: skip
