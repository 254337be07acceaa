"""A busy machine fails no test: none asserts a time, has a deadline, or waits for a time instead of a state."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT, python_files, shown, tree

TIMES = {"sleep", "wait_for_timeout", "time", "time_ns", "perf_counter", "perf_counter_ns", "monotonic",
         "monotonic_ns", "process_time", "process_time_ns", "thread_time"}  # fmt: skip
MODULES = {"time"}
"""A function called `time` is only meant where it is this module's."""
WAITING = ROOT / "tests" / "waiting.py"
"""The one place that looks again after a pause, until a state is reached."""
PROFILES = ROOT / "tests" / "conftest.py"
"""The one place that says that no example has a deadline."""


def called_name(call: ast.Call) -> str:
    """The name of what is called, without the module or object it belongs to."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def timed(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module in MODULES:
            yield from (f"{alias.name} at line {node.lineno}" for alias in node.names if alias.name in TIMES)
        elif isinstance(node, ast.Call) and (name := called_name(node)) in TIMES and not is_other_time(node):
            yield f"{name} at line {node.lineno}"


def is_other_time(call: ast.Call) -> bool:
    """The time of a day, as `moment.time()` gives it, measures nothing."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return called_name(call) == "time" and not (isinstance(owner, ast.Name) and owner.id in MODULES)


def deadlines(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and any(word.arg == "deadline" for word in node.keywords):
            yield f"deadline at line {node.lineno}"


def test_no_test_measures_a_time_or_waits_for_one() -> None:
    files = [path for path in python_files("tests") if path != WAITING]
    assert [f"{shown(path)}: {time}" for path in files for time in timed(path)] == []


def test_no_test_has_a_deadline_of_its_own() -> None:
    files = [path for path in python_files("tests") if path != PROFILES]
    assert [f"{shown(path)}: {deadline}" for path in files for deadline in deadlines(path)] == []


@pytest.mark.parametrize(
    ("source", "times"),
    [
        ("import time\ntime.sleep(1)", ["sleep at line 2"]),
        ("from time import perf_counter", ["perf_counter at line 1"]),
        ("page.wait_for_timeout(5)", ["wait_for_timeout at line 1"]),
        ("import time\nstart = time.time()", ["time at line 2"]),
        ("moment.time()", []),
        ("page.wait_for_function('done')", []),
    ],
)
def test_what_counts_as_a_time_is_recognized(tmp_path: Path, source: str, times: list[str]) -> None:
    path = tmp_path / "source.py"
    path.write_text(source, encoding="utf-8")
    assert list(timed(path)) == times
