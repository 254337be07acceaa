"""Temporary folders of processes that were killed go with the next one, and no other's."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from metrics import temporary
from tests.house.sources import ROOT

HOLDER = """
import sys
from metrics.temporary import temporary_place
(temporary_place() / "half a file").touch()
print(temporary_place(), flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of this test's own."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(temporary, "_held", {})
    return tmp_path


def holder() -> tuple["subprocess.Popen[str]", Path]:
    """Another process that holds a folder until it hears a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_what_a_killed_process_left_goes_with_the_next_and_no_other(place: Path) -> None:
    killed, left = holder()
    living, used = holder()
    with killed, living:
        killed.kill()
        killed.wait()
        (place / "coxswain-notes").mkdir()
        assert left.exists()
        mine = temporary.temporary_place()
        assert mine.is_dir()
        assert not left.exists()
        assert (used / "half a file").exists()
        assert (place / "coxswain-notes").exists(), "nothing says whose it is"
        living.communicate("go\n")
        assert not used.exists(), "one that ends by itself leaves nothing"
    temporary._leave(os.getpid())
    assert [path.name for path in place.iterdir()] == ["coxswain-notes"]


def test_a_folder_that_was_cleared_away_is_made_again(place: Path) -> None:
    temporary.temporary_place().rmdir()
    assert temporary.temporary_place().is_dir()
    temporary._leave(os.getpid())
