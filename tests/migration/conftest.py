"""Copies of the workspaces that former programs made."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "1"


@pytest.fixture(scope="package")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the workspace of format 1. Only to be read."""
    yield from _copied(tmp_path_factory)


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy that the tests of one module may change."""
    yield from _copied(tmp_path_factory)


def _copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("migration") / "workspace"
    shutil.copytree(FOLDER / "workspace", folder)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
