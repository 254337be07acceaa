"""Every kind of documents that a workspace can hold, wherever in `metrics/` it is declared, with documents of each."""

from functools import cache
from importlib import import_module
from typing import Any

from metrics.store.document_kind import DocumentKind
from tests.house.sources import module_name, python_files
from tests.migration.conftest import FOLDER
from tests.migration.stored import versions

WORKSPACE = FOLDER / "workspace"
LATER: dict[str, bytes] = {}
"""For each kind that came after the kept workspace was made: a document, by the name a version calls it. None did."""


@cache
def document_kinds() -> tuple[DocumentKind[Any], ...]:
    """Every kind, in the order of their folders."""
    declaring = (path for path in python_files("metrics") if "DocumentKind" in path.read_text(encoding="utf-8"))
    values = [value for path in declaring for value in vars(import_module(module_name(path))).values()]
    kinds = {id(value): value for value in values if isinstance(value, DocumentKind)}
    return tuple(sorted(kinds.values(), key=lambda kind: kind.folder))


@cache
def kept_documents() -> dict[str, tuple[bytes, ...]]:
    """Every content that documents of the kept workspace ever had, by the name its versions call them."""
    digests: dict[str, set[str]] = {}
    for version in versions(WORKSPACE):
        for document, digest in version["documents"].items():
            digests.setdefault(document, set()).add(digest)
    return {
        document: tuple((WORKSPACE / "documents" / digest).read_bytes() for digest in sorted(digests[document]))
        for document in sorted(digests)
    }


def examples(kind: DocumentKind[Any]) -> list[tuple[str, bytes]]:
    """Documents of a kind, each by its name within the kind."""
    documents = kept_documents() | {document: (content,) for document, content in LATER.items()}
    named = ((kind.name_of(document), contents) for document, contents in documents.items())
    return [(name, content) for name, contents in named if name is not None for content in contents]
