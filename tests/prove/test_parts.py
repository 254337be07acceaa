"""A part goes on where it was, stops when its time is over, and writes its row once it is whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.prove import __main__ as command
from benchmarks.prove import page, progress
from benchmarks.prove.part import ProofPart, Step, StepOutcome
from benchmarks.prove.parts import PARTS
from benchmarks.prove.places import PAGE, ROOT
from benchmarks.prove.suite import run_tests

TABLE = f"# Proof\n\n{page.BEGIN}\n{page.HEAD}{page.END}\n\nMore.\n"


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page and a folder of states of the test's own."""
    path = tmp_path / "proof.md"
    path.write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(page.write, "__defaults__", (path,))
    monkeypatch.setattr(progress.Progress.__init__, "__defaults__", (tmp_path / "state",))
    return path


def part(ran: list[str], failing: str = "") -> ProofPart:
    def steps() -> Iterator[Step]:
        for name in ("one", "two", "three"):
            yield Step(name, lambda name=name: StepOutcome(name != failing, ran.append(name) or "done", {"passed": 4}))

    return ProofPart("counting", "It counts to three", steps, places=("pyproject.toml",))


def test_what_is_done_is_not_done_again(written: Path) -> None:
    ran: list[str] = []
    counting = part(ran)
    progress.Progress(counting).add("two", StepOutcome(True, "done before", {"passed": 5}))
    assert command.prove(counting, minutes=60)
    assert ran == ["one", "three"]
    assert "| counting | It counts to three | 13 tests passed | " in written.read_text(encoding="utf-8")


def test_once_its_time_is_over_no_other_step_begins_and_nothing_is_said(written: Path) -> None:
    ran: list[str] = []
    assert command.prove(part(ran), minutes=0)
    assert ran == []
    assert written.read_text(encoding="utf-8") == TABLE


def test_a_failed_step_fails_the_part_and_is_named(written: Path) -> None:
    assert not command.prove(part([], failing="two"), minutes=60)
    assert "12 tests passed; failed: two" in written.read_text(encoding="utf-8")


def test_a_row_takes_the_place_of_the_last_one(written: Path) -> None:
    for when in ("first", "second"):
        page.write(part([]), when, "abc")
    text = written.read_text(encoding="utf-8")
    assert "first" not in text
    assert page.last("counting", written).startswith("second, ")
    assert page.last("other", written) == page.NOT_YET
    assert text.endswith("More.\n")


def test_a_half_written_line_counts_for_nothing(written: Path) -> None:
    begun = progress.Progress(part([]))
    begun.add("one", StepOutcome(True, "done"))
    with begun.path.open("a", encoding="utf-8") as file:
        file.write('{"step": "two", "pas')
    again = progress.Progress(part([]))
    assert again.finished == {"one": StepOutcome(True, "done")}
    again.add("two", StepOutcome(True, "done"))
    assert progress.Progress(part([])).finished.keys() == {"one", "two"}


def test_every_part_has_steps_of_different_names_and_stands_on_what_exists() -> None:
    for name, proved in PARTS.items():
        names = [step.name for step in proved.steps()]
        assert len(names) == len(set(names)) > 1, name
        assert [place for place in proved.places if not (ROOT / place).exists()] == []


def test_the_page_has_a_row_for_every_part() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name, proved in PARTS.items() if f"| {name} | {proved.proves} | " not in text] == []


def test_a_run_of_tests_says_how_many_passed_and_which_failed(tmp_path: Path) -> None:
    (tmp_path / "test_two.py").write_text("def test_good(): pass\ndef test_bad(): assert False\n", encoding="utf-8")
    whole = run_tests(["test_two.py"], tmp_path)
    assert (whole.passed, whole.numbers) == (False, {"failed": 1, "passed": 1})
    assert "test_two.py::test_bad" in whole.summary
    assert run_tests(["test_two.py", "-k", "good"], tmp_path).passed
