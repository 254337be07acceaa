"""Many sessions at once: how long clicks wait, and what sessions leave behind when they have ended."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.bounded import Bounded
from benchmarks.pages import ROOT, started
from pages.parts.serve import SECONDS_BETWEEN_CLEARINGS

SESSIONS, PAUSE, CLICKS = 12, 5.0, 12
WITHOUT_PAUSE = ((12, 8), (30, 4))
"""Sessions and clicks of each."""
AIM, GROWTH = 1.0, 1.1
REMEMBERED = 5
"""Seconds for which the server keeps a session that has ended, here; 120 as the program stands."""


@dataclass(frozen=True, slots=True)
class Left:
    """What a server holds once its sessions have ended: open file descriptors, and resident memory in bytes."""

    descriptors: int
    memory: int


def measure(workspace: Path) -> list[Bounded]:
    """Two rounds of a click every few seconds, what they leave, then clicks without a pause."""
    with started(ROOT / "app.py", workspace, "--server.disconnectedSessionTTL", str(REMEMBERED)) as (process, address):
        clicks(address, 0, 0, 0)
        first, after_first = clicks(address, SESSIONS, PAUSE, CLICKS), left(process, address)
        second, after_second = clicks(address, SESSIONS, PAUSE, CLICKS), left(process, address)
        pressed = [(sessions, clicks(address, sessions, 0, often)) for sessions, often in WITHOUT_PAUSE]
    what = f"{SESSIONS} sessions, each clicking every {PAUSE:g} s"
    return [
        *waits(f"{what}, first round", first, AIM),
        *waits(f"{what}, second round", second, AIM),
        Bounded("descriptors after the first round", after_first.descriptors, "", None),
        Bounded("… after the second, to those", after_second.descriptors / after_first.descriptors, "×", GROWTH),
        Bounded("memory after the first round", after_first.memory / 1e6, "MB", None),
        Bounded("… after the second, to that", after_second.memory / after_first.memory, "×", GROWTH),
        *(figure for sessions, waited in pressed for figure in waits(f"{sessions} sessions without pause", waited)),
    ]


def clicks(address: str, sessions: int, pause: float, often: int) -> list[float]:
    """The seconds that clicks waited, the shortest first; of sessions in a process of their own."""
    words = [sys.executable, "-m", "benchmarks.visitor", address, str(sessions), str(pause), str(often)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT)
    return sorted(json.loads(done.stdout))


def waits(what: str, waited: Sequence[float], aim: float | None = None) -> list[Bounded]:
    """The median and the 95th percentile of what clicks waited."""
    return [
        Bounded(f"{what}: median", waited[len(waited) // 2], "s", None),
        Bounded(f"{what}: 95 of 100 within", waited[int(0.95 * len(waited))], "s", aim),
    ]


def left(process: int, address: str) -> Left:
    """What the server holds when no session is there any more and another has come and gone, by which it forgets."""
    time.sleep(REMEMBERED + 1)
    clicks(address, 1, 0, 1)
    time.sleep(SECONDS_BETWEEN_CLEARINGS + 2)
    server = psutil.Process(process)
    return Left(server.num_fds(), server.memory_info().rss)
