"""Runs one function in a worker process, with a limit to its time and memory.

Files are untrusted: whatever parsing one does to the process, the caller lives on and gets a sentence.
The worker is `python -m metrics.intake.sandbox`, so nothing of the caller's own main module is run again. One that
answered waits a while for the next job, because starting it takes longer than reading a small file; one that was
stopped, died or holds much memory is never used again.
"""

import atexit
import contextlib
import importlib
import os
import pickle
import struct
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from metrics.errors import UserError, lacks_room
from metrics.intake.limits import Allowance
from metrics.temporary import temporary_place

Progress = Callable[[float, str], None]
IDLE_SECONDS = 60.0
"""How long a worker waits for another job."""
IDLE_BYTES = 400_000_000
"""A worker that holds more memory than this after a job is given no other."""

_HEAD = struct.Struct("!I")
_ROOT = Path(__file__).parents[2]
_CANNOT = "Try again with a smaller part of the file, or export fewer columns."


def run_limited(
    function: str,
    argument: Any,
    *,
    seconds: float,
    megabytes: int,
    on_progress: Progress | None = None,
    doing: str = "Reading",
) -> Any:
    """What `function` ("package.module:name") returns for `argument`, computed in another process.

    The worker imports what the caller can. A function that takes a second parameter gets a
    `report(share, sentence)` to call; each call reaches `on_progress` here, in the caller's thread. Argument
    and result are pickled. Raises UserError if the function does, if it takes longer than `seconds`, needs more
    than `megabytes` of memory, or dies; the sentence begins with what the worker was `doing`.
    """
    worker = _IDLE.take() or _Worker()
    overrun = threading.Event()

    def stop() -> None:
        overrun.set()
        worker.process.kill()

    clock = threading.Timer(seconds, stop)
    clock.start()
    answer = None
    try:
        answer = _converse(worker.process, (function, argument, megabytes), on_progress)
        if answer is None:
            status, complaints = worker.process.wait(), worker.complaints()
            end = _end(status, complaints, Allowance(seconds, megabytes), overrun.is_set())
            raise UserError(doing + end) from RuntimeError(complaints)
    finally:
        clock.cancel()
        if answer is not None and answer[0] in ("result", "refusal") and not overrun.is_set() and worker.is_small():
            _IDLE.put(worker)
        else:
            worker.end()
    return _result(answer, doing, megabytes)


class _Worker:
    """A worker process, with what it says where nobody reads along."""

    def __init__(self) -> None:
        command = [sys.executable, "-P", "-m", "metrics.intake.sandbox"]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, sys.path)]),
            "TMPDIR": str(temporary_place()),  # what it leaves behind when it is stopped goes with this process
        }
        self.made_by = _process()
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the worker
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._stderr, env=environment
        )

    def complaints(self) -> str:
        """The end of what the worker wrote to stderr."""
        self._stderr.seek(0)
        return self._stderr.read()[-4000:].decode(errors="replace")

    def is_small(self) -> bool:
        """Whether it gave back the memory that its last job took."""
        return _held(self.process.pid, 1) <= IDLE_BYTES

    def end(self) -> None:
        """Stop the process and let go of everything that was open for it."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout, self._stderr):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        self.process.wait()


def _process() -> tuple[int, tuple[str, ...]]:
    """This process and what it can import."""
    return os.getpid(), tuple(sys.path)


class _Idle:
    """At most one worker that waits for its next job, for `IDLE_SECONDS`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._clock: threading.Timer | None = None

    def take(self) -> _Worker | None:
        """The waiting worker, if it lives and can import what this process can."""
        with self._lock:
            worker, self._worker = self._worker, None
            if self._clock is not None:
                self._clock.cancel()
        if worker is None:
            return None
        if worker.process.poll() is None and worker.made_by == _process():
            return worker
        worker.end()
        return None

    def put(self, worker: _Worker) -> None:
        """Let a worker wait; one that waits already is ended instead."""
        with self._lock:
            before, self._worker = self._worker, worker
            if self._clock is not None:
                self._clock.cancel()
            self._clock = threading.Timer(IDLE_SECONDS, self.clear)
            self._clock.daemon = True
            self._clock.start()
        if before is not None:
            before.end()

    def clear(self) -> None:
        """End the waiting worker."""
        with self._lock:
            worker, self._worker = self._worker, None
            if self._clock is not None:
                self._clock.cancel()
        if worker is not None:
            worker.end()


