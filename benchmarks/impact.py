"""Times the study of a big company: `python -m benchmarks.impact [--people 10000] [--periods 24] [--grain month]`.

Prints the seconds of the first study in the process (imports apart) and of the quickest of five more, what they
consist of, and the peak of the resident memory.
"""

import argparse
import json
import time

import numpy as np
import scipy.sparse.csgraph
import scipy.special  # noqa: F401  (imported before the clock starts)

from benchmarks.simulated.rows import QUESTION
from benchmarks.timing import peak_memory
from metrics.impact import (
    CannotBeJudged,
    Grain,
    Observations,
    Panel,
    Rollout,
    build_panel,
    study,
    tenure_bands,
    thresholds,
)


def observations(people: int, periods: int, months: float) -> tuple[Observations, Rollout]:
    """Five segments, new hires throughout, half of the people reached at a period of their own."""
    random = np.random.default_rng(1)
    unit, period = np.repeat(np.arange(people), periods), np.tile(np.arange(periods), people)
    hired = random.integers(-periods * 3, periods // 3, people)
    there = period >= hired[unit]
    unit, period = unit[there], period[there]
    deals = random.poisson(5, len(unit))
    won = random.binomial(deals, np.clip(0.3 + random.normal(0, 0.07, people), 0.02, 0.95)[unit])
    band = tenure_bands((period - hired[unit]) * months, thresholds().tenure_edges)
    reached = random.choice(people, people // 2, replace=False)
    start = random.integers(periods // 2, periods - 2, len(reached))
    segment = random.integers(0, 5, people)[unit]
    return Observations(unit, period, won, deals, segment=segment, band=band), Rollout(reached, start)


def panel(rows: tuple[Observations, Rollout], periods: int, grain: Grain) -> Panel:
    """The panel; raises RuntimeError where there is none."""
    built = build_panel(*rows, [str(number) for number in range(periods)], grain=grain)
    if isinstance(built, CannotBeJudged):
        raise RuntimeError(built.sentence)
    return built


def main() -> None:
    """Reads the command line, measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.impact", description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--periods", type=int, default=24)
    parser.add_argument("--grain", choices=("week", "month"), default="month")
    parser.add_argument(
        "--json", action="store_true", help="seconds of the first and the quickest later run, and bytes"
    )
    arguments = parser.parse_args()
    rows = observations(arguments.people, arguments.periods, 1.0 if arguments.grain == "month" else 12 / 52)
    taken = []
    for _ in range(6):
        start = time.perf_counter()
        built = panel(rows, arguments.periods, arguments.grain)
        middle = time.perf_counter()
        studied = study(built, QUESTION)
        taken.append((time.perf_counter() - start, middle - start))
    with peak_memory() as peak:  # apart from the clock, which watching would slow
        study(panel(rows, arguments.periods, arguments.grain), QUESTION)
    if arguments.json:
        print(json.dumps({"first": taken[0][0], "again": min(taken[1:])[0], "peak": peak[0]}))
        return
    print(studied.evidence.sentence)
    print(f"{len(built.unit):,} cells, {len(studied.events.before) if studied.events else 0} points before the start")
    warm = min(taken[1:])
    gigabytes = peak[0] / 1e9
    print(f"first {taken[0][0]:.2f} s, then {warm[0]:.2f} s (of it the panel {warm[1]:.2f} s), peak {gigabytes:.2f} GB")


if __name__ == "__main__":
    main()
