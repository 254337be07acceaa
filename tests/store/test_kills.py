"""A writer killed at any moment leaves the last version whole: between two lines, or in the middle of what one does."""

from pathlib import Path

import pytest

from metrics.store.workspace import Workspace
from tests.store.publishing import is_whole, publish_next
from tests.store.writers import publisher

APART = 97
"""So many lines of the store lie between two moments of a kill; prime, so that round after round finds other lines."""
LINES = 2_000
"""The moments lie within so many lines, which are more than a publication has: it is killed in every part of one."""


def test_killed_at_any_moment_the_last_version_is_whole(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Every second writer halts before a line and is killed there; the others are killed as they go on."""
    workspace, numbers = Workspace(tmp_path / "workspace"), []
    first, kills = pytestconfig.getoption("first_kill"), pytestconfig.getoption("kills")
    for kill in range(first, first + kills):
        line = 1 + kill * APART % LINES
        with publisher(workspace.folder, tmp_path, line, halt=kill % 2 == 0) as words:
            assert words.recv() == "reached"
        snapshot = workspace.latest()
        assert is_whole(snapshot), line
        workspace.check()
        assert is_whole(publish_next(workspace, tmp_path)), line
        assert workspace.latest().number == snapshot.number + 1
        assert workspace.clearing().files == (), "what the killed one left behind is removed by the next"
        numbers.append(snapshot.number)
    assert numbers == sorted(numbers)
