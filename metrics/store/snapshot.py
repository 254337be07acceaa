"""One version of a workspace, as readers see it: opened once, never changing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from metrics.schema import Settings
from metrics.store.scan import parquet


@dataclass(frozen=True, slots=True)
class TableState:
    """One table in one version. `files` are its current Parquet files, all with the same columns.

    `columns` are the contract columns some file has ever brought (the others are unknown, not empty). `kept` maps
    a stored column (`kept_…`) to the header it came from. Every stored table also has `import_number` (INTEGER, the
    version whose import brought the row) and `line` (BIGINT, physical line in that file). `snapshots_on` are the days
    of the rosters without dates. `imported_in` is the version whose import last reached the table, whether or not it
    changed a row; None where that isn't known. `digests` are the SHA-256s that `files` were published with.
    `former_values` are those of a column that was not stored when rows came in, by the import that brought them.
    """

    name: str
    delta_version: int
    files: tuple[Path, ...]
    rows: int
    columns: tuple[str, ...]
    kept: Mapping[str, str]
    snapshots_on: tuple[date, ...] = ()
    imported_in: int | None = None
    digests: tuple[str, ...] = ()
    former_values: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    @property
    def relation(self) -> str:
        """A FROM-able DuckDB expression over the rows. A table without rows has no files and no relation."""
        return parquet(self.files)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole version of a workspace: its tables (those with rows), settings and documents.

    `digest` is the SHA-256 of its version file: what is remembered of a version is remembered by it, as another folder
    may be filled under the same name, or a backup put back, while the program runs. `written_as` is the format of the
    program that wrote it, None where no program did.
    """

    folder: Path
    number: int
    published_at: datetime
    action: str
    tables: Mapping[str, TableState]
    settings: Settings
    documents: Mapping[str, Path]
    digest: str = ""
    written_as: int | None = None
