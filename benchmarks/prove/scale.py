"""The scale part: a company of a million accesses is made, imported and held to what holds of every metric."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bounded import STUDIES
from benchmarks.prove.part import Step, StepOutcome
from benchmarks.prove.places import CATALOGUE, STATE
from benchmarks.prove.suite import shares
from metrics.intake import ImportChoices, import_files
from metrics.store import Workspace
from sample_data.generate import divided, rows_of, write_divisions

SCALE = "1M"
FOLDER = STATE / f"company-{SCALE}"
SHARES = 16
BOUNDS = (1.0, 1.5)
"""Gigabytes that the studies may take at most, as docs/performance.md has them."""


def steps() -> Iterator[Step]:
    """First the company, then the tests of every metric on it, then studies of 10,000 people."""
    yield Step(f"a company of {SCALE} accesses", made)
    for step in shares(CATALOGUE, SHARES, "--sample-folder", str(FOLDER / "workspace")):
        yield Step(f"catalogue, {step.name}", step.run)
    for (title, *words), bound in zip(STUDIES, BOUNDS, strict=True):
        yield Step(title, lambda words=words, bound=bound: studied(*words, bound=bound))  # type: ignore[misc]


def made(folder: Path = FOLDER, scale: str = SCALE) -> StepOutcome:
    """Writes the company's files and imports them, once for all later steps; a run begun anew begins this anew."""
    _remove(folder)
    write_divisions(folder / "files", divided(rows_of(scale)))
    files = [(path, ImportChoices(table=path.stem)) for path in sorted((folder / "files").glob("*.csv"))]
    import_files(Workspace(folder / "workspace"), files, who="prove")
    tables = Workspace(folder / "workspace").latest().tables.values()
    return StepOutcome(True, f"{sum(table.rows for table in tables):,} rows in {len(tables)} tables")


def studied(people: str, periods: str, grain: str, bound: float) -> StepOutcome:
    """A study of many people, in a process of its own so that its memory is its own."""
    words = ["--json", "--people", people, "--periods", periods, "--grain", grain]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.impact", *words], check=True, capture_output=True, text=True
    )
    peak = json.loads(done.stdout)["peak"] / 1e9
    return StepOutcome(peak <= bound, f"{peak:.2f} GB at most, of {bound} GB")


def _remove(folder: Path) -> None:
    if folder.exists():
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
