"""A wide export inspected in a warm worker, against DuckDB's own reading of the same file as text."""

import random
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from benchmarks.timing import Measured, in_turn, peak_memory, seconds
from metrics.intake import inspect_file

AIM = 10.0
COLUMNS, ROWS, RUNS = 500, 1_000, 5


@dataclass(frozen=True, slots=True)
class Inspected:
    """One file's inspection and the peak of the memory of all processes together, in bytes."""

    file_size: int
    taken: Measured
    peak: int


def write_wide(path: Path) -> None:
    """A file whose columns hold words, days, amounts, numbers and nothing in turn."""
    drawn = random.Random(1)
    ways = (
        lambda: drawn.choice(("alpha", "beta", "gamma")),
        lambda: f"{drawn.randint(1, 12)}/{drawn.randint(1, 28)}/2025",
        lambda: f"{drawn.random() * 1000:.2f}",
        lambda: f'"${drawn.randint(1, 99)},{drawn.randint(100, 999)}.50"',
        lambda: str(drawn.randint(0, 100_000)),
        lambda: f"Name {drawn.randint(0, 1_000_000)}",
        lambda: drawn.choice(("true", "false")),
        lambda: "",
    )
    lines = [",".join(f"Field {number}" for number in range(COLUMNS))]
    lines += [",".join(ways[place % len(ways)]() for place in range(COLUMNS)) for _ in range(ROWS)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def by_duckdb(path: Path) -> None:
    """What DuckDB does with the file left to itself, reading every cell as text."""
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE cells AS SELECT * FROM read_csv('{path}', all_varchar = true)")


def measure(folder: Path) -> Inspected:
    """Everything about the inspection of one wide file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "wide.csv"
    write_wide(path)
    floor, ours = in_turn(
        partial(seconds, partial(by_duckdb, path)), partial(seconds, partial(inspect_file, path)), runs=RUNS
    )
    with peak_memory() as peak:
        inspect_file(path)
    return Inspected(path.stat().st_size, Measured(f"{COLUMNS:,} columns × {ROWS:,} rows", ours, floor, AIM), peak[0])
