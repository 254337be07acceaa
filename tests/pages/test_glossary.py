"""The glossary: every metric of the workspace, searchable, linkable, and honest about what is missing."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.definition import catalog
from metrics.glossary import words as words_of_the_field
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.store.workspace import Workspace
from tests.pages.conftest import opened, words

PAGE = "pages/measure/glossary.py"


def titles(app: AppTest) -> list[str]:
    """The metrics that are shown, in order."""
    return [expander.label.split("**")[1].replace("\\", "") for expander in app.expander]


@pytest.mark.usefixtures("on_sample")
def test_every_metric_is_there_with_its_example_and_every_word_with_its_sentence() -> None:
    app = opened(PAGE)
    assert sorted(titles(app)) == sorted(metric.title for metric in catalog().values())
    said = words(app).replace("\\", "")
    assert all(metric.definition in said and metric.example in said for metric in catalog().values())
    assert all(f"**{word}**" in said for word in words_of_the_field())


@pytest.mark.usefixtures("on_sample")
def test_the_search_looks_everywhere_and_says_where_there_is_nothing() -> None:
    app = opened(PAGE)
    app.text_input(key="search").input("KAPLAN hiring").run()
    assert "Onboarding time: median days" in titles(app)
    assert "Win rate" not in titles(app)
    app.text_input(key="search").input("coxless pair").run()
    assert not titles(app)
    assert "coxless pair" in app.info[0].value


@pytest.mark.usefixtures("on_sample")
def test_one_entry_can_be_linked_and_stands_open() -> None:
    app = opened(PAGE)
    app.selectbox(key="entry").select("Win rate").run()
    assert titles(app) == ["Win rate"]
    assert app.expander[0].proto.expanded
    addresses = [link.proto.query_string for link in app.get("page_link")]
    assert "entry=Win+rate" in addresses
    assert "metric=Win+rate" in addresses


@pytest.mark.usefixtures("on_sample")
def test_a_metric_s_page_leads_to_its_entry() -> None:
    app = opened("pages/review/metric.py")
    app.session_state["computed"] = True
    app.run()
    assert "entry=Training+attendance" in [link.proto.query_string for link in app.get("page_link")]


def test_what_this_workspace_lacks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "opportunities.csv"
    file.write_text("opportunity_id,stage,closed_on\nA,Closed Won,2025-02-03\nB,Closed Lost,2025-03-04\n")
    import_files(Workspace(tmp_path / "own"), [(file, ImportChoices())], who="tests")
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(tmp_path / "own"))
    app = opened(PAGE)
    labels = {title: expander.label for title, expander in zip(titles(app), app.expander, strict=True)}
    assert "not available" in labels["Churn rate"]
    assert "not available" not in labels["Win rate"]
    assert "customers.ended_on" in words(app).replace("\\", "")
