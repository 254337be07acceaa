"""Which stored files no retained version needs, and which versions can't be opened any more without them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from metrics.formatting import format_size
from metrics.store import documents
from metrics.store.places import table_folder, table_names
from metrics.store.verification import files_of
from metrics.store.versions import Version


@dataclass(frozen=True, slots=True)
class Clearing:
    """The files that would go, their size in bytes, and the numbers of the versions that need one of them."""

    files: tuple[Path, ...]
    size: int
    lost: tuple[int, ...]

    @property
    def size_in_words(self) -> str:
        """Their size as people read it."""
        return format_size(self.size)


def clearing_of(workspace: Path, versions: Sequence[Version], oldest: int) -> Clearing:
    """What goes if only the versions from `oldest` on have to stay openable."""
    retained = {path for version in versions if version.number >= oldest for path in needed(workspace, version)}
    surplus = tuple(sorted(path for path in stored_files(workspace) if path not in retained))
    gone = set(surplus)
    lost = tuple(version.number for version in versions if gone.intersection(needed(workspace, version)))
    return Clearing(surplus, sum(path.stat().st_size for path in surplus), tuple(sorted(lost)))


def needed(workspace: Path, version: Version) -> Iterator[Path]:
    """The files a version consists of."""
    yield from files_of(workspace, version)


def stored_files(workspace: Path) -> Iterator[Path]:
    """The files there are, whether or not a version names them."""
    for name in table_names(workspace):
        yield from table_folder(workspace, name).glob("*.parquet")
    yield from (workspace / documents.FOLDER).glob("*")
