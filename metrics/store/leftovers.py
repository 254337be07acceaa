"""What a writer that was killed, or refused half-way, left behind: the next one under the lock removes it.

A file may go if a writer that never finished made it (it is no older than the mark that this writer set), and no
version names it. Readers open published versions only, whose files are all named, and other writers wait for the lock.
Where a version can't be read nobody knows what it names: then nothing goes.
"""

from pathlib import Path

from metrics.errors import UserError
from metrics.store import versions
from metrics.store.clearing import needed, stored_files
from metrics.store.durable import flush_folder

MARK = ".writing"


def mark(workspace: Path) -> None:
    """Says that somebody writes from now on. Only for the holder of the lock."""
    (workspace / MARK).touch()
    flush_folder(workspace)


def unmark(workspace: Path) -> None:
    """Says that what was written is published, or removed."""
    (workspace / MARK).unlink(missing_ok=True)


def remove_leftovers(workspace: Path) -> int:
    """Removes what an unfinished writer made, if there was one, and returns how many files that were. Only for the
    holder of the lock."""
    versions.clear_drafts(workspace)
    try:
        since = (workspace / MARK).stat().st_mtime_ns
        published = [versions.read(workspace, number) for number in versions.numbers(workspace)]
    except (FileNotFoundError, UserError):
        return 0
    named = {path for version in published for path in needed(workspace, version)}
    left = [path for path in stored_files(workspace) if path not in named and path.stat().st_mtime_ns >= since]
    for path in left:
        path.unlink(missing_ok=True)
    unmark(workspace)
    return len(left)
