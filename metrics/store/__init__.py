"""The workspace on disk: versioned tables, documents, an audit log."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.store.document_kind import DocumentKind
    from metrics.store.documents import stored_content
    from metrics.store.durable import sha256_of
    from metrics.store.former_values import former_value_sql
    from metrics.store.merge import ENDING_COLUMNS
    from metrics.store.scan import numbered_parquet
    from metrics.store.snapshot import Snapshot, TableState
    from metrics.store.table_layout import ROW_COLUMNS
    from metrics.store.table_preview import CellChange, ColumnPreview, TablePreview
    from metrics.store.update import TableUpdate
    from metrics.store.verification import VersionState, require_whole
    from metrics.store.versions import ImportedFile, StoredTable, TableChange, Version
    from metrics.store.workspace import EMPTY, Workspace, default_folder

__all__ = [
    "EMPTY",
    "ENDING_COLUMNS",
    "ROW_COLUMNS",
    "CellChange",
    "ColumnPreview",
    "DocumentKind",
    "ImportedFile",
    "Snapshot",
    "StoredTable",
    "TableChange",
    "TablePreview",
    "TableState",
    "TableUpdate",
    "Version",
    "VersionState",
    "Workspace",
    "default_folder",
    "former_value_sql",
    "numbered_parquet",
    "require_whole",
    "sha256_of",
    "stored_content",
]
__getattr__ = lazy(__name__)
