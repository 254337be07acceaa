"""One writer at a time. Readers never ask: they read what a version names, and that never changes."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from deltalake.exceptions import DeltaError
from filelock import FileLock, Timeout

from metrics.errors import UserError, lacks_room

UNWRITABLE = re.compile(r"[\[\]^|\x00-\x1f]|%[0-9A-Fa-f]{2}" + (r"|\\" if os.sep == "/" else ""))
"""What Delta Lake can't have in the name of a folder: it takes a path for a web address."""


@contextmanager
def writing(workspace: Path, seconds: float) -> Iterator[None]:
    """Holds a workspace's lock, waiting up to `seconds` for another writer to finish. Raises UserError after that,
    and where the folder can't be written at all."""
    if unfit := UNWRITABLE.search(str(workspace)):
        raise UserError(
            f"A workspace can't be kept in {workspace}, because of the {unfit.group()!r} in its name: choose another "
            "folder with the environment variable COXSWAIN_WORKSPACE."
        )
    try:
        workspace.mkdir(parents=True, exist_ok=True)
        lock = FileLock(workspace / ".lock")
        lock.acquire(timeout=seconds)
    except Timeout:
        raise UserError(
            f"Somebody else is writing to the workspace {workspace} and wasn't done after {seconds:.0f} seconds: "
            "try again in a moment."
        ) from None
    except OSError as problem:
        raise cannot_write(workspace, problem) from None
    try:
        yield
    except (OSError, DeltaError, duckdb.IOException) as problem:
        raise cannot_write(workspace, problem) from problem
    finally:
        lock.release()


def cannot_write(workspace: Path, problem: Exception) -> UserError:
    """Why nothing could be stored, as a refusal."""
    if lacks_room(problem):
        return UserError(
            f"The disk that holds the workspace {workspace} is full: nothing was stored, and what was stored before is "
            "as it was. Delete what nobody needs from that disk (“Free disk space” on the page History deletes old "
            "versions), and try again."
        )
    reason = (problem.strerror if isinstance(problem, OSError) else None) or str(problem)
    return UserError(
        f"The workspace {workspace} can't be written ({first_sentence(reason)}): choose a folder you "
        "may write to with the environment variable COXSWAIN_WORKSPACE, or ask for the right to write to this one."
    )


def first_sentence(reason: str) -> str:
    """What a library said, without the trace of calls that some add."""
    return " ".join(re.split(r"\n\s*\n|\bbacktrace\b", reason, maxsplit=1, flags=re.IGNORECASE)[0].split()).rstrip(".")
