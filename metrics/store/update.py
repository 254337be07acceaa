"""What a table becomes when a file's rows reach it: the rules of "next quarter's export", computed in DuckDB.

What publishing stores and what a preview shows is the same merge.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import duckdb

from metrics.schema import Contract, StageWord, contracts
from metrics.store.former_values import Former, with_former
from metrics.store.keyed import absent_keys, merge_by_key
from metrics.store.keyless import absent_surplus, merge_by_multiplicity
from metrics.store.merge import Merge, Merged, SameDay, is_roster_snapshot
from metrics.store.roster import absent_people, merge_snapshot
from metrics.store.scan import literal, numbered_parquet, parquet
from metrics.store.table_layout import TableLayout
from metrics.store.table_preview import TablePreview, preview_of
from metrics.store.transfers import with_owners_at_closing
from metrics.store.validity import in_order
from metrics.store.versions import StoredFile, StoredTable, TableChange

FILES_BEFORE_REWRITE = 64
"""Appending this often makes a table slow to open: then it is written anew in one piece."""


@dataclass(frozen=True, slots=True)
class TableUpdate:
    """Rows a file brought for one table.

    `rows` is a Parquet file with the contract's `columns` it brought (typed), its `kept` columns (stored name →
    header) and `line`, unless `first_line` is the line its first row began on and each row took one.

    `complete`: what is absent from it no longer exists. `snapshot_on` is the day a roster without
    dates speaks of (None: of all time), and the day on which absent rows end (None: the day of the import).
    `same_day` and `imported_before` are those of a `Merge`.
    """

    table: str
    rows: Path
    columns: tuple[str, ...]
    kept: Mapping[str, str]
    complete: bool = False
    snapshot_on: date | None = None
    first_line: int | None = None
    same_day: SameDay | None = None
    imported_before: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TableOutcome:
    """What to do to a stored table: nothing, append the query's rows, or write them instead of what it holds."""

    mode: Literal["nothing", "append", "overwrite"]
    query: str
    stored: StoredTable | None
    columns: tuple[str, ...]
    kept: Mapping[str, str]
    snapshots_on: tuple[date, ...]
    change: TableChange


def merge_of(
    connection: duckdb.DuckDBPyConnection,
    update: TableUpdate,
    stored: StoredTable | None,
    folder: Path,
    import_number: int,
    stage_words: tuple[StageWord, ...] = (),
    former: Former = MappingProxyType({}),
) -> Merge:
    """The merge of one update into a table whose files lie in `folder`. `stage_words` tell which deals are closed,
    `former` what stored rows have in columns that are not stored yet."""
    contract = contracts()[update.table]
    files = [folder / file.name for file in stored.files] if stored else []
    relation = parquet(files) if files else None
    columns = (*(stored.columns if stored else ()), *former)
    merge = Merge(
        connection=connection,
        incoming=numbered_parquet(update.rows, update.first_line),
        brought=TableLayout(contract, update.columns, update.kept),
        stored=with_former(relation, former) if relation and former else relation,
        stored_layout=TableLayout(contract, columns, stored.kept) if stored else TableLayout(contract, (), {}),
        import_number=import_number,
        complete=update.complete,
        snapshot_on=update.snapshot_on,
        today=datetime.now(UTC).date(),
        snapshots_on=stored.snapshots_on if stored else (),
        same_day=update.same_day,
        imported_before=update.imported_before,
    )
    return with_owners_at_closing(merge, stage_words)


def outcome_of(merge: Merge, stored: StoredTable | None) -> TableOutcome:
    """What one update does to a table.

    Raises UserError for rows that contradict each other: a key twice in a file, or assignments that overlap.
    """
    merged = merged_rows(merge)
    layout = merged.layout
    crowded = stored is not None and len(stored.files) >= FILES_BEFORE_REWRITE
    same_columns = stored is not None and set(layout.values) == {*stored.columns, *stored.kept}
    appendable = merged.only_new and not crowded and same_columns
    change = TableChange(layout.contract.name, merged.added, merged.updated, merged.closed)
    mode: Literal["nothing", "append", "overwrite"] = "append" if appendable else "overwrite"
    if appendable and not merged.added:
        mode = "nothing"
    query = merged.rows
    if merged.only_new and not appendable and merge.stored is not None:
        query = f"{merge.stored_rows(layout)} UNION ALL {merged.rows}"
    return TableOutcome(
        mode, query, stored, layout.columns, layout.kept, merged.snapshots_on or merge.snapshots_on, change
    )


def preview_updates(
    database: duckdb.DuckDBPyConnection,
    updates: Sequence[TableUpdate],
    stored: StoredTable | None,
    folder: Path,
    import_number: int,
    stage_words: tuple[StageWord, ...],
    scratch: Path,
) -> TablePreview:
    """What updates of one table, in order, would do to it; nothing is stored but parts in `scratch`. Raises UserError
    as publishing them would."""
    held, place, brought = stored, folder, 0
    for number, update in enumerate(updates, start=1):
        with database.cursor() as connection:
            merge = merge_of(connection, update, held, place, import_number, stage_words)
            brought += merge.number(f"SELECT count(*) FROM {merge.incoming}")
            if number < len(updates):
                held, place = _laid_down(merge, held, scratch / f"{update.table}_{number}.parquet"), scratch
                continue
            files = [folder / file.name for file in stored.files] if stored else []
            layout = TableLayout(contracts()[update.table], stored.columns, stored.kept) if stored else merge.layout
            return preview_of(merge, merged_rows(merge), parquet(files) if files else None, layout, brought)
    raise ValueError("There are no updates to preview.")


def _laid_down(merge: Merge, held: StoredTable | None, path: Path) -> StoredTable:
    """The whole table after a merge as one Parquet file, for the next update to reach."""
    outcome = outcome_of(merge, held)
    query = outcome.query
    if outcome.mode != "overwrite" and merge.stored is not None:
        layout = TableLayout(merge.layout.contract, outcome.columns, outcome.kept)
        query = f"{merge.stored_rows(layout)} UNION ALL {query}"
    merge.connection.execute(f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet)")
    rows = merge.number(f"SELECT count(*) FROM {parquet([path])}")
    files = (StoredFile(path.name, path.stat().st_size, ""),)
    return StoredTable(0, files if rows else (), rows, outcome.columns, outcome.kept, outcome.snapshots_on)


def absent_rows(merge: Merge) -> str:
    """A SELECT of the stored rows that a complete export without them would close or remove."""
    if not merge.layout.contract.key:
        return absent_surplus(merge)
    return absent_people(merge) if is_roster_snapshot(merge) else absent_keys(merge)


def merged_rows(merge: Merge) -> Merged:
    """What a merge comes to. Raises UserError for rows that contradict each other."""
    contract = merge.layout.contract
    if not contract.key:
        return merge_by_multiplicity(merge)
    if is_roster_snapshot(merge):
        return merge_snapshot(merge)
    merged = merge_by_key(merge)
    return in_order(merge, merged) if _has_validity(contract) else merged


def _has_validity(contract: Contract) -> bool:
    return {"valid_from", "valid_to"} <= contract.columns.keys()
