"""Where temporary files lie: those of a process in one folder, which the next process removes if it was killed.

A process holds a lock beside its folder for as long as it lives, whatever becomes of it. So a folder whose lock can be
taken belongs to nobody any more. Numbers of processes would not do: they are given again, and two containers that share
a disk have the same ones.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from secrets import token_hex
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

PREFIX = "coxswain-"
ALIVE = ".alive"

_making = Lock()
_held: "dict[int, tuple[Path, BaseFileLock]]" = {}
"""The folder and lock of this process; a fork makes its own."""


def temporary_place() -> Path:
    """The folder in which this process makes its temporary files and folders. Raises OSError where none can be."""
    with _making:
        mine = _held.get(os.getpid())
        if mine is None:
            sweep()
            mine = _held[os.getpid()] = _made()
            atexit.register(_leave, os.getpid())
        mine[0].mkdir(mode=0o700, exist_ok=True)  # some systems clear what nobody touched for days
        return mine[0]


def sweep() -> None:
    """Removes what processes left behind that didn't end by themselves."""
    from filelock import FileLock, Timeout

    for alive in Path(tempfile.gettempdir()).glob(f"{PREFIX}*{ALIVE}"):
        try:
            if alive.is_symlink() or (os.name != "nt" and alive.stat().st_uid != os.getuid()):
                continue
            with FileLock(alive, timeout=0):
                shutil.rmtree(alive.with_suffix(""), ignore_errors=True)
                alive.unlink(missing_ok=True)
        except (Timeout, OSError):
            continue  # somebody uses it, or removes it just now


def _made() -> "tuple[Path, BaseFileLock]":
    """A new folder, locked before it is there: nobody may take it for one left behind."""
    from filelock import FileLock, Timeout

    while True:
        folder = Path(tempfile.gettempdir()) / f"{PREFIX}{token_hex(8)}"
        lock = FileLock(folder.with_suffix(ALIVE))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        if Path(lock.lock_file).exists():
            folder.mkdir(mode=0o700)
            return folder, lock
        lock.release()


def _leave(process: int) -> None:
    """Removes this process's own folder when it ends; a fork leaves its parent's alone."""
    if process != os.getpid() or process not in _held:
        return
    folder, lock = _held.pop(process)
    shutil.rmtree(folder, ignore_errors=True)
    lock.release()
    Path(lock.lock_file).unlink(missing_ok=True)
