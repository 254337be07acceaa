"""Names say what a value is; a word that fits everything is none."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import ROOT, python_files, shown, tree

EMPTY = frozenset({"found", "known", "said", "told", "looked", "one", "here"})
ALLOWED = {("metrics/intake/model.py", "found")}
"""What stood in a cell: `inspect --json` and `import --json` print it under this name."""


def names(path: Path) -> Iterator[str]:
    """The names that a file gives: of itself, its functions and classes, their parameters and variables."""
    yield path.stem
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def test_no_name_is_empty() -> None:
    files = [ROOT / "app.py", *python_files("metrics", "pages", "sample_data", "benchmarks", "docs", "tests")]
    empty = {(shown(path), name) for path in files for name in names(path) if name in EMPTY}
    assert empty == ALLOWED


def test_no_two_classes_share_a_name() -> None:
    homes: dict[str, list[str]] = {}
    for path in python_files("metrics", "pages", "sample_data", "benchmarks"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(shown(path))
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}
