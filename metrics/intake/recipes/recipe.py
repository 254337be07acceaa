"""How to get each table out of the systems that hold it: one TOML file an export in `recipes/`."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from metrics.report import Block, Item, Items, Sentence, table_of_words
from metrics.schema import contracts
from metrics.semantic import Metric, metrics_of, metrics_reading, titles_in_short
from metrics.store import Snapshot

FOLDER = Path(__file__).parent
EVERY_ROW = "every row"


@dataclass(frozen=True, slots=True)
class RecipeColumn:
    """A column to include: its header as the system writes it, the contract's column it becomes, and a cell of it."""

    header: str
    column: str
    example: str


@dataclass(frozen=True, slots=True)
class RecipeBesides:
    """A column to include that becomes none of the contract's: what it says is done when the file is read."""

    header: str
    holds: str
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
    besides: tuple[RecipeBesides, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where all of it is written, each address once."""
        pitfalls = (pitfall.source for pitfall in self.pitfalls if pitfall.source)
        return tuple(dict.fromkeys((*self.source, *pitfalls)))

    def blocks(self, snapshot: Snapshot) -> tuple[Block, ...]:
        """What to click, which columns to include and what needs each, the filters, how often, and what goes wrong."""
        contract, metrics = contracts()[self.table], metrics_of(snapshot).values()
        rows = [
            (
                column.header,
                f"{contract.columns[column.column].description}; for example {column.example}",
                titles_in_short(needed_for(self, column, metrics)),
            )
            for column in self.columns
        ]
        rows += [(column.header, f"{column.holds}; for example {column.example}", EVERY_ROW) for column in self.besides]
        return (
            Sentence(f"{self.export}."),
            Items("", tuple(map(Item, self.path)), ordered=True),
            table_of_words(f"Columns of {self.title} from {self.system}", ("Include", "Holds", "Needed for"), rows),
            Items("Filters", tuple(map(Item, self.filters))),
            Sentence(self.how_often, "How often."),
            Items("Watch out", tuple(Item(pitfall.text) for pitfall in self.pitfalls)),
        )


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
        besides=tuple(
            RecipeBesides(entry["header"], entry["holds"], entry["example"]) for entry in document.get("besides", ())
        ),
    )


@cache
def export_recipes() -> Mapping[str, Recipe]:
    """Every recipe by its file's name, by system and title."""
    recipes = sorted(map(read_recipe, FOLDER.glob("*.toml")), key=lambda recipe: (recipe.system, recipe.title))
    return MappingProxyType({recipe.name: recipe for recipe in recipes})


def recipes_for(system: str | None = None, table: str | None = None) -> tuple[Recipe, ...]:
    """The recipes of a system (None: of all) that feed a table (None: any)."""
    return tuple(
        recipe
        for recipe in export_recipes().values()
        if system in (None, recipe.system) and table in (None, recipe.table)
    )


def recipe_systems() -> tuple[str, ...]:
    """The systems that there are recipes for."""
    return tuple(dict.fromkeys(recipe.system for recipe in export_recipes().values()))


def needed_for(recipe: Recipe, column: RecipeColumn, metrics: Iterable[Metric]) -> tuple[str, ...]:
    """What needs a column of a recipe, in words: every row, or else the titles of metrics."""
    if column.column in contracts()[recipe.table].required:
        return (EVERY_ROW,)
    return tuple(metric.title for metric in metrics_reading(recipe.table, column.column, metrics))
