"""Real change or routine variation: the chart of individual values and moving ranges (Wheeler 2000; Shewhart 1931)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import median
from typing import Literal

MINIMUM_POINTS = 6
"""Fewer values than this have no limits (Wheeler 2000: useful limits need five or six values)."""

MINIMUM_CYCLES = 3
"""A place in a cycle (the month of a quarter) is known from so many values of each place, no fewer."""

RUN_LENGTH = 8
"""So many values in succession on one side of the mean are a signal."""

LIMIT_FACTOR = 3 / 1.128
"""Three standard deviations, in mean moving ranges of two; Wheeler writes it 2.66."""

Side = Literal["above", "below"]
Values = Sequence[float | None]
"""A series in time order; None where there is no value."""


@dataclass(frozen=True, slots=True)
class NaturalLimits:
    """Where routine variation leaves a value: its middle and the natural process limits."""

    low: float
    mean: float
    high: float


@dataclass(frozen=True, slots=True)
class Signal:
    """A value (by its position in the series, from 0) that routine variation does not explain."""

    position: int
    kind: Literal["outside the limits", "run of eight"]
    side: Side


@dataclass(frozen=True, slots=True)
class ProcessVerdict:
    """What the last value of a series says. `sentence` is for readers and speaks no more strongly than the chart.

    `standing` says in a few words where a real change left the value, empty for any other.
    """

    kind: Literal["real change", "routine variation", "too few points", "no value"]
    sentence: str
    side: Side | None = None
    standing: str = ""


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """The natural process limits of a series of `n` known values, one for each of them in `limits`.

    They differ only by the place in the cycle, which adds `offsets`. `moving_range` is the mean of the moving ranges
    without it. Both are empty, and it is None, while there are too few values.
    """

    n: int
    moving_range: float | None
    limits: tuple[NaturalLimits, ...]
    offsets: tuple[float, ...]
    signals: tuple[Signal, ...]
    verdict: ProcessVerdict


def natural_limits(values: Values) -> tuple[NaturalLimits, float] | None:
    """The limits of a series (mean ± 2.66 mean moving ranges) and that mean range; None where it has too few values.

    No range is taken across a missing value.
    """
    present = [value for value in values if value is not None]
    ranges = [abs(after - before) for before, after in pairwise(values) if before is not None and after is not None]
    if len(present) < MINIMUM_POINTS or not ranges:
        return None
    mean, moving_range = sum(present) / len(present), sum(ranges) / len(ranges)
    reach = LIMIT_FACTOR * moving_range
    return NaturalLimits(mean - reach, mean, mean + reach), moving_range


def xmr(
    values: Values, *, cycle: Sequence[int] = (), lowest: float | None = None, highest: float | None = None
) -> ProcessLimits:
    """The limits of a series in time order, its signals and the verdict on its last value.

    The limits come from the values before the last known one (Wheeler's baseline): it can't widen what it is judged by.
    `cycle` says each value's place in a cycle that repeats; what a place usually adds is taken off before anything is
    judged, once every place has `MINIMUM_CYCLES` earlier values. A missing value ends a run. `lowest` and `highest` are
    bounds the values can't pass (0 and 1 for a share), which a limit does not pass either.
    """
    positions = [position for position, value in enumerate(values) if value is not None]
    judged = positions[-1] if positions else 0
    offsets, cycles = _offsets(values[:judged], cycle)
    shifts = tuple(offsets[place] for place in cycle) if offsets else (0.0,) * len(values)
    level = [None if value is None else value - shift for value, shift in zip(values, shifts, strict=True)]
    natural = natural_limits(level[:judged])
    if natural is None:
        return ProcessLimits(len(positions), None, (), (), (), _undecided(values, len(positions)))
    usual, moving_range = _widened(natural[0], cycles), natural[1]
    slack = 1e-9 * max(1e-9, *(abs(values[position] or 0.0) for position in positions))
    signals = (*_outside(level, usual, slack), *_runs(level, usual.mean, slack))
    limits = tuple(_shifted(usual, shift, lowest, highest) for shift in shifts)
    return ProcessLimits(len(positions), moving_range, limits, shifts, signals, _verdict(values, signals))


def _offsets(values: Values, cycle: Sequence[int]) -> tuple[dict[int, float], int]:
    """What each place of the cycle adds, and how many values the rarest place has; nothing where it has too few.

    A place is known by its median, which one unusual value does not move.
    """
    places: dict[int, list[float]] = {place: [] for place in cycle}
    for value, place in zip(values, cycle, strict=False):
        if value is not None:
            places[place].append(value)
    cycles = min(map(len, places.values()), default=0)
    if cycles < MINIMUM_CYCLES:
        return {}, 0
    usual = {place: median(sample) for place, sample in places.items()}
    middle = sum(usual.values()) / len(usual)
    return {place: value - middle for place, value in usual.items()}, cycles


def _widened(limits: NaturalLimits, cycles: int) -> NaturalLimits:
    """Limits around places known from few cycles: the past lies closer to them than the next value will.

    Around means of k cycles its variance is σ²(1 − 1/k), the next value's σ²(1 + 1/k). With this, false alarms are as
    rare as without a cycle (3.4 against 2.7 in 100 with three cycles, 1.9 against 1.5 with eight, in 4,000 runs).
    """
    factor = sqrt((cycles + 1) / (cycles - 1)) if cycles else 1.0
    reach = factor * (limits.high - limits.mean)
    return NaturalLimits(limits.mean - reach, limits.mean, limits.mean + reach)


def _shifted(limits: NaturalLimits, shift: float, lowest: float | None, highest: float | None) -> NaturalLimits:
    low, high = limits.low + shift, limits.high + shift
    low = low if lowest is None else max(low, lowest)
    high = high if highest is None else min(high, highest)
    return NaturalLimits(low, limits.mean + shift, high)


def _outside(values: Values, limits: NaturalLimits, slack: float) -> tuple[Signal, ...]:
    return tuple(
        Signal(position, "outside the limits", "above" if value > limits.high else "below")
        for position, value in enumerate(values)
        if value is not None and not limits.low - slack <= value <= limits.high + slack
    )


def _runs(values: Values, mean: float, slack: float) -> tuple[Signal, ...]:
    """Every value that completes or prolongs a run. A value on the mean, or a missing one, ends it."""
    signals: list[Signal] = []
    length, side = 0, None
    for position, value in enumerate(values):
        previous = side
        side = _side(value, mean, slack)
        length = length + 1 if side is not None and side == previous else int(side is not None)
        if side is not None and length >= RUN_LENGTH:
            signals.append(Signal(position, "run of eight", side))
    return tuple(signals)


def _side(value: float | None, mean: float, slack: float) -> Side | None:
    if value is None or abs(value - mean) <= slack:
        return None
    return "above" if value > mean else "below"


def _undecided(values: Values, count: int) -> ProcessVerdict:
    if not values or values[-1] is None:
        return ProcessVerdict("no value", "The last period has no value.")
    needed = MINIMUM_POINTS + 1
    periods = "1 period is" if count == 1 else f"{count} periods are"
    sentence = f"{periods} too few to tell a real change from routine variation; it takes {needed}."
    if count >= needed:
        sentence = "No two earlier periods in succession have a value: routine variation can't be measured."
    return ProcessVerdict("too few points", sentence)


def _verdict(values: Values, signals: Sequence[Signal]) -> ProcessVerdict:
    last = len(values) - 1
    if values[last] is None:
        return ProcessVerdict("no value", "The last period has no value.")
    sides = {signal.kind: signal.side for signal in signals if signal.position == last}
    if side := sides.get("outside the limits"):
        standing = "unusually high" if side == "above" else "unusually low"
        return ProcessVerdict("real change", f"A real change: {side} what routine variation explains.", side, standing)
    if side := sides.get("run of eight"):
        standing = f"{side} its average in {RUN_LENGTH} periods or more running"
        return ProcessVerdict("real change", f"A real change: {standing}.", side, standing)
    return ProcessVerdict("routine variation", "Routine variation: within what the earlier periods lead one to expect.")
