"""One version of a workspace, as readers see it: opened once, never changing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from metrics.settings import Settings


@dataclass(frozen=True, slots=True)
class TableState:
    """One table in one version. `files` are its current Parquet files.

    `columns` are the contract columns some file has ever brought (the others are unknown, not empty). `kept` maps
    a stored column (`kept_…`) to the header it came from. Every stored table also has `import_number` (INTEGER, the
    version whose import brought the row) and `line` (BIGINT, physical line in that file).
    """

    name: str
    delta_version: int
    files: tuple[Path, ...]
    rows: int
    columns: tuple[str, ...]
    kept: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole version of a workspace: its tables, settings and documents."""

    folder: Path
    number: int
    published_at: datetime
    action: str
    tables: Mapping[str, TableState]
    settings: Settings
    documents: Mapping[str, Path]
