"""Where the parts find what they test: the only file to change when code moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
STATE = ROOT / "build" / "prove"
"""What the finished steps found; git leaves it out."""
PAGE = ROOT / "docs" / "proof.md"

ALL = ("metrics", "sample_data", "tests", "pyproject.toml", "requirements-test.txt")
"""What a part stands on unless it says otherwise: any change of it makes a new beginning."""

ORACLES = (
    "tests/oracles/test_oracles.py",
    "tests/catalogue/test_second_engine.py",
    "tests/query/test_hostile_names.py",
)
CATALOGUE = ("tests/catalogue",)
KILLS = ("tests/store/test_kills.py",)
SIMULATED = ("metrics/impact", "metrics/programs/assignment_set.py", "benchmarks/simulate.py", "benchmarks/simulated")


@dataclass(frozen=True, slots=True)
class Place:
    """Files in which something is changed by a mutant, and the tests that should find it."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


ANSWERS = ("tests/oracles/test_oracles.py", "tests/query", "tests/oracles", "tests/catalogue")
"""The tests of what an answer says; the likeliest to find something come first."""
CAUSES = ("tests/programs", "tests/oracles", "tests/sample")

MUTATED: Mapping[str, Place] = {
    "compile": Place(("metrics/query/compile/*.py",), ANSWERS),
    "periods": Place(("metrics/query/periods.py",), ("tests/query/test_periods.py", *ANSWERS)),
    "values": Place(("metrics/query/aggregate.py",), ANSWERS),
    "catalogue": Place(("metrics/semantic/metrics/*/*.sql",), ANSWERS),
    "prepared views": Place(("metrics/semantic/models/*.sql",), ANSWERS),
    "programmes": Place(("metrics/programs/*.py",), CAUSES),
    "ramps": Place(("metrics/people/ramp_*.py",), ("tests/query/test_ramps.py", *ANSWERS)),
    "impact": Place(("metrics/impact/*.py",), ("tests/impact", "tests/programs", "tests/oracles")),
}
