"""Export recipes: one system or one table at a time, and the ways that lead there."""

import pytest

from metrics.intake.recipes.recipe import export_recipes
from metrics.semantic.definition import catalog
from tests.pages.conftest import Opener, opened, plain_words, tables_of

PAGE = "recipes"


def links(app: object) -> dict[str, str]:
    """Where the page's links lead, by what they say."""
    elements = app.get("page_link")  # type: ignore[attr-defined]
    return {link.proto.label: f"{link.proto.page}?{link.proto.query_string}" for link in elements}


def test_every_recipe_is_on_the_page_with_its_steps_and_its_columns(drawn: Opener) -> None:
    app = drawn(PAGE)
    said_of = [expander.label.split(" feeds ")[0] for expander in app.expander]
    assert said_of == [f"**{recipe.system}: {recipe.title}**" for recipe in export_recipes().values()]
    assert len(tables_of(app)) == len(export_recipes())
    text = plain_words(app)
    assert all(step in text for recipe in export_recipes().values() for step in recipe.path)


@pytest.mark.usefixtures("on_sample")
def test_a_system_and_a_table_narrow_the_list_to_one_recipe_whose_columns_say_what_needs_them() -> None:
    app = opened(PAGE)
    app.selectbox(key="system").select("HubSpot").run()
    app.selectbox(key="feeds").select("Opportunities").run()
    assert [expander.label for expander in app.expander] == ["**HubSpot: Deals** feeds Opportunities"]
    (rows,) = tables_of(app).values()
    needed = {row["Include"]: row["Needed for"] for row in rows}
    assert needed["Create Date"].startswith(catalog()["deal_velocity"].title)
    assert "further metrics" in needed["Close Date"]
    assert needed["Record ID"] == "every row"
    assert needed["Pipeline"] == ""


@pytest.mark.usefixtures("on_sample")
def test_a_table_without_a_recipe_has_at_least_its_template() -> None:
    app = opened(PAGE)
    app.selectbox(key="feeds").select("Rates").run()
    assert not app.exception
    assert "no recipe for Rates" in app.info[0].value
    assert len(app.get("download_button")) == 1


def test_the_empty_upload_page_leads_to_the_recipes(drawn: Opener) -> None:
    app = drawn("upload")
    assert any("HubSpot" in label and "recipes" in page for label, page in links(app).items())


def test_a_metric_without_its_columns_leads_to_the_recipe_of_their_table(drawn_with_one_table: Opener) -> None:
    targets = links(drawn_with_one_table("scorecard"))
    assert targets["How to export training"] == "recipes?feeds=Training"
    assert targets["How to export opportunities"] == "recipes?feeds=Opportunities"
    assert "How to export customers" not in targets
