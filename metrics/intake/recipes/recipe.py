"""How to get each table out of the systems that hold it: one TOML file an export in `recipes/`."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from metrics.schema import contracts
from metrics.semantic import Metric, metrics_reading

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class RecipeColumn:
    """A column to include: its header as the system writes it, the contract's column it becomes, and a cell of it."""

    header: str
    column: str
    example: str


@dataclass(frozen=True, slots=True)
class Pitfall:
    """What goes wrong with an export, and where that is said (None: it is this program's own reading)."""

    text: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Recipe:
    """One export of one system. `path` are the steps to click, `table` the contract it feeds, `source` the addresses of
    the pages that its steps and headers come from."""

    name: str
    system: str
    title: str
    table: str
    export: str
    path: tuple[str, ...]
    filters: tuple[str, ...]
    how_often: str
    columns: tuple[RecipeColumn, ...]
    pitfalls: tuple[Pitfall, ...]
    source: tuple[str, ...]


def read_recipe(path: Path) -> Recipe:
    """The recipe written in one TOML file."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    return Recipe(
        name=path.stem,
        system=document["system"],
        title=document["title"],
        table=document["table"],
        export=document["export"],
        path=tuple(document["path"]),
        filters=tuple(document["filters"]),
        how_often=document["how_often"],
        columns=tuple(
            RecipeColumn(entry["header"], entry["column"], entry["example"]) for entry in document["columns"]
        ),
        pitfalls=tuple(Pitfall(entry["text"], entry.get("source")) for entry in document["pitfalls"]),
        source=tuple(document["source"]),
    )


@cache
def export_recipes() -> Mapping[str, Recipe]:
    """Every recipe by its file's name, by system and title."""
    recipes = sorted(map(read_recipe, FOLDER.glob("*.toml")), key=lambda recipe: (recipe.system, recipe.title))
    return MappingProxyType({recipe.name: recipe for recipe in recipes})


def needed_for(recipe: Recipe, column: RecipeColumn, metrics: Iterable[Metric]) -> tuple[str, ...]:
    """What needs a column of a recipe, in words: every row, or else the titles of metrics."""
    if column.column in contracts()[recipe.table].required:
        return ("every row",)
    return tuple(metric.title for metric in metrics_reading(recipe.table, column.column, metrics))
