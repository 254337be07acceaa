"""What has a bound of its own instead of a floor: the simulation of capacity, and a study of a big company."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.timing import seconds
from metrics.planning import CapacityInputs, CapacityRange, linear_ramp, simulated_capacity

RUNS = 20
STUDIES = (("10,000 people × 24 months", "10000", "24", "month"), ("10,000 people × 104 weeks", "10000", "104", "week"))


@dataclass(frozen=True, slots=True)
class Bounded:
    """A figure in its unit, and what it should stay under (None: nothing was asked)."""

    what: str
    value: float
    unit: str
    bound: float | None

    @property
    def short(self) -> bool:
        """Whether it misses its bound."""
        return self.bound is not None and self.value > self.bound


def measure(studies: Sequence[tuple[str, str, str, str]] = STUDIES) -> list[Bounded]:
    """The simulation here; each study in a process of its own, so that its first run and its memory are its own."""
    return [_simulation(), *(figure for study in studies for figure in _study(*study))]


def _simulation() -> Bounded:
    inputs = CapacityInputs(
        tenures=(4,) * 37,
        ramp=linear_ramp(6),
        growth=CapacityRange(0.0, 0.02, 0.04),
        seller_attrition=CapacityRange(0.1, 0.2, 0.3),
        ramp_stretch=CapacityRange(0.75, 1.0, 1.5),
        attainment=CapacityRange(0.4, 0.5, 0.7),
        time_to_backfill=CapacityRange(1, 2, 4),
        attainment_volatility=0.1,
    )
    quickest = min(seconds(lambda: simulated_capacity(inputs, paths=10_000)) for _ in range(RUNS))
    return Bounded("simulation of 10,000 paths × 8 quarters, quickest of 20", 1000 * quickest, "ms", 50)


def _study(title: str, people: str, periods: str, grain: str) -> list[Bounded]:
    """Effect, interval, event study and placebo test of one company, by `benchmarks.impact`."""
    words = [sys.executable, "-m", "benchmarks.impact", "--json", "--people", people, "--periods", periods]
    done = subprocess.run([*words, "--grain", grain], check=True, capture_output=True, text=True)
    figures = json.loads(done.stdout)
    monthly = grain == "month"
    return [
        Bounded(
            f"study of {title}, first in the process (imports apart)", figures["first"], "s", 2 if monthly else None
        ),
        Bounded(f"study of {title}, again", figures["again"], "s", 0.5 if monthly else None),
        Bounded(f"study of {title}, peak memory", figures["peak"] / 1e9, "GB", 1 if monthly else 1.5),
    ]
