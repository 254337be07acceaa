"""A worker process has limits, and each way it can end is a sentence or a result."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest

from metrics.errors import UserError
from metrics.intake.sandbox import run_limited
from tests.waiting import until

JOBS = "tests.intake.reading.jobs"
HANG = 600
"""Seconds after which a job hangs, however busy the machine is."""


def run(
    name: str, argument: Any, seconds: float = HANG, on_progress: Callable[[float, str], None] | None = None
) -> Any:
    return run_limited(
        f"{JOBS}:{name}", argument, seconds=seconds, megabytes=500, on_progress=on_progress, doing="Reading deals.csv"
    )


def test_the_result_comes_from_another_process() -> None:
    assert run("double", 21) == 42
    assert run("process_id", None) != os.getpid()


def test_the_next_job_finds_the_process_of_the_last_one_warm() -> None:
    assert run("process_id", None) == run("process_id", None)


def test_a_refused_job_leaves_the_process_to_the_next() -> None:
    before = run("process_id", None)
    with pytest.raises(UserError):
        run("refuse", "deals.csv is empty")
    assert run("process_id", None) == before


@pytest.mark.parametrize(("name", "argument"), [("fail", "unforeseen"), ("die", signal.SIGABRT), ("hang", None)])
def test_a_job_that_went_wrong_takes_its_process_along(name: str, argument: Any) -> None:
    before = run("process_id", None)
    with pytest.raises(UserError):
        run(name, argument, seconds=1)
    assert run("process_id", None) != before


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="The system doesn't say what a process holds")
def test_a_process_that_holds_much_memory_gets_no_other_job() -> None:
    assert run("keep_memory", 450) != run("process_id", None)


def test_jobs_at_the_same_time_have_a_process_each(tmp_path: Path) -> None:
    """Each of the two ends only once it has met the other."""
    with ThreadPoolExecutor(2) as both:
        assert len(set(both.map(lambda place: run("meet", (tmp_path, place, 2)), "ab"))) == 2


def test_a_worker_found_dead_is_replaced() -> None:
    worker = psutil.Process(run("process_id", None))
    worker.terminate()
    until(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE)
    assert run("double", 2) == 4


def test_progress_reaches_the_caller_in_its_own_thread() -> None:
    seen: list[tuple[float, str, threading.Thread]] = []
    run("report_halfway", 1, on_progress=lambda share, step: seen.append((share, step, threading.current_thread())))
    assert seen == [(0.5, "Halfway", threading.current_thread())]


def test_an_overrun_of_time_is_stopped_with_a_sentence() -> None:
    with pytest.raises(UserError, match=r"^Reading deals.csv took longer than 1 seconds and was stopped"):
        run("hang", None, seconds=1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit to memory")
def test_an_overrun_of_memory_is_stopped_with_a_sentence() -> None:
    with pytest.raises(UserError, match=r"^Reading deals.csv needed more than 500 MB of memory"):
        run("allocate", 3_000)


def test_a_library_that_aborts_without_memory_is_told_apart_from_a_damaged_file() -> None:
    with pytest.raises(UserError, match=r"^Reading deals.csv needed more than 500 MB of memory"):
        run("abort_without_memory", None)


def test_a_refusal_is_handed_on_word_for_word() -> None:
    with pytest.raises(UserError, match=r"^deals.csv is empty$"):
        run("refuse", "deals.csv is empty")


def test_a_failure_is_a_sentence_with_its_cause_for_developers() -> None:
    with pytest.raises(UserError, match=r"^Reading deals.csv failed on something unforeseen") as caught:
        run("fail", "of a kind nobody thought of")
    assert "of a kind nobody thought of" in str(caught.value.__cause__)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "complaint"), [(signal.SIGSEGV, "ended unexpectedly"), (signal.SIGKILL, "memory")])
def test_a_worker_that_dies_is_a_sentence(number: int, complaint: str) -> None:
    with pytest.raises(UserError, match=complaint):
        run("die", number)


def test_what_a_library_prints_does_not_disturb_the_answer() -> None:
    assert run("print_much", 7) == 7


def test_a_script_without_a_main_guard_can_use_it(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(
        "from metrics.intake.sandbox import run_limited\n"
        f"print(run_limited('{JOBS}:double', 4, seconds={HANG}, megabytes=500))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, env=environment, timeout=HANG)
    assert done.stdout == "8\n", done.stderr
