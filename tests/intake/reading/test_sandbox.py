"""A worker process has limits, and each way it can end is a sentence or a result."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from metrics.intake.model import Refusal
from metrics.intake.sandbox import run_limited

JOBS = "tests.intake.reading.jobs"


def run(name: str, argument: Any, seconds: float = 30, on_progress: Callable[[float, str], None] | None = None) -> Any:
    return run_limited(
        f"{JOBS}:{name}", argument, seconds=seconds, megabytes=500, on_progress=on_progress, doing="Reading deals.csv"
    )


def test_the_result_comes_from_another_process() -> None:
    assert run("double", 21) == 42
    assert run("process_id", None) != os.getpid()


def test_progress_reaches_the_caller_in_its_own_thread() -> None:
    seen: list[tuple[float, str, threading.Thread]] = []
    run("report_halfway", 1, on_progress=lambda share, said: seen.append((share, said, threading.current_thread())))
    assert seen == [(0.5, "Halfway", threading.current_thread())]


def test_an_overrun_of_time_is_stopped_with_a_sentence() -> None:
    with pytest.raises(Refusal, match=r"^Reading deals.csv took longer than 1 seconds and was stopped"):
        run("sleep", 60, seconds=1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit to memory")
def test_an_overrun_of_memory_is_stopped_with_a_sentence() -> None:
    with pytest.raises(Refusal, match=r"^Reading deals.csv needed more than 500 MB of memory"):
        run("allocate", 3_000)


def test_a_refusal_is_handed_on_word_for_word() -> None:
    with pytest.raises(Refusal, match=r"^deals.csv is empty$"):
        run("refuse", "deals.csv is empty")


def test_a_failure_is_a_sentence_with_its_cause_for_developers() -> None:
    with pytest.raises(Refusal, match=r"^Reading deals.csv failed on something unforeseen") as caught:
        run("fail", "of a kind nobody thought of")
    assert "of a kind nobody thought of" in str(caught.value.__cause__)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "said"), [(signal.SIGSEGV, "ended unexpectedly"), (signal.SIGKILL, "memory")])
def test_a_worker_that_dies_is_a_sentence(number: int, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        run("die", number)


def test_what_a_library_prints_does_not_disturb_the_answer() -> None:
    assert run("print_much", 7) == 7


def test_a_script_without_a_main_guard_can_use_it(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(
        "from metrics.intake.sandbox import run_limited\n"
        f"print(run_limited('{JOBS}:double', 4, seconds=30, megabytes=500))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, env=environment, timeout=60)
    assert done.stdout == "8\n", done.stderr
