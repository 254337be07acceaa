"""What the worker processes of the tests are asked to do."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event

from metrics.errors import UserError
from tests.waiting import until


def double(number: int) -> int:
    return 2 * number


def report_halfway(number: int, report: Callable[[float, str], None]) -> int:
    report(0.5, "Halfway")
    return number


def hang(_: None) -> None:
    Event().wait()


def allocate(megabytes: int) -> int:
    return len(bytearray(megabytes * 1_000_000))


def refuse(sentence: str) -> None:
    raise UserError(sentence)


def fail(sentence: str) -> None:
    raise ValueError(sentence)


def die(signal: int) -> None:
    os.kill(os.getpid(), signal)


def abort_without_memory(_: None) -> None:
    os.write(2, b"memory allocation of 34359738368 bytes failed\n")
    os.abort()


def print_much(number: int) -> int:
    os.write(1, b"printed by some library\n" * 10_000)
    return number


def process_id(_: None) -> int:
    return os.getpid()


def meet(appointment: tuple[Path, str, int]) -> int:
    """The id of a process that has waited until so many jobs have come to the folder."""
    folder, name, jobs = appointment
    (folder / name).touch()
    until(lambda: len(list(folder.iterdir())) == jobs)
    return os.getpid()


KEPT: list[bytes] = []


def keep_memory(megabytes: int) -> int:
    KEPT.append(b"x" * (megabytes * 1_000_000))
    return os.getpid()
