"""What holds of every kind of documents: it comes back as it was kept, and what can't be read is said in a sentence."""

import ast
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from metrics.errors import UserError
from metrics.store.document_kind import DocumentKind
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from tests.house.sources import python_files, shown, tree
from tests.store.kinds import document_kinds, examples, kept_documents

KINDS = document_kinds()
OF_A_FORMAT = [kind for kind in KINDS if kind.format is not None]
NO_DOCUMENT = (
    b"\xff",
    b"",
    b"{",
    b"null",
    b"3",
    b'"x"',
    b"[1]",
    b"{}",
    b'{"format": 1}',
    b'{"format": "x"}',
    b"[" * 100_000,
)
ODD: tuple[object, ...] = (None, True, -1, 1e400, "x", [], {}, [1], {"x": 1})
NAMES_DOCUMENTS = {"metrics/query/custom_preview.py", "metrics/intake/importing.py"}
"""Outside the store: a metric that is only looked at is put beside the kept ones, and an import brings what was
confirmed about its files in the version of its rows."""

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
every_kind_of_a_format = pytest.mark.parametrize("kind", OF_A_FORMAT, ids=lambda kind: kind.folder)
Holding = Callable[[DocumentKind[Any], str, bytes], Snapshot]


@pytest.fixture
def holding(tmp_path: Path) -> Holding:
    """Makes a version that holds one document, of any content."""

    def made(kind: DocumentKind[Any], name: str, content: bytes) -> Snapshot:
        path = tmp_path / hashlib.sha256(content).hexdigest()
        path.write_bytes(content)
        return replace(Workspace(tmp_path / "workspace").latest(), documents={kind.document_name(name): path})

    return made


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


def refusal(kind: DocumentKind[Any], snapshot: Snapshot, name: str) -> str:
    """What is said of a document that can't be read; empty where it can."""
    try:
        kind.load(snapshot, name)
    except UserError as error:
        return str(error)
    return ""


def with_a_further_field(values: Any) -> Any:
    """The values of a document as a program would write them that says more in the same format."""
    if isinstance(values, list):
        return [{**entry, "further": {"more": 1}} for entry in values]
    return {**values, "further": {"more": 1}}


def disturbed(values: Any) -> Iterator[Any]:
    """The values with one field missing, or odd."""
    objects = values if isinstance(values, list) else [values]
    for key in objects[0]:
        for changed in ({}, *({key: odd} for odd in ODD)):
            first = {name: value for name, value in objects[0].items() if name != key} | changed
            yield [first, *objects[1:]] if isinstance(values, list) else first


def test_the_kinds_are_these() -> None:
    folders = [kind.folder for kind in KINDS]
    assert folders == ["frozen/", "mappings", "metrics/", "programmes/", "rollouts/", "scenarios/"]
    assert [kind.folder for kind in KINDS if kind.format is None] == ["metrics/"]


@every_kind
def test_the_kept_workspace_has_documents_of_every_kind(kind: DocumentKind[Any]) -> None:
    assert examples(kind), "give an example in LATER"


@pytest.mark.parametrize("document", kept_documents())
def test_every_kept_document_is_of_one_kind(document: str) -> None:
    names = {kind.folder: kind.name_of(document) for kind in KINDS if kind.name_of(document) is not None}
    assert len(names) == 1
    (kind,) = [kind for kind in KINDS if kind.folder in names]
    assert kind.document_name(str(names[kind.folder])) == document


@every_kind
def test_what_is_of_another_kind_has_no_name_in_this_one(kind: DocumentKind[Any]) -> None:
    own = kind.document_name(examples(kind)[0][0])
    strange = [f"{own}x", f"x{own}", f"notes/{own}", "", "x"]
    if kind.suffix:
        strange += [kind.folder, f"{kind.folder}x", kind.document_name("")]
    assert [kind.name_of(document) for document in strange] == [None] * len(strange)


@every_kind
def test_a_document_is_read_and_written_again_byte_for_byte(kind: DocumentKind[Any], holding: Holding) -> None:
    for name, content in examples(kind):
        value = kind.load(holding(kind, name, content), name)
        written = kind.brought(name, value)
        again = kind.load(holding(kind, name, written[kind.document_name(name)]), name)
        assert again == value
        if kind.format in (None, 1):  # of a later format other words are written of the same
            assert set(written) == {kind.document_name(name)}
            assert written[kind.document_name(name)] == content or only_more(
                json.loads(content), json.loads(written[kind.document_name(name)])
            )


def only_more(former: Any, now: Any) -> bool:
    """Whether everything that was written still is, beside fields that came since."""
    if isinstance(former, dict):
        return isinstance(now, dict) and all(name in now and only_more(former[name], now[name]) for name in former)
    if isinstance(former, list):
        return isinstance(now, list) and len(former) == len(now) and all(map(only_more, former, now))
    return bool(former == now)


