"""What a room offers stands in its face; nobody outside reaches past it, and opening a face costs nothing."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from docs.rooms import BEGIN, END, PAGE, rooms, with_rooms
from tests.house.sources import ROOT, module_name, python_files, shown, tree

FACES = tuple(room for room in rooms() if (ROOT / "metrics" / room / "__init__.py").exists())
HEAVY = frozenset(
    {"numpy", "pandas", "pyarrow", "duckdb", "deltalake", "scipy", "streamlit", "plotly", "diff_diff", "sqlglot"}
)
OUTSIDE = ("pages", "benchmarks", "sample_data", "docs")
MOST_NAMES_OF_PAGES = 120
"""So many names of `metrics` the pages use today; the number may only go down."""


def imports_of_metrics(path: Path) -> Iterator[tuple[str, str]]:
    """The module of `metrics` and the name, of each import that a file makes from there."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "metrics":
            yield from ((node.module, alias.name) for alias in node.names)


def room_of(module: str) -> str:
    """The room that a module of `metrics` stands in."""
    return module.split(".")[1] if "." in module else ""


def test_the_rooms_stand_one_above_another() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_contributing_shows_the_rooms_in_their_order() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert BEGIN in text
    assert END in text
    assert with_rooms(text) == text, "run `make docs`"


@pytest.mark.parametrize("room", FACES)
def test_a_face_offers_what_it_says(room: str) -> None:
    face = import_module(f"metrics.{room}")
    offered = face.__all__
    modules = {path.stem for path in (ROOT / "metrics" / room).glob("*.py")}
    for name in offered:
        value = getattr(face, name)
        # A function called like a module beside it would be hidden by that module once it is imported.
        assert name not in modules or value.__name__ == f"metrics.{room}.{name}"
    with pytest.raises(AttributeError):
        _ = face.nothing_of_this_name


@pytest.mark.parametrize("room", ["", *rooms()])
def test_opening_a_face_loads_nothing_heavy(room: str) -> None:
    name = f"metrics.{room}".rstrip(".")
    script = f"import sys, {name}; print(*sorted({set(HEAVY)!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_nobody_reaches_past_a_face() -> None:
    files = [ROOT / "app.py", *python_files("metrics", *OUTSIDE)]
    past = [
        f"{shown(path)}: {module}"
        for path in files
        for module, _ in imports_of_metrics(path)
        if module.count(".") > 1 and room_of(module) != room_of(module_name(path) if "metrics" in path.parts else "")
    ]
    assert past == []


def test_inside_a_room_nobody_goes_through_its_own_face() -> None:
    through = [
        f"{shown(path)}: {name}"
        for path in python_files("metrics")
        if path.name != "__init__.py"
        for module, name in imports_of_metrics(path)
        if module.count(".") == 1 and room_of(module) == room_of(module_name(path)) and not is_module(module, name)
    ]
    assert through == []


def is_module(package: str, name: str) -> bool:
    """Whether a package has a module of that name."""
    folder = ROOT.joinpath(*package.split("."))
    return (folder / f"{name}.py").exists() or (folder / name).is_dir()


def test_pages_use_few_names() -> None:
    names = {name for path in [ROOT / "app.py", *python_files("pages")] for name in imports_of_metrics(path)}
    assert len(names) <= MOST_NAMES_OF_PAGES


@pytest.mark.parametrize("face", FACES)
def test_a_face_offers_only_what_somebody_outside_uses(face: str) -> None:
    room = f"metrics.{face}"
    files = [ROOT / "app.py", *python_files("metrics", *OUTSIDE)]
    outside = [path for path in files if not module_name(path).startswith(f"{room}.")]
    used = {name for path in outside for module, name in imports_of_metrics(path) if module == room}
    assert set(getattr(import_module(room), "__all__", ())) - used == set()
