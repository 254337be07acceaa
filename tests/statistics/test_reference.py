"""The generated pages."""

import re

import pytest

from metrics.intake.recipes.recipe import export_recipes
from metrics.render.exports_reference import render_exports
from metrics.render.reference import DOCUMENTS, render, render_tables, write
from metrics.schema.contract import contracts
from metrics.semantic.definition import catalog


@pytest.mark.parametrize(
    ("page", "text"), [("metrics.md", render), ("tables.md", render_tables), ("exports.md", render_exports)]
)
def test_the_committed_page_is_what_the_sources_generate(page, text):
    assert (DOCUMENTS / page).read_text(encoding="utf-8") == text(), "run `make docs`"


def test_every_metric_is_shown_with_its_definition_and_sql():
    page = render()
    for metric in catalog().values():
        assert f"### {metric.title}\n" in page
        assert metric.definition in page
        assert metric.sql in page
        assert all(table in page for table in metric.reads)


@pytest.mark.parametrize("text", [render, render_exports])
def test_the_contents_lead_to_headings_of_the_page(text):
    page = text()
    headings = {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in page.splitlines()
        if line.startswith("#")
    }
    links = re.findall(r"\]\(#([^)]+)\)", page)
    assert links
    assert set(links) <= headings


def test_every_metric_is_listed_in_the_contents_under_what_it_is_about():
    contents = render().split("## Contents\n")[1].split("\n## ")[0]
    for metric in catalog().values():
        (line,) = [line for line in contents.splitlines() if line.startswith(f"- {metric.group}: ")]
        assert f"[{metric.title}]" in line


def test_every_column_of_every_table_is_listed():
    page = render_tables()
    for contract in contracts().values():
        section = page.split(f"Table `{contract.name}`.")[1].split("\n## ")[0]
        for column in contract.columns.values():
            assert f"| `{column.name}` |" in section
            assert all(alias in section for alias in column.aliases)


def test_every_recipe_is_listed_with_its_columns_and_its_sources():
    page = render_exports()
    for recipe in export_recipes().values():
        heading = f"{recipe.system}: {recipe.title}"
        assert f"[{recipe.title}](#" in page
        section = page.split(f"### {heading}\n")[1].split("\n### ")[0]
        assert all(f"| {column.header} | `{column.column}` |" in section for column in recipe.columns)
        assert all(address in section for address in recipe.source)
        assert all(pitfall.text in section for pitfall in recipe.pitfalls)


def test_the_pages_are_written_where_asked(tmp_path):
    written = write(tmp_path / "docs")
    assert [path.name for path in written] == ["metrics.md", "tables.md", "exports.md"]
    assert written[0].read_text(encoding="utf-8") == render()
