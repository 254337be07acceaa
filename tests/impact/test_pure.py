"""Importing this package loads nothing that is not needed yet, and nothing in it opens a file but its own rules."""

import subprocess
import sys

from tests.house.sources import ROOT, imports_package, module_name, python_files, shown


def test_importing_every_module_loads_no_heavy_library():
    names = [module_name(path) for path in python_files("metrics/impact")]
    script = (
        f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\n"
        "print(*sorted({'scipy', 'pandas', 'statsmodels', 'diff_diff', 'lifelines'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_only_the_second_opinion_knows_the_library_it_asks():
    using = [shown(path) for path in python_files("metrics") if imports_package(path, "diff_diff")]
    assert using == ["metrics/impact/second_opinions.py"]
    assert [shown(path) for path in python_files("metrics") if imports_package(path, "statsmodels")] == []


def test_only_the_thresholds_read_a_file():
    reading = [shown(path) for path in python_files("metrics/impact") if imports_package(path, "pathlib")]
    assert reading == ["metrics/impact/evidence_thresholds.py"]
