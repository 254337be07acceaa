"""The glossary: every metric of the workspace, searchable, linkable, and honest about what is missing."""

import pytest
from streamlit.testing.v1 import AppTest

from metrics.query.glossary import glossary_words as words_of_the_field
from metrics.semantic.definition import catalog
from tests.pages.conftest import Opener, opened, plain_words

PAGE = "glossary"


def titles(app: AppTest) -> list[str]:
    """The metrics that are shown, in order."""
    return [expander.label.split("**")[1].replace("\\", "") for expander in app.expander]


def test_every_metric_is_there_with_its_example_and_every_word_with_its_sentence(drawn: Opener) -> None:
    app = drawn(PAGE)
    assert sorted(titles(app)) == sorted(metric.title for metric in catalog().values())
    text = plain_words(app)
    assert all(metric.definition in text and metric.example in text for metric in catalog().values())
    assert all(f"**{word}**" in text for word in words_of_the_field())


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
    app = opened("metric")
    app.session_state["computed"] = True
    app.run()
    assert "entry=Training+attendance" in [link.proto.query_string for link in app.get("page_link")]


def test_what_this_workspace_lacks_is_named(drawn_with_one_table: Opener) -> None:
    app = drawn_with_one_table(PAGE)
    labels = {title: expander.label for title, expander in zip(titles(app), app.expander, strict=True)}
    assert "not available" in labels["Churn rate"]
    assert "not available" not in labels["Win rate"]
    assert "customers.ended_on" in plain_words(app)