@every_kind
def test_it_is_kept_listed_and_taken_away_as_versions_that_can_be_undone(
    kind: DocumentKind[Any], workspace: Workspace, holding: Holding
) -> None:
    name, content = examples(kind)[-1]
    value = kind.load(holding(kind, name, content), name)
    assert kind.load(workspace.latest(), name) is None
    saved = kind.save(workspace, name, value, action="Kept", who="Ann")
    assert (saved.number, saved.action, kind.list(saved)) == (1, "Kept", {name: value})
    assert kind.held(workspace.history()[0]).keys() == kind.held(saved).keys() == {name}
    removed = kind.remove(workspace, name, action="Removed", who="Ann")
    assert (removed.number, kind.list(removed)) == (2, {})
    assert kind.list(workspace.undo("Ann")) == {name: value}


@every_kind
def test_what_may_not_follow_the_newest_version_is_not_kept(
    kind: DocumentKind[Any], workspace: Workspace, holding: Holding
) -> None:
    name, content = examples(kind)[-1]
    value = kind.load(holding(kind, name, content), name)

    def refused(_: Snapshot) -> None:
        raise UserError("Not now.")

    with pytest.raises(UserError, match="Not now"):
        kind.save(workspace, name, value, action="Kept", who="Ann", check=refused)
    with pytest.raises(UserError, match="Not now"):
        kind.remove(workspace, name, action="Removed", who="Ann", check=refused)
    assert workspace.history() == ()


@every_kind_of_a_format
def test_a_newer_format_is_said(kind: DocumentKind[Any], holding: Holding) -> None:
    assert kind.format is not None
    for name, content in examples(kind):
        values = json.loads(content)
        for newer in ({"format": kind.format + 1}, {**(values if isinstance(values, dict) else {}), "format": 99}):
            sentence = refusal(kind, holding(kind, name, json.dumps(newer).encode()), name)
            expected = f"{kind.called(name)} was {kind.made} by a newer Coxswain: update Coxswain to open it."
            assert sentence == expected


@every_kind
def test_what_is_no_document_is_said_and_never_believed(kind: DocumentKind[Any], holding: Holding) -> None:
    name, content = examples(kind)[0]
    for damaged in NO_DOCUMENT[:1] if kind.format is None else (*NO_DOCUMENT, content[: len(content) // 2]):
        sentence = refusal(kind, holding(kind, name, damaged), name)
        assert sentence.startswith(f"{kind.called(name)} can't be read ("), damaged[:20]
        assert "go back a version in History" in sentence
    gone = holding(kind, name, content)
    (file,) = gone.documents.values()
    file.unlink()
    assert "can't be read" in refusal(kind, gone, name)


@every_kind_of_a_format
def test_a_field_that_is_missing_or_odd_ends_in_nothing_but_a_sentence(
    kind: DocumentKind[Any], holding: Holding
) -> None:
    name, content = examples(kind)[0]
    for values in disturbed(json.loads(content)):
        sentence = refusal(kind, holding(kind, name, json.dumps(values).encode()), name)
        assert "\n" not in sentence


@every_kind_of_a_format
def test_further_fields_of_the_same_format_are_passed_over(kind: DocumentKind[Any], holding: Holding) -> None:
    for name, content in examples(kind):
        more = json.dumps(with_a_further_field(json.loads(content))).encode()
        assert kind.load(holding(kind, name, more), name) == kind.load(holding(kind, name, content), name)


def test_further_fields_of_frozen_numbers_are_passed_over(holding: Holding) -> None:
    (kind,) = [kind for kind in KINDS if kind.folder == "frozen/"]
    name, content = examples(kind)[0]
    values = json.loads(content)
    for metric in values["metrics"]:
        metric |= {"further": 1, "figures": with_a_further_field(metric["figures"])}
    assert kind.load(holding(kind, name, json.dumps(values).encode()), name) == kind.load(
        holding(kind, name, content), name
    )


def test_a_number_that_is_none_is_not_kept() -> None:
    kind = DocumentKind[float]("notes/", "The note “{}”".format, "kept", lambda value: {"value": value}, lambda _, x: x)
    with pytest.raises(UserError, match="The note “a” can't be kept"):
        kind.brought("a", float("nan"))


def test_documents_are_named_and_read_by_their_kind_only() -> None:
    hand_made = {
        shown(path)
        for path in python_files("metrics", "pages")
        if "metrics/store/" not in shown(path)
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Attribute) and node.attr == "documents")
        or (isinstance(node, ast.keyword) and node.arg == "documents")
    }
    assert hand_made == NAMES_DOCUMENTS


def test_only_the_store_knows_of_newer_programs() -> None:
    knowing = {
        shown(path) for path in python_files("metrics", "pages") if "by a newer Coxswain" in path.read_text("utf-8")
    }
    assert knowing == {"metrics/store/document_kind.py", "metrics/store/versions.py"}