_IDLE = _Idle()
atexit.register(_IDLE.clear)


def _converse(
    worker: "subprocess.Popen[bytes]", request: tuple[str, Any, int], on_progress: Progress | None
) -> tuple[str, Any] | None:
    """Hands the request over and passes progress on until the worker answers. None if it ends without an answer."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    with contextlib.suppress(BrokenPipeError):
        _send(worker.stdin, request)
    for kind, content in _messages(worker.stdout):
        if kind != "progress":
            return kind, content
        if on_progress is not None:
            on_progress(*content)
    return None


def _result(answer: tuple[str, Any], doing: str, megabytes: int) -> Any:
    kind, content = answer
    if kind == "result":
        return content
    if kind == "refusal":
        raise UserError(content)
    if kind == "memory":
        raise UserError(doing + _memory_end(megabytes))
    raise UserError(
        f"{doing} failed on something unforeseen. Export the file again, as CSV in UTF-8."
    ) from RuntimeError(content)


def _end(status: int, complaints: str, allowed: Allowance, overrun: bool) -> str:
    """How a worker that gave no answer ended, as the rest of a sentence."""
    if overrun:
        return f" took longer than {allowed.seconds:,.0f} seconds and was stopped. {_CANNOT}"
    if status in (-9, 137) or "memory allocation of" in complaints:  # how a library in Rust ends without memory
        return _memory_end(allowed.megabytes)
    return f" ended unexpectedly (status {status}): the file may be damaged. Export it again."


def _memory_end(megabytes: int) -> str:
    return f" needed more than {megabytes:,} MB of memory and was stopped. {_CANNOT}"


def _send(stream: IO[bytes], message: Any) -> None:
    _write(stream, pickle.dumps(message))


def _write(stream: IO[bytes], data: bytes) -> None:
    stream.write(_HEAD.pack(len(data)) + data)
    stream.flush()


def _messages(stream: IO[bytes]) -> Iterator[Any]:
    while len(head := stream.read(_HEAD.size)) == _HEAD.size:
        data = stream.read(_HEAD.unpack(head)[0])
        yield pickle.loads(data)


def limit_memory(megabytes: int) -> None:
    """Lets this process have so much memory beyond what it holds now. Does nothing where the system can't."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limit = _held(os.getpid(), 0) + megabytes * 1_000_000
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _held(process: int, column: int) -> int:
    """Bytes of a process: all it mapped (column 0) or what of it is in memory (1); 0 where nobody says."""
    statistics = Path(f"/proc/{process}/statm")
    if not statistics.exists():
        return 0
    return int(statistics.read_text().split()[column]) * os.sysconf("SC_PAGE_SIZE")


def _work(reader: IO[bytes], writer: IO[bytes]) -> None:
    """Does one job after the other until there are no more."""
    for request in _messages(reader):
        _write(writer, _answer(writer, *request))


def _answer(writer: IO[bytes], function: str, argument: Any, megabytes: int) -> bytes:
    """What became of one job, pickled while the limits still hold."""
    module, name = function.split(":")

    def report(share: float, sentence: str) -> None:
        _send(writer, ("progress", (share, sentence)))

    try:
        call = getattr(importlib.import_module(module), name)
        limit_memory(megabytes)
        takes_report = call.__code__.co_argcount > 1
        return pickle.dumps(("result", call(argument, report) if takes_report else call(argument)))
    except UserError as refusal:
        return pickle.dumps(("refusal", str(refusal)))
    except Exception as problem:
        if lacks_room(problem):
            return pickle.dumps(("refusal", str(UserError.of_system(problem))))
        is_memory = isinstance(problem, MemoryError) or "Out of Memory" in type(problem).__name__
        return pickle.dumps(("memory", None) if is_memory else ("failure", traceback.format_exc()[-4000:]))


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand among the answers
    _work(sys.stdin.buffer, answers)
