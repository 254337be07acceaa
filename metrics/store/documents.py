"""Documents a workspace holds beside its tables, stored once per content under their SHA-256."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from metrics.store.durable import flush_file, flush_folder

FOLDER = "documents"


def store(workspace: Path, content: bytes) -> str:
    """Writes a document if it isn't there yet, and returns the SHA-256 it is found under."""
    digest = hashlib.sha256(content).hexdigest()
    path = document_path(workspace, digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{digest}.{os.getpid()}.draft")
        draft.write_bytes(content)
        flush_file(draft)
        draft.replace(path)
        flush_folder(path.parent)
    return digest


def document_path(workspace: Path, digest: str) -> Path:
    """Where a document with this SHA-256 lies."""
    return workspace / FOLDER / digest


def stored_content(path: Path) -> bytes:
    """The content of a document, by where it lies. Raises ValueError, with what is wrong, where it isn't what was
    stored."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ValueError("its file is missing") from None
    except OSError as problem:
        raise ValueError(f"its file can't be read: {problem.strerror}") from None
    if hashlib.sha256(content).hexdigest() != path.name:
        raise ValueError("its file holds other bytes than were stored")
    return content


def merged(workspace: Path, former: Mapping[str, str], brought: Mapping[str, bytes | None]) -> dict[str, str]:
    """The documents of the next version: a new content replaces, None takes away, the others stay."""
    stored = {name: store(workspace, content) for name, content in brought.items() if content is not None}
    staying = {name: digest for name, digest in former.items() if name not in brought}
    return staying | stored
