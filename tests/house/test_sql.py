"""SQL stands where it is read as SQL: in the rooms that ask and store, and what others ask in files of their own."""

import re

import pytest

from metrics.query.select_files import named_selects
from metrics.semantic.portability import unportable
from metrics.semantic.statement_index import relations_read
from tests.house.sources import ROOT, python_files, shown
from tests.house.test_tables import texts

ROOMS = ("semantic", "query", "store", "intake", "quality", "engines")
"""The rooms of `metrics/` whose modules may hold SQL."""
SQL = re.compile(r"\b(?:SELECT|DESCRIBE|FROM|WHERE|JOIN|GROUP BY|ORDER BY|HAVING|COALESCE|CASE WHEN)\b")


def test_sql_stands_in_the_rooms_that_ask_and_store() -> None:
    files = [path for path in python_files("metrics") if path.relative_to(ROOT / "metrics").parts[0] not in ROOMS]
    files += [ROOT / "app.py", *python_files("pages")]
    elsewhere = [f"{shown(path)}: {text}" for path in files for _, text in texts(path) if SQL.search(text)]
    assert elsewhere == []


@pytest.mark.parametrize("name", named_selects())
def test_what_is_asked_beside_metrics_is_asked_in_what_every_engine_understands(name: str) -> None:
    assert unportable(named_selects()[name]) == ()


def test_every_select_of_the_folder_is_asked_for() -> None:
    asked = {text for path in python_files("metrics") for _, text in texts(path)}
    assert set(named_selects()) - asked == set()


def test_every_select_reads_something() -> None:
    assert [name for name, sql in named_selects().items() if not relations_read(sql)] == []
