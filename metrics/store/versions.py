"""`versions/N.json`: one small file names everything a version consists of. Its appearance is the only commit point."""

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from metrics.errors import UserError
from metrics.schema import Settings
from metrics.store.durable import flush_file, flush_folder
from metrics.store.typed import require_types

FORMAT = 2
"""The schema version of a workspace this program writes, and the newest it can read. Format 2 has contracts of
customers (`contract_id`, `renews`), plans that are told apart by their last day, rates with the currency that
they lead into, and the products of deals that have several (`product_lines`). A workspace of format 1 opens as it is
and gets the present format with its next version."""

FOLDER = "versions"
NUMBERED = re.compile(r"([1-9][0-9]*)\.json")
"""The name of a version's file: anything else in the folder is none."""
CHECKSUM = "checksum"
"""The field of a version's file that holds the SHA-256 of the others; files of older programs have none."""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that was imported: its SHA-256, and rows read = rows used + rows set aside."""

    name: str
    table: str
    sha256: str
    rows_read: int
    rows_used: int
    rows_set_aside: int


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One Parquet file of a table: its name in the table's folder, size in bytes and SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredTable:
    """One table as a version names it; see `TableState` for the meaning of the parts."""

    delta_version: int
    files: tuple[StoredFile, ...]
    rows: int
    columns: tuple[str, ...]
    kept: Mapping[str, str]
    snapshots_on: tuple[date, ...] = ()
    imported_in: int | None = None


@dataclass(frozen=True, slots=True)
class TableChange:
    """What an import did to one table, in rows. `closed` rows were absent from an export said to be complete."""

    table: str
    added: int
    updated: int
    closed: int


@dataclass(frozen=True, slots=True)
class Version:
    """One published version. `restores` is the version whose state it brought back, if it did, and `undoes` the step
    it took back by that.

    `documents` maps a name to the SHA-256 of its content. `digest` is the SHA-256 of the version's own file, empty for
    one that has none. `written_as` is the format it was written in.
    """

    number: int
    published_at: datetime
    action: str
    who: str
    tables: Mapping[str, StoredTable]
    settings: Settings
    documents: Mapping[str, str]
    files: tuple[ImportedFile, ...] = ()
    changes: tuple[TableChange, ...] = ()
    restores: int | None = None
    undoes: int | None = None
    digest: str = ""
    written_as: int = FORMAT

    def to_document(self) -> dict[str, Any]:
        """The version as plain values that JSON can hold."""
        tables = {name: _table_document(table) for name, table in self.tables.items()}
        return {
            "format": FORMAT,
            "number": self.number,
            "published_at": self.published_at.isoformat(),
            "action": self.action,
            "who": self.who,
            "restores": self.restores,
            "undoes": self.undoes,
            "files": [asdict(file) for file in self.files],
            "changes": [asdict(change) for change in self.changes],
            "tables": tables,
            "settings": self.settings.to_document(),
            "documents": dict(self.documents),
        }


def _table_document(table: StoredTable) -> dict[str, Any]:
    return {
        "delta_version": table.delta_version,
        "files": [asdict(file) for file in table.files],
        "rows": table.rows,
        "columns": list(table.columns),
        "kept": dict(table.kept),
        "snapshots_on": [day.isoformat() for day in table.snapshots_on],
        "imported_in": table.imported_in,
    }


def _table(document: Mapping[str, Any]) -> StoredTable:
    return StoredTable(
        delta_version=document["delta_version"],
        files=tuple(StoredFile(**file) for file in document["files"]),
        rows=document["rows"],
        columns=tuple(document["columns"]),
        kept=MappingProxyType(document["kept"]),
        snapshots_on=tuple(date.fromisoformat(day) for day in document["snapshots_on"]),
        imported_in=document.get("imported_in"),
    )


def version_of(document: Mapping[str, Any]) -> Version:
    """The version that `to_document` wrote."""
    return Version(
        number=document["number"],
        published_at=datetime.fromisoformat(document["published_at"]),
        action=document["action"],
        who=document["who"],
        tables=MappingProxyType({name: _table(table) for name, table in document["tables"].items()}),
        settings=Settings.from_document(document["settings"]),
        documents=MappingProxyType(document["documents"]),
        files=tuple(ImportedFile(**file) for file in document["files"]),
        changes=tuple(TableChange(**change) for change in document["changes"]),
        restores=document["restores"],
        undoes=document["undoes"],
        written_as=document["format"],
    )


def numbers(workspace: Path) -> tuple[int, ...]:
    """The numbers of the versions published in a workspace folder, ascending; empty where there is none."""
    try:
        names = os.listdir(workspace / FOLDER)  # noqa: PTH208 - names only, and one call
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as problem:
        raise UserError(
            f"The workspace {workspace} can't be read ({problem.strerror}): ask for the right to."
        ) from None
    return tuple(sorted(int(match[1]) for name in names if (match := NUMBERED.fullmatch(name))))


def read(workspace: Path, number: int) -> Version:
    """One version. Raises UserError if it doesn't exist, was written by a newer program, or is damaged."""
    path = workspace / FOLDER / f"{number}.json"
    try:
        content = path.read_bytes()
        document = json.loads(content.decode("utf-8"))
        if document["format"] > FORMAT:
            raise UserError(
                f"The workspace {workspace} was written by a newer Coxswain (format {document['format']}, this one "
                f"reads up to {FORMAT}): update Coxswain to open it."
            )
        return replace(_checked_version(document, number), digest=hashlib.sha256(content).hexdigest())
    except FileNotFoundError:
        existing = numbers(workspace)
        span = f"it has the versions {existing[0]} to {existing[-1]}" if existing else "it is still empty"
        raise UserError(f"The workspace {workspace} has no version {number}: {span}.") from None
    except OSError as problem:
        raise UserError(f"{_damaged(path, problem.strerror)}") from None
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as problem:
        raise UserError(_damaged(path, str(problem))) from None


