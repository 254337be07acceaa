"""One import, or one floor of it, in a process of its own: `python -m benchmarks.once KIND FILE TABLE FOLDER`.

KIND is import, watched (an import whose memory is watched), disk or memory (DuckDB's own reader, into a database file
or into memory). Prints the seconds and the peak of the resident memory in bytes as JSON.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks.timing import peak_memory, seconds
from metrics.intake import ImportChoices, import_files
from metrics.store import Workspace


def by_duckdb(path: Path, database: str) -> None:
    """What DuckDB does with a CSV file left to itself."""
    with duckdb.connect(database) as connection:
        connection.execute(f"CREATE TABLE rows AS SELECT * FROM read_csv('{path}')")


def by_product(path: Path, table: str, folder: Path) -> None:
    """What the product does with it, up to the published version."""
    import_files(Workspace(folder / "workspace"), [(path, ImportChoices(table=table))], who="benchmark")


def run_of(kind: str, path: Path, table: str, folder: Path) -> Callable[[], None]:
    """The thing to time."""
    if kind in ("import", "watched"):
        return lambda: by_product(path, table, folder)
    return lambda: by_duckdb(path, str(folder / "floor.duckdb") if kind == "disk" else ":memory:")


def main(kind: str, path: str, table: str, folder: str) -> None:
    """Times one run and prints what it took."""
    run = run_of(kind, Path(path), table, Path(folder))
    if kind == "watched":
        with peak_memory() as peak:
            took = seconds(run)
    else:
        peak, took = [0], seconds(run)
    print(json.dumps({"seconds": took, "peak": peak[0]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
