"""Whether stored files are what was published.

A flipped bit may change a number in silence. So a version's files are hashed before their rows are first read: once in
a process, table by table, remembered by the digest of the version's own file.
"""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from metrics.errors import DamagedError, UserError
from metrics.store import documents, versions
from metrics.store.durable import sha256_of
from metrics.store.places import table_folder
from metrics.store.snapshot import Snapshot
from metrics.store.versions import Version


@dataclass(frozen=True, slots=True)
class DamagedFile:
    """A stored file that isn't what was published, and what is wrong with it, as the end of a sentence."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class VersionState:
    """What was seen of a version: its files that are damaged, or why the version itself can't be read."""

    number: int
    damaged: tuple[DamagedFile, ...] = ()
    unreadable: str = ""

    @property
    def whole(self) -> bool:
        """Whether everything it consists of is what was published."""
        return not (self.damaged or self.unreadable)

    @property
    def gone(self) -> bool:
        """Whether files are missing and nothing else is wrong: those of earlier versions may have been cleared out."""
        return bool(self.damaged) and all(file.reason == MISSING for file in self.damaged)


MISSING = "is missing"
Expected = Mapping[Path, tuple[int | None, str]]
"""For each file its size in bytes, if a version names that, and its SHA-256."""

_whole: set[tuple[Path, str, str]] = set()
_verifying = Lock()


def require_whole(snapshot: Snapshot, tables: Iterable[str], *, again: bool = False) -> None:
    """Raises DamagedError where a file of these tables isn't what the version was published with.

    Each table of a version is read once for it in a process, unless `again`.
    """
    with _verifying:
        for name in tables:
            key, table = (snapshot.folder, snapshot.digest, name), snapshot.tables.get(name)
            if table is None or not table.digests or (key in _whole and not again):
                continue  # one that no version names has no digests
            for path, digest in zip(table.files, table.digests, strict=True):
                if reason := damage(path, None, digest):
                    raise damaged_error(snapshot.folder, snapshot.number, DamagedFile(path, reason))
            _whole.add(key)


def damage(path: Path, size: int | None, digest: str) -> str:
    """What is wrong with a file that had this size and SHA-256 when it was published; empty if nothing is."""
    if reason := misfit(path, size):
        return reason
    try:
        return "" if sha256_of(path) == digest else "holds other bytes than were stored"
    except OSError as problem:
        return f"can't be read ({problem.strerror})"


def misfit(path: Path, size: int | None) -> str:
    """The same, without reading it."""
    try:
        present = path.stat().st_size
    except FileNotFoundError:
        return MISSING
    except OSError as problem:
        return f"can't be read ({problem.strerror})"
    if not path.is_file():
        return "is no file any more"
    return "" if size in (None, present) else f"holds {present:,} bytes and not the {size:,} that were stored"


def damaged_error(folder: Path, number: int, file: DamagedFile) -> DamagedError:
    """The sentence about a damaged version, which leads on to the last whole one where it is the newest."""
    existing = versions.numbers(folder)
    newest = number == existing[-1] if existing else False
    whole = next((state.number for state in states(folder, before=number) if state.whole), None) if newest else None
    seen = (
        f"Version {number} of the workspace {folder} is missing or damaged in part: the file {file.path} {file.reason}."
    )
    if whole is not None:
        command = f"python -m metrics restore {whole} --workspace {shlex.quote(str(folder))}"
        way_out = f"Version {whole} is whole: go back to it (`{command}`), or put the file back from a backup."
    else:
        command = f"python -m metrics verify --workspace {shlex.quote(str(folder))}"
        way_out = f"Put the file back from a backup, or open a version that is whole (`{command}` says which are)."
    return DamagedError(f"{seen} {way_out}", None if whole is None else (folder, whole))


def states(folder: Path, before: int | None = None) -> Iterator[VersionState]:
    """Every version, or those `before` a number, the newest first; each file is read once."""
    reasons: dict[tuple[Path, str], str] = {}
    for number in reversed(versions.numbers(folder)):
        if before is not None and number >= before:
            continue
        try:
            version = versions.read(folder, number)
        except UserError as reason:
            yield VersionState(number, unreadable=str(reason))
            continue
        expected = files_of(folder, version)
        for path, (size, digest) in expected.items():
            if (path, digest) not in reasons:
                reasons[path, digest] = damage(path, size, digest)
        checked = ((path, reasons[path, digest]) for path, (_, digest) in expected.items())
        yield VersionState(number, tuple(DamagedFile(path, reason) for path, reason in checked if reason))


def files_of(folder: Path, version: Version) -> Expected:
    """The files a version consists of, as they were published."""
    stored: dict[Path, tuple[int | None, str]] = {
        table_folder(folder, name) / file.name: (file.size, file.sha256)
        for name, table in version.tables.items()
        for file in table.files
    }
    return stored | {documents.document_path(folder, digest): (None, digest) for digest in version.documents.values()}


def require_whole_version(folder: Path, version: Version) -> None:
    """Raises DamagedError where anything a version consists of isn't what was published."""
    for path, (size, digest) in files_of(folder, version).items():
        if reason := damage(path, size, digest):
            raise damaged_error(folder, version.number, DamagedFile(path, reason))
