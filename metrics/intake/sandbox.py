"""Runs one function in a worker process of its own, with a limit to its time and memory.

Files are untrusted: whatever parsing one does to the process, the caller lives on and gets a sentence.
The worker is `python -m metrics.intake.sandbox`, so nothing of the caller's own main module is run again.
"""

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

from metrics.intake.model import Refusal

Progress = Callable[[float, str], None]
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
    """What `function` ("package.module:name") returns for `argument`, computed in a process of its own.

    The worker imports what the caller can. A function that takes a second parameter gets a
    `report(share, sentence)` to call; each call reaches `on_progress` here, in the caller's thread. Argument
    and result are pickled. Raises Refusal if the function does, if it takes longer than `seconds`, needs more
    than `megabytes` of memory, or dies; the sentence begins with what the worker was `doing`.
    """
    command = [sys.executable, "-P", "-m", "metrics.intake.sandbox"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, sys.path)])}
    overrun = threading.Event()
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, env=environment
        ) as worker,
    ):  # fmt: skip

        def stop() -> None:
            overrun.set()
            worker.kill()

        clock = threading.Timer(seconds, stop)
        clock.start()
        try:
            answer = _converse(worker, (function, argument, megabytes), on_progress)
            if answer is None:
                complaints.seek(0)
                ended = RuntimeError(complaints.read()[-4000:].decode(errors="replace"))
                raise Refusal(doing + _end(worker.wait(), seconds, megabytes, overrun.is_set())) from ended
        finally:
            clock.cancel()
            worker.kill()
    return _result(answer, doing, megabytes)


def _converse(
    worker: "subprocess.Popen[bytes]", request: tuple[str, Any, int], on_progress: Progress | None
) -> tuple[str, Any] | None:
    """Hands the request over and passes progress on until the worker answers. None if it ends without an answer."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    with contextlib.suppress(BrokenPipeError):
        _send(worker.stdin, request)
        worker.stdin.close()
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
        raise Refusal(content)
    if kind == "memory":
        raise Refusal(doing + _memory_end(megabytes))
    raise Refusal(f"{doing} failed on something unforeseen. Export the file again, as CSV in UTF-8.") from RuntimeError(
        content
    )


def _end(status: int, seconds: float, megabytes: int, overrun: bool) -> str:
    """How a worker that gave no answer ended, as the rest of a sentence."""
    if overrun:
        return f" took longer than {seconds:,.0f} seconds and was stopped. {_CANNOT}"
    if status in (-9, 137):
        return _memory_end(megabytes)
    return f" ended unexpectedly (status {status}): the file may be damaged. Export it again."


def _memory_end(megabytes: int) -> str:
    return f" needed more than {megabytes:,} MB of memory and was stopped. {_CANNOT}"


def _send(stream: IO[bytes], message: Any) -> None:
    data = pickle.dumps(message)
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
    statistics = Path("/proc/self/statm")
    held = int(statistics.read_text().split()[0]) * resource.getpagesize() if statistics.exists() else 0
    with contextlib.suppress(ValueError, OSError):
        limit = held + megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _work(reader: IO[bytes], writer: IO[bytes]) -> None:
    function, argument, megabytes = next(_messages(reader))
    module, name = function.split(":")

    def report(share: float, sentence: str) -> None:
        _send(writer, ("progress", (share, sentence)))

    try:
        call = getattr(importlib.import_module(module), name)
        limit_memory(megabytes)
        takes_report = call.__code__.co_argcount > 1
        _send(writer, ("result", call(argument, report) if takes_report else call(argument)))
    except Refusal as refusal:
        _send(writer, ("refusal", str(refusal)))
    except Exception as problem:
        is_memory = isinstance(problem, MemoryError) or "Out of Memory" in type(problem).__name__
        _send(writer, ("memory", None) if is_memory else ("failure", traceback.format_exc()[-4000:]))


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand among the answers
    _work(sys.stdin.buffer, answers)
