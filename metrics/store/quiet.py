"""Keeps what a native library prints past Python away from whoever reads along: the error that it raises says the same.

Delta Lake's writer panics in a thread of its own when a disk is full, and Rust prints a trace of calls for that.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

STDERR = 2
_diverting = Lock()


@contextmanager
def quiet() -> Iterator[None]:
    """What is printed to standard error meanwhile appears afterwards; if it ends in an error, as a note of that.

    It is held in memory, as a disk may be full. Where the system can't, it appears at once.
    """
    if not hasattr(os, "memfd_create"):  # Windows, macOS
        yield
        return
    with _diverting:
        shown, held = os.dup(STDERR), os.memfd_create("stderr")
        os.dup2(held, STDERR)
        try:
            yield
        except Exception as problem:
            problem.add_note(_text(held).decode(errors="replace"))
            raise
        else:
            os.write(shown, _text(held))
        finally:
            os.dup2(shown, STDERR)
            os.close(shown)
            os.close(held)


def _text(held: int) -> bytes:
    os.lseek(held, 0, os.SEEK_SET)
    return os.read(held, os.fstat(held).st_size)
