"""Files a session brought, kept on disk until they are imported: the uploader itself forgets them on a page switch."""

import hashlib
import shutil
import tempfile
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import BinaryIO

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from metrics.errors import UserError
from metrics.intake import Consequence, ImportChoices, Prepared, Undecided, WordUse, prepare
from metrics.report import Block
from metrics.store import Snapshot, Workspace
from pages.parts.plain import plain

KEY = "uploads"
LONGEST_NAME = 80
REMEMBERED = 5
"""So many readings of one file are kept: the first, those one look at the page needs, and one for whoever changes their
mind."""


@dataclass(eq=False)
class Upload:
    """One stored file: its number within the session, where it lies, its SHA-256, and how it was read so far.

    `asked` and `words` only grow: an answered question stays on screen, where its answer can be changed. `sheet` is
    the one of a workbook that was asked for beside its first.
    """

    number: int
    path: Path
    digest: str
    readings: dict[str, Prepared | UserError] = field(default_factory=dict)
    asked: dict[tuple[str, str], Undecided] = field(default_factory=dict)
    words: dict[tuple[str, str], WordUse] = field(default_factory=dict)
    consequences: dict[str, Consequence | None] = field(default_factory=dict)
    sheet: str | None = None

    @property
    def questions(self) -> int:
        """How many questions it has led to so far."""
        return len(self.asked) + len(self.words)

    @property
    def name(self) -> str:
        """The name as uploaded, with the sheet."""
        return f"{self.path.name} › {self.sheet}" if self.sheet else self.path.name

    def read(self, choices: ImportChoices, snapshot: Snapshot) -> Prepared | UserError:
        """The file as these choices make it, or why it can't be used. Read again only under new answers.

        What stages mean changes nothing about how it is read.
        """
        choices = replace(choices, sheet=self.sheet, stages={})
        key = f"{snapshot.digest} {choices!r}"
        if key not in self.readings:
            while len(self.readings) >= REMEMBERED:
                self.readings.pop(list(self.readings)[1])
            self.readings[key] = _read(self.path, choices, snapshot)
        reading = self.readings[key]
        if isinstance(reading, Prepared):
            self.asked.update({(question.kind, question.subject): question for question in reading.undecided})
            self.words.update({(use.column, use.word): use for use in reading.unknown_words})
        return reading

    def once(self, key: str, find: Callable[[], Consequence | None]) -> Consequence | None:
        """What importing the file would do, found once for each way of importing it. Only the newest few are kept."""
        if key not in self.consequences:
            while len(self.consequences) >= REMEMBERED:
                self.consequences.pop(next(iter(self.consequences)))
            self.consequences[key] = find()
        return self.consequences[key]


def _read(path: Path, choices: ImportChoices, snapshot: Snapshot) -> Prepared | UserError:
    scratch = Path(tempfile.mkdtemp(dir=path.parent))
    bar = st.progress(0.0, f"Reading {plain(path.name)}")
    try:
        return prepare(path, choices, snapshot, scratch, lambda share, sentence: _show(bar, share, sentence))
    except UserError as reason:
        return reason
    finally:
        bar.empty()


def _show(bar: DeltaGenerator, share: float, sentence: str) -> None:
    bar.progress(min(max(share, 0.0), 1.0), plain(sentence))


@dataclass(eq=False)
class Shelf:
    """The files of one session, in a private folder that goes when the session does."""

    folder: Path = field(default_factory=lambda: Workspace.usual().staging_folder())
    uploads: dict[int, Upload] = field(default_factory=dict)
    stored: int = 0
    previewed: tuple[str, tuple[Block, ...] | UserError] | None = None

    def __post_init__(self) -> None:
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def put(self, name: str, content: BinaryIO) -> bool:
        """Store a file under its own name, in a folder of its own so that two of one name don't meet.

        False, and nothing is kept, if a file with the same bytes is already here.
        """
        self.stored += 1
        path = self.folder / str(self.stored) / file_name(name)
        path.parent.mkdir()
        with path.open("wb") as target:
            shutil.copyfileobj(content, target)
        with path.open("rb") as stored:
            digest = hashlib.file_digest(stored, "sha256").hexdigest()
        if any(upload.digest == digest for upload in self.uploads.values()):
            shutil.rmtree(path.parent)
            return False
        self.uploads[self.stored] = Upload(self.stored, path, digest)
        return True

    def put_sheet(self, upload: Upload, sheet: str) -> None:
        """Store another sheet of a workbook, as a file of its own."""
        self.stored += 1
        self.uploads[self.stored] = Upload(self.stored, upload.path, upload.digest, sheet=sheet)

    def left_sheets(self, upload: Upload, prepared: Prepared) -> tuple[str, ...]:
        """The other sheets of a workbook that aren't files here yet."""
        taken = {other.sheet for other in self.uploads.values() if other.path == upload.path}
        return () if upload.sheet else tuple(sheet for sheet in prepared.other_sheets if sheet not in taken)

    def preview(self, key: str, find: Callable[[], tuple[Block, ...]]) -> tuple[Block, ...] | UserError:
        """What importing all files would do, or why they can't be; found once for each way of importing them."""
        if self.previewed is None or self.previewed[0] != key:
            try:
                self.previewed = key, find()
            except UserError as reason:
                self.previewed = key, reason
        return self.previewed[1]

    def remove(self, number: int) -> None:
        """Forget a file and delete what was stored of it, unless another sheet of it is still here."""
        path = self.uploads.pop(number).path
        if all(upload.path != path for upload in self.uploads.values()):
            shutil.rmtree(path.parent, ignore_errors=True)


def file_name(name: str) -> str:
    """The name of an upload without its folders, short and plain enough for any disk."""
    last = PurePath(name.replace("\\", "/")).name
    plain_name = "".join(character for character in last if character.isprintable())[-LONGEST_NAME:]
    return plain_name if plain_name.strip(". ") else "file"


def shelf() -> Shelf:
    """This session's files."""
    if KEY not in st.session_state:
        st.session_state[KEY] = Shelf()
    stored: Shelf = st.session_state[KEY]
    return stored


def let_go(file: UploadedFile) -> None:
    """Has Streamlit forget a file that is stored: it would hold the bytes until the browser's tab is closed."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def receive() -> None:
    """The uploader. What it receives is stored at once, and it is empty again for the next files."""
    files = shelf()
    dropped = st.file_uploader(
        "CSV, TSV or Excel files, also gzipped, several at once",
        accept_multiple_files=True,
        key=f"uploader_{files.stored}",
    )
    if dropped:
        for file in dropped:
            is_new = files.put(file.name, file)
            let_go(file)
            if not is_new:
                st.toast(f"{plain(file.name)} is already here: the same file, byte for byte.", icon=":material/info:")
        st.rerun()
