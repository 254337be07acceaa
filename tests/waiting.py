"""How a test waits for another process or thread: for a state, however long it takes, never for a time."""

import time
from collections.abc import Callable

PAUSE = 0.01
"""Seconds between two looks. Nothing depends on it: a look too early is followed by another one."""


def until(state: Callable[[], bool]) -> None:
    """Returns once the state is reached. One that never is hangs, which the limit of every test ends."""
    while not state():
        time.sleep(PAUSE)
