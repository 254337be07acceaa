"""How the code is written: small modules with telling names, everything public explained."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import ROOT, python_files, shown, tree

MOST_LINES = 400
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
ABSOLUTE = re.compile(r"(?<![\w.:/-])(/(home|root|Users|mnt|srv|opt)/\w|[A-Z]:\\\\?Users)")
BINARY = {".png", ".gz", ".xlsx", ".parquet", ".ico", ".woff2"}


def tracked() -> list[Path]:
    """The text files git has, or would be given."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in listed if Path(name).suffix not in BINARY and (ROOT / name).is_file()]


def public(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """The public functions and classes of a module, and the public methods of its public classes."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body)


def test_everything_public_is_explained() -> None:
    missing = [
        f"{shown(path)}: {node.name}"
        for path in python_files("metrics", "sample_data", "benchmarks")
        for node in public(tree(path).body)
        if not ast.get_docstring(node)
    ]
    assert missing == []


def test_every_module_says_what_it_is_for() -> None:
    files = [ROOT / "app.py", *python_files("metrics", "pages", "sample_data", "benchmarks")]
    assert [shown(path) for path in files if path.stat().st_size and not ast.get_docstring(tree(path))] == []


def test_modules_stay_small_and_have_telling_names() -> None:
    files = python_files("metrics", "pages", "sample_data", "benchmarks")
    long = [shown(path) for path in files if len(path.read_text(encoding="utf-8").splitlines()) >= MOST_LINES]
    vague = [shown(path) for path in files if path.stem in VAGUE or path.parent.name in VAGUE]
    assert (long, vague) == ([], [])


def test_nothing_is_left_for_later() -> None:
    unfinished = [
        f"{shown(path)}:{number}"
        for path in tracked()
        if path.suffix in {".py", ".sql", ".toml", ".md"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if UNFINISHED.search(line)
    ]
    assert unfinished == []


def test_no_file_names_a_place_on_somebody_s_machine() -> None:
    places = [
        f"{shown(path)}:{number}"
        for path in tracked()
        if path.suffix != ".csv"
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if ABSOLUTE.search(line)
    ]
    assert places == []


def test_dates_are_written_as_every_system_writes_them() -> None:
    """`%-d` is no format on Windows: a day without its zero is `date.day`."""
    places = [
        f"{shown(path)}:{number}"
        for path in python_files("metrics", "pages", "sample_data", "benchmarks", "docs")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"%[-#][a-zA-Z]", line)
    ]
    assert places == []
