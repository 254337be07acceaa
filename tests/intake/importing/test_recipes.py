"""Every recipe leads to a file that is recognized without a question about its table or its columns."""

import csv
import io
import tomllib
from pathlib import Path
from urllib.parse import urlparse

import pytest

from metrics.intake.recipes.recipe import Recipe, export_recipes
from metrics.intake.recognize.joined_columns import join_columns
from metrics.intake.recognize.record_kinds import recognize_kind
from metrics.intake.recognize.table_match import exact_mapping
from metrics.intake.stage.attendance_list import recognize_attendance
from metrics.schema.contract import contracts
from tests.intake.importing.preparing import prepared, problems

every_recipe = pytest.mark.parametrize("recipe", export_recipes().values(), ids=lambda recipe: recipe.name)


FULL = {
    name: [header.strip() for header in text.split("|")]
    for name, text in tomllib.loads((Path(__file__).parent / "full_exports.toml").read_text(encoding="utf-8")).items()
}
"""The headers of a full export beside those of its recipe."""


def export(recipe: Recipe, rows: int = 1) -> str:
    """The file that somebody gets who follows a recipe."""
    text = io.StringIO()
    writer = csv.writer(text)
    columns = (*recipe.columns, *recipe.besides)
    writer.writerow(column.header for column in columns)
    writer.writerows([[column.example for column in columns]] * rows)
    return text.getvalue()


@every_recipe
def test_every_header_is_known_exactly(recipe: Recipe) -> None:
    headers = [column.header for column in recipe.columns]
    attendance = recognize_attendance(headers, {})
    kind = recognize_kind([*headers, *(column.header for column in recipe.besides)], {})
    mapping = dict(exact_mapping(contracts()[recipe.table], headers)) | (attendance.mapping if attendance else {})
    mapping |= kind.mapping if kind else {}
    examples = {column.header: (column.example,) for column in recipe.columns}
    for joined in join_columns(contracts()[recipe.table], headers, mapping, (), examples):
        mapping.setdefault(joined.headers[0], joined.column)
    # “Attended” of a webinar tells who registered and stayed away, beside the times of those who came.
    assert {column.header: mapping.get(column.header) for column in recipe.columns} == {
        column.header: column.column for column in recipe.columns
    }


@every_recipe
def test_a_file_with_its_headers_is_that_table_without_a_question(recipe: Recipe, tmp_path: Path) -> None:
    done = prepared(tmp_path, export(recipe))
    assert done.table == recipe.table
    assert done.undecided == ()
    assert done.suggestions == ()
    assert done.staged is not None
    assert (done.staged.rows_used, done.staged.rows_set_aside) == (1, 0)
    assert not [text for text in problems(done) if "Nobody has said" not in text]


@every_recipe
def test_the_full_export_of_its_system_is_read_alike(recipe: Recipe, tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(export(recipe, 3))))
    more = [header for header in FULL[recipe.name] if header not in rows[0]]
    assert more
    text = io.StringIO()
    csv.writer(text).writerows([*(row + [""] * len(more) for row in rows[1:])])
    header = io.StringIO()
    csv.writer(header).writerow([*rows[0], *more])
    full = prepared(tmp_path, header.getvalue() + text.getvalue(), "full.csv")
    lean = prepared(tmp_path, export(recipe, 3), "lean.csv")
    assert full.table == recipe.table
    assert full.undecided == ()
    assert dict(full.mapping).items() >= dict(lean.mapping).items()
    assert full.staged is not None
    assert lean.staged is not None
    assert full.staged.rows_used == lean.staged.rows_used


@every_recipe
def test_it_brings_every_column_the_table_can_not_do_without(recipe: Recipe) -> None:
    assert set(contracts()[recipe.table].required) <= {column.column for column in recipe.columns}


@every_recipe
def test_it_says_what_to_click_how_often_and_where_that_is_written(recipe: Recipe) -> None:
    assert all((recipe.path, recipe.filters, recipe.how_often, recipe.pitfalls, recipe.source))
    addresses = [*recipe.source, *(pitfall.source for pitfall in recipe.pitfalls if pitfall.source)]
    assert all(urlparse(address).scheme in ("http", "https") and urlparse(address).netloc for address in addresses)


def test_the_systems_of_the_brief_are_there() -> None:
    assert {"Salesforce", "HubSpot", "Zoom"} <= {recipe.system for recipe in export_recipes().values()}
    assert len({(recipe.system, recipe.title) for recipe in export_recipes().values()}) == len(export_recipes())
