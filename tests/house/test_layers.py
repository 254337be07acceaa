"""Who may import whom. Data walks one way, and nothing in metrics/ knows who asks."""

import ast
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.house.sources import ROOT, imported, imports_package, module_name, product_files, python_files, shown, tree

DATABASES = ("duckdb", "deltalake", "sqlite3", "pyspark")
STATEMENT = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|CREATE\s+(TABLE|VIEW|OR)|DELETE\s+FROM|UPDATE\s.+\sSET)\b", re.S
)


def test_only_the_app_and_its_pages_import_streamlit() -> None:
    importers = [shown(path) for path in python_files("metrics", "sample_data") if imports_package(path, "streamlit")]
    assert importers == []


def test_metrics_knows_nothing_of_the_pages() -> None:
    importers = [
        shown(path)
        for path in python_files("metrics")
        for package in ("pages", "app", "benchmarks", "tests", "plotly")
        if imports_package(path, package) and not (package == "plotly" and "metrics/render/" in shown(path))
    ]
    assert importers == []


@pytest.mark.parametrize("folder", ["statistics", "impact", "planning", "governance"])
def test_pure_folders_open_no_database(folder: str) -> None:
    importers = [
        shown(path)
        for path in python_files(f"metrics/{folder}")
        for database in DATABASES
        if imports_package(path, database)
    ]
    assert importers == []


def test_the_import_graph_has_no_circle() -> None:
    modules = {module_name(path): path for path in product_files() if path.exists()}
    graph = {
        name: {other for other in imported(path) if other in modules and other != name}
        for name, path in modules.items()
    }
    for name, others in graph.items():  # importing a.b.c runs a and a.b, which import nothing of their own
        others -= {other for other in others if modules[other].name == "__init__.py" and name.startswith(f"{other}.")}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


def test_importing_metrics_loads_nothing_heavy() -> None:
    names = sorted(module_name(path) for path in python_files("metrics") if path.name != "__main__.py")
    script = (
        f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\n"
        "print(*sorted({'scipy', 'statsmodels', 'matplotlib', 'streamlit', 'plotly', 'diff_diff'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_importing_the_package_alone_loads_only_the_standard_library() -> None:
    script = "import sys, metrics; print(*({'duckdb', 'numpy', 'pandas', 'pyarrow', 'deltalake'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_no_page_script_lies_directly_in_pages() -> None:
    # Streamlit would take it for its old multipage mode and skip app.py in a process's first session.
    assert [shown(path) for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py"] == []


def test_pages_hold_no_sql_and_open_no_database() -> None:
    importers = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files("pages")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.search(node.value)
    ]
    importers += [shown(path) for path in python_files("pages") for name in DATABASES if imports_package(path, name)]
    assert importers == []


def test_no_script_shows_a_text_by_merely_naming_it() -> None:
    """Streamlit draws a bare value of a script it runs, such as the text that explains a constant."""
    scripts = [ROOT / "app.py", *(ROOT / "pages").rglob("page.py")]
    shown_by_chance = [
        f"{shown(path)}:{node.lineno}"
        for path in scripts
        for node in tree(path).body[1:]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    assert shown_by_chance == []
