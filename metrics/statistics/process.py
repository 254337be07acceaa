"""Real change or routine variation: the chart of individual values and moving ranges (Wheeler 2000; Shewhart 1931)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

MINIMUM_POINTS = 6
"""Fewer values than this have no limits (Wheeler 2000: useful limits need five or six values)."""

RUN_LENGTH = 8
"""So many values in succession on one side of the mean are a signal."""

LIMIT_FACTOR = 3 / 1.128
"""Three standard deviations, in mean moving ranges of two; Wheeler writes it 2.66."""

RANGE_FACTOR = 3.268
"""The upper limit of a moving range, in mean moving ranges."""

Side = Literal["above", "below"]


@dataclass(frozen=True, slots=True)
class Signal:
    """A value (by its position in the series, from 0) that routine variation does not explain."""

    position: int
    kind: Literal["outside the limits", "run of eight"]
    side: Side


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the last value of a series says. `sentence` is for readers and speaks no more strongly than the chart."""

    kind: Literal["real change", "routine variation", "too few points", "no value"]
    sentence: str
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """The natural process limits of a series of `n` known values.

    `low` and `high` are where the next value is expected; `moving_range` is the mean of the moving ranges and
    `range_limit` the most one of them should be. All four are None while there are too few values.
    """

    n: int
    mean: float | None
    moving_range: float | None
    low: float | None
    high: float | None
    range_limit: float | None
    signals: tuple[Signal, ...]
    verdict: Verdict


def xmr(values: Sequence[float | None], *, lowest: float | None = None, highest: float | None = None) -> ProcessLimits:
    """The limits of a series in time order, its signals and the verdict on its last value.

    A missing value (None) is no value: no range is taken across it and it ends a run. `lowest` and `highest` are
    bounds the values can't pass (0 and 1 for a share), which a limit does not pass either.
    """
    known = [float(value) for value in values if value is not None]
    ranges = [abs(after - before) for before, after in pairwise(values) if before is not None and after is not None]
    mean = sum(known) / len(known) if known else None
    if mean is None or len(known) < MINIMUM_POINTS or not ranges:
        return ProcessLimits(len(known), mean, None, None, None, None, (), _undecided(values, len(known)))
    moving_range = sum(ranges) / len(ranges)
    low, high = mean - LIMIT_FACTOR * moving_range, mean + LIMIT_FACTOR * moving_range
    low = low if lowest is None else max(low, lowest)
    high = high if highest is None else min(high, highest)
    slack = 1e-9 * max(1e-9, *(abs(value) for value in known))
    signals = (*_outside(values, low - slack, high + slack), *_runs(values, mean, slack))
    return ProcessLimits(
        len(known), mean, moving_range, low, high, RANGE_FACTOR * moving_range, signals, _verdict(values, signals)
    )


def _outside(values: Sequence[float | None], low: float, high: float) -> tuple[Signal, ...]:
    return tuple(
        Signal(position, "outside the limits", "above" if value > high else "below")
        for position, value in enumerate(values)
        if value is not None and not low <= value <= high
    )


def _runs(values: Sequence[float | None], mean: float, slack: float) -> tuple[Signal, ...]:
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


def _undecided(values: Sequence[float | None], known: int) -> Verdict:
    if not values or values[-1] is None:
        return Verdict("no value", "The last period has no value.")
    periods = "1 period is" if known == 1 else f"{known} periods are"
    sentence = f"{periods} too few to tell a real change from routine variation; it takes {MINIMUM_POINTS}."
    if known >= MINIMUM_POINTS:
        sentence = "No two periods in succession have a value: routine variation can't be measured."
    return Verdict("too few points", sentence)


def _verdict(values: Sequence[float | None], signals: Sequence[Signal]) -> Verdict:
    last = len(values) - 1
    if values[last] is None:
        return Verdict("no value", "The last period has no value.")
    for signal in signals:
        if signal.position == last and signal.kind == "outside the limits":
            return Verdict("real change", f"A real change: {signal.side} what routine variation explains.", signal.side)
    for signal in signals:
        if signal.position == last:
            sentence = f"A real change: {RUN_LENGTH} periods or more in succession {signal.side} the average."
            return Verdict("real change", sentence, signal.side)
    return Verdict("routine variation", "Routine variation: within what the earlier periods lead one to expect.")
