"""A metric that isn't kept yet, beside those that are: the same question gives the same answer as once it is kept."""

import atexit
import hashlib
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from uuid import uuid4

from metrics.semantic import OWN_METRICS, PREVIEW, PREVIEW_TITLE, CustomMetric, custom_file_text, subject_of
from metrics.store import Snapshot
from metrics.temporary import temporary_place


def with_preview(snapshot: Snapshot, custom: CustomMetric) -> tuple[Snapshot, str]:
    """The version with the metric in it, and the name to ask for it by. The metric must have no faults.

    The name says what is counted, so that what was computed for one preview never answers for another.
    """
    subject = subject_of(snapshot, custom.table)
    assert subject is not None
    content = custom_file_text(replace(custom, title=PREVIEW_TITLE, summary=""), subject).encode()
    digest = hashlib.sha256(content).hexdigest()
    name, path = f"{PREVIEW}{digest[:16]}", _shelf() / digest  # under its digest, as what is stored is
    if not path.exists():
        draft = path.with_name(uuid4().hex)
        draft.write_bytes(content)
        draft.replace(path)
    documents = {**snapshot.documents, OWN_METRICS.document_name(name): path}
    return replace(snapshot, documents=MappingProxyType(documents)), name


@cache
def _shelf() -> Path:
    """A folder of this process, gone with it."""
    folder = Path(tempfile.mkdtemp(dir=temporary_place()))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