def _damaged(path: Path, reason: object) -> str:
    return (
        f"The version file {path} is damaged ({reason}): put it back from a backup, or move it away to go on with the "
        "version before."
    )


def _checked_version(document: dict[str, Any], number: int) -> Version:
    """The version in a file of that number. Raises ValueError or TypeError, among others, where it can't be it."""
    checksum = document.pop(CHECKSUM, None)
    if checksum is not None and checksum != _checksum(document):
        raise ValueError("it holds something else than was stored")
    if not isinstance(document["settings"], dict):  # an empty list would pass for settings of which none was made
        raise TypeError("“settings” can't be a list or text")
    version = version_of(document)
    require_types(version)
    if version.number != number:
        raise ValueError(f"it holds version {version.number}")
    if problems := version.settings.problems():
        raise ValueError(problems[0].rstrip("."))
    return version


def _checksum(document: Mapping[str, Any]) -> str:
    return hashlib.sha256(_written(document)).hexdigest()


def _written(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def publish(workspace: Path, version: Version) -> Version:
    """Makes a version appear, whole or not at all, and returns it with its digest.

    Raises FileExistsError if its number is already taken.
    """
    folder = workspace / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{version.number}.json"
    draft = folder / f".{version.number}.{os.getpid()}.draft"
    document = version.to_document()
    content = _written({**document, CHECKSUM: _checksum(document)})
    draft.write_bytes(content)
    flush_file(draft)
    try:
        _publish_exclusively(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    flush_folder(folder)
    return replace(version, digest=hashlib.sha256(content).hexdigest())


def _publish_exclusively(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)  # fails if the name is taken, unlike a rename
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: the workspace's lock keeps other writers out
        if path.exists():
            raise FileExistsError(path) from None
        draft.rename(path)


def clear_drafts(workspace: Path) -> None:
    """Removes what a writer killed while publishing left behind. Only for the holder of the lock."""
    for draft in (workspace / FOLDER).glob(".*.draft"):
        draft.unlink(missing_ok=True)
