"""Timing two things in turn, so that what else the machine does falls on both."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

import psutil


@dataclass(frozen=True, slots=True)
class Spread:
    """Seconds of several runs of one thing."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle run."""
        return median(self.seconds)

    def shown(self) -> str:
        """Median, and the least and the most, in the unit that suits."""
        if self.median < 1:
            low, middle, high = (
                f"{1000 * value:,.0f}" for value in (min(self.seconds), self.median, max(self.seconds))
            )
            return f"{middle} ms ({low}–{high})"
        return f"{self.median:.2f} s ({min(self.seconds):.2f}–{max(self.seconds):.2f})"


@dataclass(frozen=True, slots=True)
class Measured:
    """A thing and its floor, timed in the same run. `aim` is the ratio hoped for, None where there is none."""

    what: str
    ours: Spread
    floor: Spread
    aim: float | None

    @property
    def ratio(self) -> float:
        """Median to median."""
        return self.ours.median / self.floor.median

    @property
    def short(self) -> bool:
        """Whether it misses its aim."""
        return self.aim is not None and self.ratio > self.aim


def seconds(run: Callable[[], object]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def in_turn(*things: Callable[[], float], runs: int) -> tuple[Spread, ...]:
    """All things one after another, `runs` times over, after one round to warm up. Each gives its own seconds."""
    rounds = [tuple(thing() for thing in things) for _ in range(runs + 1)][1:]
    return tuple(Spread(taken) for taken in zip(*rounds, strict=True))


def alternate(
    what: str, ours: Callable[[], float], floor: Callable[[], float], *, runs: int, aim: float | None
) -> Measured:
    """A thing and its floor in turn."""
    floor_taken, taken = in_turn(floor, ours, runs=runs)
    return Measured(what, taken, floor_taken, aim)


@contextmanager
def peak_memory() -> Iterator[list[int]]:
    """While inside, watches the resident memory of this process and its children, and leaves their peak in bytes.

    Memory shared between them counts once for each, so the figure is an upper bound.
    """
    peak, done = [0], threading.Event()

    def watch() -> None:
        root = psutil.Process(os.getpid())
        while not done.wait(0.01):
            total = 0
            for process in (root, *root.children(recursive=True)):
                try:
                    total += process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            peak[0] = max(peak[0], total)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()
