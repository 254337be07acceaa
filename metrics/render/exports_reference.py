"""docs/exports.md: how to get each table out of the systems that hold it, generated from the recipes."""

from itertools import groupby

from metrics.intake import Pitfall, Recipe, RecipeColumn, export_recipes, needed_for
from metrics.render.markdown import generated, link_to, markdown_table
from metrics.schema import contracts
from metrics.semantic import catalog


def render_exports() -> str:
    """The text of docs/exports.md: every recipe, by system."""
    by_system = [
        (system, list(group)) for system, group in groupby(export_recipes().values(), lambda recipe: recipe.system)
    ]
    contents = [
        f"- {link_to(system)}: {', '.join(link_to(_heading(recipe), recipe.title) for recipe in group)}"
        for system, group in by_system
    ]
    parts = [
        "# Export recipes",
        generated("the files under `metrics/intake/recipes/`"),
        "Which report, which columns, how often. Headers are as the system writes them in English; with these a file "
        "is recognised without a question. Further columns do no harm. A column that no metric can't do without serves "
        "to group, to filter and to check.",
        "\n".join(contents),
    ]
    for system, group in by_system:
        parts.append(f"## {system}")
        parts.extend(_recipe(recipe) for recipe in group)
    return "\n\n".join(parts) + "\n"


def _heading(recipe: Recipe) -> str:
    return f"{recipe.system}: {recipe.title}"


def _recipe(recipe: Recipe) -> str:
    columns = [_column(recipe, column) for column in recipe.columns]
    columns += [(column.header, column.holds, column.example, "every row") for column in recipe.besides]
    steps = [f"{number}. {step}" for number, step in enumerate(recipe.path, start=1)]
    return "\n\n".join(
        (
            f"### {_heading(recipe)}",
            f"Feeds {contracts()[recipe.table].title} (table `{recipe.table}`). {recipe.export}.",
            "\n".join(steps),
            markdown_table(("Header", "Becomes", "For example", "Needed for"), columns),
            "Filters:",
            "\n".join(f"- {text}" for text in recipe.filters),
            f"How often: {recipe.how_often[0].lower()}{recipe.how_often[1:]}",
            "Watch out:",
            "\n".join(f"- {_pitfall(pitfall)}" for pitfall in recipe.pitfalls),
            f"Sources: {', '.join(f'<{address}>' for address in recipe.source)}",
        )
    )


def _column(recipe: Recipe, column: RecipeColumn) -> tuple[str, str, str, str]:
    needed = needed_for(recipe, column, catalog().values())
    return column.header, f"`{column.column}`", column.example, " · ".join(needed)


def _pitfall(pitfall: Pitfall) -> str:
    return f"{pitfall.text} [Source]({pitfall.source})" if pitfall.source else pitfall.text
