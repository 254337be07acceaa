"""Folders without rights and full disks end in one sentence and leave the last version whole."""

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from metrics.errors import UserError
from metrics.store.workspace import Workspace
from tests.store.publishing import is_whole, publish_next
from tests.store.rows import update
from tests.store.writers import PROCESSES

NOBODY = 65534
RIGHTS = pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights to take away.")


@contextmanager
def without_rights_of_root() -> Iterator[None]:
    """Root may do everything, and so becomes nobody for a while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with one version, in a folder that nobody may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        workspace = Workspace(Path(name) / "workspace", lock_seconds=2)
        publish_next(workspace, tmp_path)
        yield workspace


@RIGHTS
def test_a_folder_that_cannot_be_written_can_still_be_read(published: Workspace, tmp_path: Path) -> None:
    brought = update(tmp_path, "products", "product_id", [("y",)])
    attempts: tuple[Callable[[], object], ...] = (
        lambda: published.publish([brought], action="", who=""),
        lambda: published.undo("Ada"),
        lambda: published.clear_out(),
    )
    published.folder.chmod(0o555)
    with without_rights_of_root():
        assert is_whole(published.latest())
        assert len(published.history()) == 1
        for attempt in attempts:
            with pytest.raises(UserError, match=r"can't be written \(Permission denied\)"):
                attempt()
    published.folder.chmod(0o755)
    assert is_whole(publish_next(published, tmp_path))


@RIGHTS
def test_a_folder_that_cannot_be_read_is_refused(published: Workspace) -> None:
    versions = published.folder / "versions"
    versions.chmod(0o000)
    with without_rights_of_root(), pytest.raises(UserError, match="can't be read"):
        published.latest()
    versions.chmod(0o755)


LEVELS = (0, 10, 400, 1_500, 4_000, 20_000, 50_000, 100_000, 250_000, 500_000)
"""Bytes that a file may have before the disk counts as full: none, too few for a mark, a log, a row, all rows."""


def publish_on_a_full_disk(folder: Path, files: Path, words: Connection) -> None:
    """Publishes more than a file may hold here, at each level, and sends what it was told."""
    import resource

    rows = [("b", date(1700, 1, 1) + timedelta(days=day), random.random()) for day in range(100_000)]
    brought = update(files, "customer_time", "person_id on_date hours", rows)
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    for level in LEVELS:
        resource.setrlimit(resource.RLIMIT_FSIZE, (level, unlimited[1]))
        try:
            Workspace(folder).publish([brought], action="Too much", who="Ada", documents={"plan": b"x" * 1_000})
        except UserError as refusal:
            complaint = str(refusal)
        else:
            complaint = "published"
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
        words.send(complaint)
        words.recv()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit to set.")
def test_a_full_disk_is_one_sentence_and_leaves_the_last_version_whole(workspace: Workspace, tmp_path: Path) -> None:
    publish_next(workspace, tmp_path)
    stored = sorted(path for path in workspace.folder.rglob("*.parquet"))
    own, others = PROCESSES.Pipe()
    process = PROCESSES.Process(target=publish_on_a_full_disk, args=(workspace.folder, tmp_path, others))
    process.start()
    others.close()  # the process has its own: should it end, nothing is waited for
    with own:
        for level in LEVELS:
            complaint = own.recv()
            assert complaint.startswith(f"The disk that holds the workspace {workspace.folder} is full: nothing"), level
            assert "\n" not in complaint
            assert is_whole(workspace.latest())
            workspace.check()
            assert sorted(workspace.folder.rglob("*.parquet")) == stored, "what was half written is removed"
            own.send("go on")
    process.join()
    assert is_whole(publish_next(workspace, tmp_path))
