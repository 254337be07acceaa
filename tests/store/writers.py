"""Other processes that write to a workspace until they are killed."""

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from pathlib import Path

from tests.store.publishing import publish_without_end

PROCESSES = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")


@contextmanager
def publisher(folder: Path, files: Path, line: int = 0, halt: bool = False) -> Iterator[Connection]:
    """Another process that publishes version after version; it is about to begin when yielded, and killed after.

    What is yielded hears of the moment at which it has run so many lines of the store; there it halts, or goes on.
    """
    if PROCESSES.get_start_method() == "forkserver":
        PROCESSES.set_forkserver_preload(["tests.store.publishing"])
    listening, speaking = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=publish_without_end, args=(folder, files, speaking, line, halt), daemon=True)
    process.start()
    speaking.close()  # the process has its own: should it end, nothing is waited for
    with listening:
        try:
            assert listening.recv() == "ready"
            yield listening
        finally:
            process.kill()
            process.join()
