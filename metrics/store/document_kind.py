"""A kind of documents that a workspace keeps beside its tables: how one is called, read, written and taken away."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from metrics.errors import UserError
from metrics.store.documents import stored_content
from metrics.store.snapshot import Snapshot

if TYPE_CHECKING:
    from metrics.store.workspace import Workspace

T = TypeVar("T")
Content = TypeVar("Content", covariant=True)
Check = Callable[[Snapshot], object]

DAMAGED = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)
"""What reading a document may end with that isn't what `encode` made."""


class HoldsDocuments(Protocol[Content]):
    """A version of a workspace: a `Snapshot` has the path of each document, a `Version` its SHA-256."""

    @property
    def documents(self) -> Mapping[str, Content]:
        """By the document's name, which begins with the folder of its kind."""


@dataclass(frozen=True)  # with slots, `DocumentKind[T](…)` could not be called
class DocumentKind(Generic[T]):
    """Documents of one kind, each under a name. What is saved is one version more, and can be undone.

    Documents of `folder`, which ends with a slash, are called `folder` + name + `suffix`. A `folder` without a slash is
    itself the only document of its kind, under the empty name.

    `encode` gives plain values that JSON can hold, without a format; `decode` makes of a name and such values what was
    encoded, ignores fields that it doesn't know, and raises what it likes of `DAMAGED` for anything else. `format` is
    the form written today and the newest that can be read: an object says its own, a list is of format 1. A kind whose
    `format` is None is text, and `encode` and `decode` deal in that.

    In sentences one is what `called` makes of its name, and was `made` (kept, registered …) by somebody. `way_out` is
    what to do about one that is damaged.
    """

    folder: str
    called: Callable[[str], str]
    made: str
    encode: Callable[[T], Any]
    decode: Callable[[str, Any], T]
    format: int | None = 1
    suffix: str = ".json"
    way_out: str = "go back a version in History"

    def document_name(self, name: str) -> str:
        """What a version calls the document of that name."""
        return f"{self.folder}{name}{self.suffix}"

    def name_of(self, document: str) -> str | None:
        """The name of one that a version calls `document`; None where that is of another kind."""
        name = document.removeprefix(self.folder).removesuffix(self.suffix)
        return name if document == self.document_name(name) and bool(name) == self.folder.endswith("/") else None

    def held(self, version: HoldsDocuments[Content]) -> dict[str, Content]:
        """The documents of this kind as a version holds them, unread: path or SHA-256 by name, in order."""
        named = ((self.name_of(document), content) for document, content in sorted(version.documents.items()))
        return {name: content for name, content in named if name is not None}

    def list(self, snapshot: Snapshot) -> dict[str, T]:
        """All of them by name. Raises UserError for the first that can't be read."""
        return {name: self._read(name, path) for name, path in self.held(snapshot).items()}

    def load(self, snapshot: Snapshot, name: str) -> T | None:
        """The one of that name; None if there is none. Raises UserError if it can't be read."""
        path = snapshot.documents.get(self.document_name(name))
        return None if path is None else self._read(name, path)

    def save(
        self, workspace: "Workspace", name: str, value: T, *, action: str, who: str, check: Check | None = None
    ) -> Snapshot:
        """Publishes it in place of the one of that name, if there is one. `check` and errors: `Workspace.publish`."""
        return workspace.publish((), action=action, who=who, documents=self.brought(name, value), check=check)

    def remove(
        self, workspace: "Workspace", name: str, *, action: str, who: str, check: Check | None = None
    ) -> Snapshot:
        """Takes the one of that name away, if there is one."""
        documents = {self.document_name(name): None}
        return workspace.publish((), action=action, who=who, documents=documents, check=check)

    def brought(self, name: str, value: T) -> dict[str, bytes]:
        """What `Workspace.publish` stores, where a document comes along with rows. Raises UserError for what can't be
        written."""
        try:
            values = self.values(value)
            text = values if self.format is None else json.dumps(values, ensure_ascii=False, indent=1, allow_nan=False)
            return {self.document_name(name): text.encode()}
        except ValueError as problem:  # a number that is none, half a character
            raise UserError(f"{self.called(name)} can't be kept ({problem}): say it in other words.") from None

    def values(self, value: T) -> Any:
        """What stands in the document: plain values that JSON can hold, with their format; the text of a text."""
        values = self.encode(value)
        return {"format": self.format, **values} if isinstance(values, Mapping) else values

    def _read(self, name: str, path: Path) -> T:
        try:
            text = stored_content(path).decode()
            return self.decode(name, text if self.format is None else self._values_read(text, name, self.format))
        except DAMAGED as problem:
            raise UserError(
                f"{self.called(name)} can't be read ({problem}): {self.way_out}, or put the file {path} back "
                "from a backup."
            ) from None

    def _values_read(self, text: str, name: str, newest: int) -> Any:
        """The values in a document, if they are of a format that can be read."""
        values = json.loads(text)
        if isinstance(values, Mapping) and values["format"] > newest:
            raise UserError(f"{self.called(name)} was {self.made} by a newer Coxswain: update Coxswain to open it.")
        return values
