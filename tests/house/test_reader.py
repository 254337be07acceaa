"""Rows are read through a Reader, which is bound to a viewer: found by what functions call, not by a list of them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT, imports_package, python_files, shown, tree

CODE = [ROOT / "app.py", *python_files("metrics", "pages")]
FORMS = ("reader", "_reader")
"""What a parameter or field that holds a Reader is called; a writer's file that is read is another thing."""
MAKERS = {
    "DuckDB": {"metrics/query/session.py"},
    # What is about to be published is tried without rows, before anybody can look at it.
    "Session": {"metrics/query/session.py", "metrics/query/trial.py"},
    "open_session": {"metrics/query/reader.py"},
    "Reader": {"metrics/query/reader.py"},
    "BoundQuery": {"metrics/query/binding.py", "metrics/query/trial.py"},
    "open_version": {"metrics/commands/questions.py", "pages/parts/workspace_on_screen.py"},
    # What is written is the same whoever writes: the day a file is stored by, who may be matched, what stays.
    "open_whole": {"metrics/intake/importing.py", "metrics/quality/identities.py"},
    # How alike a team's people are, of whom only the team is shown.
    "for_totals": {"metrics/people/performance.py"},
}
"""What gives somebody rows, and the only modules that call it."""
WRITERS = ("metrics/store/", "metrics/intake/")
"""They read files that are no version yet, and what a new version is merged into, with connections of their own."""
ENGINES = "metrics/engines/"
WAYS_TO_FILES = frozenset({"read_table", "read_parquet", "read_csv", "ParquetFile", "ParquetDataset", "DeltaTable"})
"""What opens a stored file past the engine, where it is called."""


def called(node: ast.Call) -> str:
    """The last name of what is called: `connect` of `duckdb.connect(…)`."""
    function = node.func
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def calls(path: Path) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def place(path: Path, node: ast.expr) -> str:
    return f"{shown(path)}:{node.lineno}: {ast.unparse(node)[:80]}"


@pytest.mark.parametrize("maker", MAKERS)
def test_what_gives_rows_is_called_where_readers_are_made(maker: str) -> None:
    callers = {shown(path) for path in CODE for node in calls(path) if called(node) == maker}
    assert callers == MAKERS[maker]


def test_nobody_but_writers_and_engines_opens_a_database() -> None:
    openers = [
        place(path, node)
        for path in CODE
        if not shown(path).startswith((*WRITERS, ENGINES))
        for node in calls(path)
        if called(node) in {"connect", "cursor", "execute", *WAYS_TO_FILES}
    ]
    databases = ("duckdb", "deltalake")
    importers = [shown(path) for path in CODE for database in databases if imports_package(path, database)]
    assert openers == []
    assert [path for path in importers if not path.startswith((*WRITERS, ENGINES))] == []


def test_an_engine_is_reached_from_the_session_alone() -> None:
    users = {
        shown(path)
        for path in CODE
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Attribute) and node.attr == "_engine")
        or (isinstance(node, ast.ImportFrom) and node.module == "metrics.engines" and path.parent.name != "engines"
            and {"DuckDB", "Engine"} & {alias.name for alias in node.names})
    }  # fmt: skip
    assert users == {"metrics/query/session.py"}


def test_a_session_comes_from_a_reader() -> None:
    """Or from the question that one was bound to; helpers get it from whoever has it."""
    holders = {*FORMS, *(f"self.{form}" for form in FORMS), "bound", "open_whole(workspace.latest())"}
    strangers = [
        place(path, node)
        for path in CODE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr == "session"
        and isinstance(node.ctx, ast.Load)
        and not (ast.unparse(node.value) in holders or is_column(path, node))
    ]
    assert strangers == []


def is_column(path: Path, node: ast.Attribute) -> bool:
    """Whether it is the column of a fact model that names a training session."""
    return ast.unparse(node.value).endswith(".sessions") and shown(path) == "metrics/query/select_files.py"


def test_what_is_called_a_reader_is_one() -> None:
    others = []
    for path in CODE:
        if shown(path).startswith(WRITERS):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.arg) and node.arg in FORMS:
                name, annotation = node.arg, node.annotation
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id in FORMS:
                name, annotation = node.target.id, node.annotation
            else:
                continue
            written = ast.unparse(annotation) if annotation else ""
            if written not in ("Reader", "Reader | None"):
                others.append(f"{shown(path)}:{node.lineno}: {name}: {written}")
    assert others == []


def test_what_pages_remember_is_remembered_by_the_reader_s_key() -> None:
    """A parameter that begins with a line isn't part of what the cache is keyed by."""
    without = []
    for path in python_files("pages"):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.FunctionDef):
                continue
            cached = any("st.cache_" in ast.unparse(decorator) for decorator in node.decorator_list)
            names = [argument.arg for argument in node.args.args]
            if cached and any(name.startswith("_") for name in names) and "key" not in names:
                without.append(f"{shown(path)}:{node.lineno}: {node.name}")
    assert without == []
