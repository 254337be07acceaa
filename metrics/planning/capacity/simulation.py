"""How much sellers can carry while they are hired, ramp up and leave: a seeded simulation over eight quarters.

Capacity is counted in full quotas a quarter: a fully productive seller who attains the whole quota is one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from metrics.errors import UserError
from metrics.planning.organization.hiring import QUARTERS

MONTHS = 3 * QUARTERS
PATHS = 10_000
SEED = 20_260_930
LEVELS = 65
"""So many lengths of the ramp between the shortest and the longest are told apart."""

Floats = NDArray[np.float64]
Leaving = Callable[[Floats], Floats]
"""How many of the expected leavers of a quarter do leave, by path."""


@dataclass(frozen=True, slots=True)
class CapacityRange:
    """A value that isn't known exactly: it lies between `low` and `high`, likeliest at `likely`."""

    low: float
    likely: float
    high: float

    def problem(self, title: str) -> str | None:
        """What can't be right about it."""
        if not self.low <= self.likely <= self.high:
            return (
                f"{title}: the low value ({self.low:g}) must not lie above the likely one ({self.likely:g}), nor that "
                f"above the high one ({self.high:g})."
            )
        return None


@dataclass(frozen=True, slots=True)
class CapacityInputs:
    """Sellers and what happens to them.

    `tenures[m]` is how many sellers have been there for m months (the last entry: for so long that the ramp is
    behind them). `ramp[m]` is how productive a seller is in month m after starting, 1 being full; after its end it is
    full. `growth` is per quarter, `seller_attrition` per year. `ramp_stretch` multiplies the length of the ramp.
    `attainment` is the part of the quota that a fully productive seller attains, and `attainment_volatility` by how
    much of itself that differs from quarter to quarter (standard deviation). `time_to_backfill` is how many months pass
    until who left is replaced.
    """

    tenures: tuple[int, ...]
    ramp: tuple[float, ...]
    growth: CapacityRange
    seller_attrition: CapacityRange
    ramp_stretch: CapacityRange
    attainment: CapacityRange
    time_to_backfill: CapacityRange
    attainment_volatility: float

    @property
    def sellers(self) -> int:
        """How many there are now."""
        return sum(self.tenures)


TITLES = {
    "growth": "Growth of sellers",
    "seller_attrition": "Sellers who leave",
    "ramp_stretch": "Length of the ramp",
    "attainment": "Attainment",
    "time_to_backfill": "Months to replace",
}
"""The inputs that aren't known exactly."""


@dataclass(frozen=True, slots=True)
class CapacityBar:
    """What one input does to the capacity of all eight quarters when it alone is low or high."""

    name: str
    title: str
    low_input: float
    high_input: float
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        """How far apart the two are."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Capacity:
    """Full quotas a quarter: the tenth, middle and ninetieth of a hundred paths, and their sums over all quarters.

    Arrays hold one number a quarter. `expected` is the total with every input at its likely value and nothing left to
    chance; `bars` say what moves it most, the largest swing first.
    """

    p10: Floats
    p50: Floats
    p90: Floats
    total_p10: float
    total_p50: float
    total_p90: float
    expected: float
    bars: tuple[CapacityBar, ...]

    def times(self, worth: float) -> "Capacity":
        """The same in what a full quota is worth."""
        return Capacity(
            p10=worth * self.p10,
            p50=worth * self.p50,
            p90=worth * self.p90,
            total_p10=worth * self.total_p10,
            total_p50=worth * self.total_p50,
            total_p90=worth * self.total_p90,
            expected=worth * self.expected,
            bars=tuple(replace(bar, at_low=worth * bar.at_low, at_high=worth * bar.at_high) for bar in self.bars),
        )


@dataclass(frozen=True, slots=True)
class _Draws:
    """One value of each input for every path; `shocks` has a factor for each quarter and path."""

    growth: Floats
    seller_attrition: Floats
    ramp_stretch: Floats
    attainment: Floats
    time_to_backfill: Floats
    shocks: Floats | float


def simulated_capacity(inputs: CapacityInputs, paths: int = PATHS, seed: int = SEED) -> Capacity:
    """Simulates `paths` futures; the same seed gives the same ones. Raises UserError for ranges that can't be."""
    for name, title in TITLES.items():
        if problem := getattr(inputs, name).problem(title):
            raise UserError(problem)
    numbers = np.random.default_rng(seed)
    draws = _drawn(inputs, paths, numbers)
    by_quarter = _productive(inputs, draws, lambda expected: numbers.poisson(expected).astype(float))
    low, middle, high = _percentiles(by_quarter)
    total_low, total_middle, total_high = (float(each[0]) for each in _percentiles(by_quarter.sum(axis=0)[np.newaxis]))
    expected, bars = _tornado(inputs)
    return Capacity(low, middle, high, total_low, total_middle, total_high, expected, bars)


