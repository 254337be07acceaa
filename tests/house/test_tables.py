"""A fact table is told to its contract and its model: no other Python file of `metrics/` names it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import python_files, shown, tree

HOMES = ("metrics/intake/", "metrics/store/", "metrics/semantic/models/")
"""Where files become rows, rows are kept, and the models stand."""
MOST = 8
EVERYWHERE = "metrics/"
EXCEPTIONS = {
    ("people", EVERYWHERE): "the roster's table, of which there is one; and the English word for persons",
    ("roster", EVERYWHERE): "where everybody was on which day: every question joins it to facts of any table",
    ("roster_today", EVERYWHERE): "the same for those who ask by today's teams",
    ("persons", EVERYWHERE): "who a person's number is: joined like the roster",
    ("training", "metrics/planning/organization/scenario.py"): "what a team of one puts first, in kept scenarios",
    ("deals", "metrics/impact/panel.py"): "what a panel counts unless its caller says otherwise, in sentences",
    (
        "deals opportunities",
        "metrics/insights/win_rate_bridge.py",
    ): "the columns by which four win rates of deals are told apart",
}
"""The names that may stand in a file (or under a folder), and why."""

READ = re.compile(r"\b(?:FROM|JOIN|INTO|TABLE|VIEW|UPDATE)\s+([a-z_]+)", re.IGNORECASE)
QUALIFIED = re.compile(r"\b([a-z_]+)\.[a-z_]+\b")


def table_names() -> frozenset[str]:
    """Every table that has a model, and every prepared view."""
    from metrics.semantic.models.fact_models import fact_models
    from metrics.semantic.relations import prepared_views

    return frozenset({model.table for model in fact_models().values()} | set(prepared_views()))


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every text of a file but those that explain it, with its line."""
    explaining = {
        id(node.value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explaining:
            yield node.lineno, node.value


def names_in(text: str) -> set[str]:
    """What a text names: the whole of it, or as SQL the relations that it reads."""
    return {text, *READ.findall(text), *QUALIFIED.findall(text)}


def excepted(name: str, path: str) -> tuple[str, str] | None:
    return next((each for each in EXCEPTIONS if name in each[0].split() and path.startswith(each[1])), None)


def test_tables_and_views_are_named_where_they_live() -> None:
    tables, used = table_names(), set()
    strangers = []
    for path in python_files("metrics"):
        if shown(path).startswith(HOMES):
            continue
        for line, text in texts(path):
            for name in names_in(text) & tables:
                if (exception := excepted(name, shown(path))) is None:
                    strangers.append(f"{shown(path)}:{line} names {name}")
                used.add(exception)
    assert strangers == []
    assert set(EXCEPTIONS) <= used, "an exception that nothing needs any more"
    assert len(EXCEPTIONS) <= MOST
