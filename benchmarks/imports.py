"""An import against DuckDB's own `CREATE TABLE AS SELECT … read_csv` of the same file, and the memory it takes."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.timing import Measured, in_turn

AIM = 2.0


@dataclass(frozen=True, slots=True)
class Imported:
    """One file's import: timed against a floor that ends on disk and one that ends in memory; sizes in bytes."""

    rows: int
    file_size: int
    disk: Measured
    memory: Measured
    peak: int


def once(kind: str, path: Path, table: str) -> dict[str, float]:
    """One run in a fresh process and a fresh folder: its seconds and its peak memory."""
    with tempfile.TemporaryDirectory(prefix="coxswain-benchmark-") as folder:
        words = [sys.executable, "-m", "benchmarks.once", kind, str(path), table, folder]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{kind} of {path.name} failed:\n{done.stderr}")
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def took(kind: str, path: Path, table: str) -> float:
    """The seconds of one run."""
    return once(kind, path, table)["seconds"]


def measure(path: Path, table: str, rows: int, runs: int) -> Imported:
    """Everything about the import of one file into an empty workspace."""
    name = f"{table}, {rows:,} rows"
    disk, memory, ours = in_turn(
        *(partial(took, kind, path, table) for kind in ("disk", "memory", "import")), runs=runs
    )
    peak = int(once("watched", path, table)["peak"])
    return Imported(
        rows, path.stat().st_size, Measured(name, ours, disk, AIM), Measured(name, ours, memory, None), peak
    )
