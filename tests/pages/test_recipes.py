"""Export recipes: one system or one table at a time, and the ways that lead there."""

from pathlib import Path

import pytest

from metrics.definition import catalog
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.intake.recipe import recipes
from metrics.store.workspace import Workspace
from tests.pages.conftest import opened, words

PAGE = "pages/data/recipes.py"


def links(app: object) -> dict[str, str]:
    """Where the page's links lead, by what they say."""
    found = app.get("page_link")  # type: ignore[attr-defined]
    return {link.proto.label: f"{link.proto.page}?{link.proto.query_string}" for link in found}


@pytest.mark.usefixtures("on_sample")
def test_every_recipe_is_on_the_page_with_its_steps_and_its_columns() -> None:
    app = opened(PAGE)
    said_of = [expander.label.split(" feeds ")[0] for expander in app.expander]
    assert said_of == [f"**{recipe.system}: {recipe.title}**" for recipe in recipes().values()]
    assert len(app.table) == len(recipes())
    said = words(app)
    assert all(step in said for recipe in recipes().values() for step in recipe.path)


@pytest.mark.usefixtures("on_sample")
def test_a_system_and_a_table_narrow_the_list_to_one_recipe_whose_columns_say_what_needs_them() -> None:
    app = opened(PAGE)
    app.selectbox(key="system").select("HubSpot").run()
    app.selectbox(key="feeds").select("Opportunities").run()
    assert [expander.label for expander in app.expander] == ["**HubSpot: Deals** feeds Opportunities"]
    table = app.table[0].value.set_index("Include")
    assert table.loc["Create Date", "Needed for"].startswith(catalog()["deal_velocity"].title)
    assert "further metrics" in table.loc["Close Date", "Needed for"]
    assert table.loc["Record ID", "Needed for"] == "every row"
    assert table.loc["Pipeline", "Needed for"] == ""


@pytest.mark.usefixtures("on_sample")
def test_a_table_without_a_recipe_has_at_least_its_template() -> None:
    app = opened(PAGE)
    app.selectbox(key="feeds").select("Rates").run()
    assert not app.exception
    assert "no recipe for Rates" in app.info[0].value
    assert len(app.get("download_button")) == 1


@pytest.mark.usefixtures("on_sample")
def test_the_empty_upload_page_leads_to_the_recipes() -> None:
    app = opened("pages/data/upload.py")
    assert any("HubSpot" in label and "recipes" in page for label, page in links(app).items())


def test_a_metric_without_its_columns_leads_to_the_recipe_of_their_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "opportunities.csv"
    file.write_text("opportunity_id,stage,closed_on\nA,Closed Won,2025-02-03\nB,Closed Lost,2025-03-04\n")
    import_files(Workspace(tmp_path / "own"), [(file, ImportChoices())], who="tests")
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(tmp_path / "own"))
    found = links(opened())
    assert found["How to export training"] == "recipes?feeds=Training"
    assert found["How to export opportunities"] == "recipes?feeds=Opportunities"
    assert "How to export customers" not in found
