"""What the worker processes of the tests are asked to do."""

import os
import time
from collections.abc import Callable

from metrics.intake.model import Refusal


def double(number: int) -> int:
    return 2 * number


def report_halfway(number: int, report: Callable[[float, str], None]) -> int:
    report(0.5, "Halfway")
    return number


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def allocate(megabytes: int) -> int:
    return len(bytearray(megabytes * 1_000_000))


def refuse(sentence: str) -> None:
    raise Refusal(sentence)


def fail(sentence: str) -> None:
    raise ValueError(sentence)


def die(signal: int) -> None:
    os.kill(os.getpid(), signal)


def print_much(number: int) -> int:
    os.write(1, b"printed by some library\n" * 10_000)
    return number


def process_id(_: None) -> int:
    return os.getpid()


def process_id_after(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


KEPT: list[bytes] = []


def keep_memory(megabytes: int) -> int:
    KEPT.append(b"x" * (megabytes * 1_000_000))
    return os.getpid()
