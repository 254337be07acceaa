"""One Delta Lake table on disk: written whole or appended to, and brought back to what a version names.

Delta keeps every former file, so a version stays readable for as long as nobody clears it out.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
from deltalake import DeltaTable, write_deltalake

from metrics.store.durable import flush_file, flush_folder, sha256_of
from metrics.store.places import table_folder
from metrics.store.quiet import quiet
from metrics.store.update import TableOutcome
from metrics.store.versions import StoredFile, StoredTable

BATCH_ROWS = 100_000
CONFIGURATION = {
    # A version may name any Delta version, however old: neither the log nor the files may expire by themselves.
    "delta.enableExpiredLogCleanup": "false",
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
}


def write(folder: Path, outcome: TableOutcome, connection: duckdb.DuckDBPyConnection) -> StoredTable:
    """Stores the rows an update came to, in one Delta commit, and returns the table as a version is to name it."""
    if outcome.mode == "nothing" and outcome.stored is not None:
        return replace(outcome.stored, kept=outcome.kept, snapshots_on=outcome.snapshots_on)
    folder.mkdir(parents=True, exist_ok=True)
    overwrite = outcome.mode == "overwrite"
    with quiet():
        write_deltalake(
            str(folder),
            connection.sql(outcome.query).to_arrow_reader(BATCH_ROWS),
            mode="overwrite" if overwrite else "append",
            schema_mode="overwrite" if overwrite else None,
            configuration=CONFIGURATION,
        )
    former = {} if outcome.stored is None else {file.name: file for file in outcome.stored.files}
    return _named(folder, outcome, former)


def _named(folder: Path, outcome: TableOutcome, former: dict[str, StoredFile]) -> StoredTable:
    delta = DeltaTable(str(folder))
    actions = pa.table(delta.get_add_actions(flatten=True)).to_pylist()
    files = tuple(former.get(action["path"]) or _settled(folder / action["path"]) for action in actions)
    flush_folder(folder)
    for entry in _commit_files(folder, delta.version()):
        flush_file(entry)
    flush_folder(folder / "_delta_log")
    return StoredTable(
        delta_version=delta.version(),
        files=tuple(sorted(files, key=lambda file: file.name)),
        rows=sum(action["num_records"] for action in actions),
        columns=outcome.columns,
        kept=outcome.kept,
        snapshots_on=outcome.snapshots_on,
    )


def _commit_files(folder: Path, version: int) -> Iterable[Path]:
    path = folder / "_delta_log" / f"{version:020d}.json"
    return (path,) if path.exists() else ()


def _settled(path: Path) -> StoredFile:
    flush_file(path)
    return StoredFile(path.name, path.stat().st_size, sha256_of(path))


def bring_back(workspace: Path, name: str, named: StoredTable | None) -> int | None:
    """Makes a table's newest Delta version hold what `named` says (nothing, if None), and returns its number.

    Does nothing where it already is so. Returns None where there is no such table.
    """
    folder = table_folder(workspace, name)
    if not DeltaTable.is_deltatable(str(folder)):
        return None
    delta = DeltaTable(str(folder))
    if named is None:
        if delta.file_uris():
            delta.delete()
    elif delta.version() != named.delta_version:
        delta.restore(named.delta_version)
    return int(delta.version())