def _drawn(inputs: CapacityInputs, paths: int, numbers: np.random.Generator) -> _Draws:
    """Triangular draws of every input, and normal ones of what differs from quarter to quarter."""
    drawn = {name: _triangular(getattr(inputs, name), paths, numbers) for name in TITLES}
    shocks = np.maximum(0.0, 1 + inputs.attainment_volatility * numbers.standard_normal((QUARTERS, paths)))
    return _Draws(**drawn, shocks=shocks)


def _triangular(between: CapacityRange, paths: int, numbers: np.random.Generator) -> Floats:
    if between.low == between.high:
        return np.full(paths, between.likely, dtype=float)
    return numbers.triangular(between.low, between.likely, between.high, paths)


def _productive(inputs: CapacityInputs, draws: _Draws, leaving: Leaving) -> Floats:
    """Full quotas by quarter and path: who is there, cohort by cohort, times how far each is on the ramp."""
    paths = len(draws.growth)
    ramps, present = _ramps(inputs, draws.ramp_stretch)
    staying, joined = np.ones(paths), np.zeros((MONTHS, paths))
    heads = np.full(paths, float(inputs.sellers))
    left = np.zeros((MONTHS + 1, paths))
    waits = np.rint(draws.time_to_backfill).astype(int)
    everyone = np.arange(paths)
    quarters = np.zeros((QUARTERS, paths))
    rates = draws.seller_attrition / 4  # whoever replaces those who leave may leave as well
    monthly = (1 + draws.growth) ** (1 / 3)
    planned = heads.copy()
    for month in range(MONTHS):
        if month % 3 == 0:
            leavers = np.minimum(leaving(heads * rates), heads) / 3
        before, planned = planned, planned * monthly
        gone = np.minimum(heads, np.maximum(leavers, heads - planned))
        left[month + 1] = np.minimum(leavers, heads)
        stay = 1 - np.divide(gone, heads, out=np.zeros(paths), where=heads > 0)
        staying *= stay
        joined[:month] *= stay
        replaced = left[np.maximum(month + 1 - waits, 0), everyone]
        heads -= gone
        joined[month] = np.clip(replaced + np.maximum(planned - before, 0), 0, planned - heads)
        heads += joined[month]
        there = staying * present[month] + np.einsum("mp,mp->p", joined[: month + 1], ramps[month::-1])
        quarters[month // 3] += there
    return quarters / 3 * draws.attainment * draws.shocks


def _ramps(inputs: CapacityInputs, ramp_stretch: Floats) -> tuple[Floats, Floats]:
    """By month and path: how productive a new seller is, and how many full sellers those of today amount to."""
    low, high = float(ramp_stretch.min()), float(ramp_stretch.max())
    lengths = np.linspace(low, high, LEVELS) if high > low else np.array([low])
    level = np.rint((ramp_stretch - low) / ((high - low) or 1.0) * (len(lengths) - 1)).astype(int)
    longest = MONTHS + len(inputs.tenures)
    months = np.arange(longest)
    curves = np.stack([_stretched(inputs.ramp, length, months) for length in lengths], axis=1)
    *ramping, full = np.array(inputs.tenures, dtype=float)
    present = np.stack([ramping @ curves[month + 1 : month + 1 + len(ramping)] + full for month in range(MONTHS)])
    return curves[:MONTHS, level], present[:, level]


def _stretched(ramp: Sequence[float], length: float, months: NDArray[np.int64]) -> Floats:
    """The ramp made longer or shorter: month m of it is passed in month m × length."""
    points = np.concatenate(([0.0], np.arange(len(ramp) + 1) + 0.5))
    curve: Floats = np.interp((months + 0.5) / length, points, (0.0, *ramp, 1.0))
    return curve


def _percentiles(values: Floats) -> tuple[Floats, Floats, Floats]:
    """The tenth, fiftieth and ninetieth percentile of each row: the values at those places, nothing between them."""
    places = [int(share * (values.shape[1] - 1)) for share in (0.1, 0.5, 0.9)]
    parted = np.partition(values, places, axis=1)
    return parted[:, places[0]], parted[:, places[1]], parted[:, places[2]]


def _tornado(inputs: CapacityInputs) -> tuple[float, tuple[CapacityBar, ...]]:
    """The total with everything likely, and with one input at a time at its low and high value."""
    names = list(TITLES)
    columns = {name: np.full(1 + 2 * len(names), getattr(inputs, name).likely, dtype=float) for name in names}
    for place, name in enumerate(names):
        columns[name][1 + 2 * place] = getattr(inputs, name).low
        columns[name][2 + 2 * place] = getattr(inputs, name).high
    totals = _productive(inputs, _Draws(**columns, shocks=1.0), lambda expected: expected).sum(axis=0)
    bars = [
        CapacityBar(name, TITLES[name], getattr(inputs, name).low, getattr(inputs, name).high, *map(float, pair))
        for name, pair in zip(names, totals[1:].reshape(-1, 2), strict=True)
    ]
    return float(totals[0]), tuple(sorted(bars, key=lambda bar: -bar.swing))


def linear_ramp(months: int) -> tuple[float, ...]:
    """A ramp that grows evenly from nothing to full over so many months, in the middle of each."""
    return tuple((month + 0.5) / months for month in range(months))
