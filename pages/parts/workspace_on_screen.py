"""Which workspace this session looks at: the company's own, or the sample until there is one."""

import getpass
import hashlib
import shutil
from dataclasses import dataclass
from functools import cache
from glob import escape
from pathlib import Path

import streamlit as st

from metrics.errors import DamagedError, UserError
from metrics.query import Reader, open_version
from metrics.store import Snapshot, Workspace
from metrics.trust import Viewer

SAMPLE_DATA = Path(__file__).parents[2] / "sample_data"


@dataclass(frozen=True, slots=True)
class Current:
    """The workspace on screen and the version of it that is read; `sample` if it is the made-up company."""

    workspace: Workspace
    reader: Reader
    sample: bool

    @property
    def snapshot(self) -> Snapshot:
        """The version itself: its tables, settings and documents."""
        return self.reader.snapshot


def own_workspace() -> Workspace:
    """The company's own workspace, which may still be empty."""
    return Workspace.usual()


def current_workspace() -> Current:
    """The newest version of the company's own data, or of the sample while there is none."""
    own = own_reader()
    if own.snapshot.tables:
        return Current(own_workspace(), own, sample=False)
    sample = _sample(str(sample_folder()))
    reader = _reader_of(sample)
    if not reader.snapshot.tables:  # somebody took it away while the program ran
        _sample.clear()
        sample = _sample(str(sample_folder()))
        reader = _reader_of(sample)
    return Current(sample, reader, sample=True)


def own_reader() -> Reader:
    """The newest version of the company's own data, which may still be empty, open for whoever is on this page."""
    return _reader_of(own_workspace())


def _reader_of(workspace: Workspace) -> Reader:
    return open_version(workspace, Viewer(who()), purpose="screen")


def who() -> str:
    """The name under which this session's changes enter the history. A container may run as a user without one."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "dashboard"


@cache
def sample_folder() -> Path:
    """Beside the company's own workspace, never within it; another sample has another folder."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in _sample_files())).hexdigest()
    own = own_workspace().folder
    return own.with_name(f"{own.name}-sample-{digest[:8]}")


def _sample_files() -> list[Path]:
    return sorted(SAMPLE_DATA.glob("*.csv.gz"))


@st.cache_resource(show_spinner="Preparing the sample company, once …")
def _sample(folder: str) -> Workspace:
    """The sample's own files through the same import as anybody's, but for the process of its own: they are trusted."""
    from metrics.intake import import_trusted

    workspace = Workspace(Path(folder))
    if not _can_be_shown(workspace):
        shutil.rmtree(workspace.folder, ignore_errors=True)
        import_trusted(workspace, _sample_files(), who="Coxswain")
        _remove_older(workspace.folder)
    return workspace


def _can_be_shown(workspace: Workspace) -> bool:
    """Whether the sample is there and as it was made: a damaged one is made again."""
    try:
        workspace.check()
        return bool(workspace.latest().tables)
    except (DamagedError, UserError):
        return False


def _remove_older(newest: Path) -> None:
    """Earlier samples serve nobody any more."""
    family = newest.name.rpartition("-")[0]
    for folder in newest.parent.glob(f"{escape(family)}-*"):
        if folder != newest:
            shutil.rmtree(folder, ignore_errors=True)
