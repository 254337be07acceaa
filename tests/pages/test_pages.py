"""Each page on the sample: what it says, what it changes, and that it never shows a traceback."""

from dataclasses import replace
from pathlib import Path

import pytest

from app import HOME, NAVIGATION
from metrics.query import reading
from metrics.semantic.definition import catalog
from metrics.store.workspace import Workspace
from pages.parts import asking
from pages.parts.guard import UNEXPECTED
from pages.parts.plain import plain
from pages.parts.welcome import WITHOUT_THE_LINE
from tests.pages.conftest import ADDRESSES, Opener, opened, words

SAMPLE_LINE = "**Sample company:**"
WITHOUT_SAMPLE_LINE = tuple(address for address in ADDRESSES if address in WITHOUT_THE_LINE)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("state", ["drawn", "drawn_at_first_start"])
def test_a_page_is_drawn_without_an_error(address: str, state: str, request: pytest.FixtureRequest) -> None:
    app = request.getfixturevalue(state)(address)
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_that_lacks_nearly_everything_says_so_and_never_that_something_went_wrong(
    address: str, drawn_with_one_table: Opener
) -> None:
    app = drawn_with_one_table(address)
    assert not app.exception
    assert UNEXPECTED not in words(app).replace("\\", "")
    assert len(app.title) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_with_the_numbers_of_the_sample_says_so_in_a_line_with_the_way_to_ones_own(
    address: str, drawn_at_first_start: Opener
) -> None:
    app = drawn_at_first_start(address)
    if address in WITHOUT_SAMPLE_LINE:
        assert SAMPLE_LINE not in words(app)
    else:
        assert words(app).count(SAMPLE_LINE) == 1
        assert "Bring your own data" in [link.proto.label for link in app.get("page_link")]


def test_only_the_scorecard_and_pages_without_the_numbers_of_the_sample_go_without_the_line() -> None:
    assert {entry.address for entry in NAVIGATION["Data"]} | {HOME} >= WITHOUT_THE_LINE


def test_the_scorecard_says_at_length_that_the_company_is_a_sample(drawn_at_first_start: Opener) -> None:
    assert "**This is a sample company.**" in words(drawn_at_first_start("scorecard"))


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("state", ["drawn", "drawn_with_one_table"])
def test_ones_own_numbers_are_not_called_a_sample(address: str, state: str, request: pytest.FixtureRequest) -> None:
    text = words(request.getfixturevalue(state)(address))
    assert SAMPLE_LINE not in text
    assert "sample company" not in text


def test_the_scorecard_has_a_card_for_every_metric_leading_beside_lagging(drawn: Opener) -> None:
    app = drawn("scorecard")
    links = [link.proto.label for link in app.get("page_link")]
    assert [header.value for header in app.header][-2:] == ["Leading", "Lagging"]
    assert all((f"**{plain(metric.title)}**" in links) == metric.headline for metric in catalog().values())
    assert any("Of 5 lagging metrics" in caption.value for caption in app.caption)


def test_a_view_comes_back_from_its_address(drawn: Opener) -> None:
    app = drawn("scorecard", grain="month", against="a year earlier", only_region="Europe")
    assert app.selectbox(key="grain").value == "month"
    assert app.selectbox(key="against").value == "a year earlier"
    assert app.multiselect(key="only_region").value == ["Europe"]
    assert "Only Region" in words(app)


def test_what_an_address_asks_for_in_vain_is_said(drawn: Opener) -> None:
    app = drawn("scorecard", grain="fortnight", period="yesterday", only_region="Atlantis")
    assert app.selectbox(key="grain").value == "quarter"
    assert "Atlantis" in app.warning[0].value
    assert not app.exception
    assert not app.error


def test_a_metric_without_its_file_names_the_missing_column(drawn_with_one_table: Opener) -> None:
    text = words(drawn_with_one_table("scorecard"))
    assert "customers\\.ended\\_on" in text
    assert "opportunities\\.amount" in text


@pytest.mark.usefixtures("on_sample")
def test_one_broken_metric_leaves_the_others_on_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = reading.ask

    def broken(reader: object, question: object) -> object:
        if question.metric == "churn_rate":  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return ask(reader, question)  # type: ignore[arg-type]

    asking._answer.clear()
    monkeypatch.setattr(reading, "ask", broken)
    app = opened("scorecard")
    asking._answer.clear()
    assert "It could not be computed" in words(app)
    assert len(app.get("page_link")) >= sum(metric.headline for metric in catalog().values()) - 1
    assert "ZeroDivisionError" not in words(app)


def test_saved_settings_are_a_version_that_can_be_undone(on_copy: Path) -> None:
    app = opened("settings")
    app.text_input[0].input("EUR")
    next(button for button in app.button if "Save" in button.label).click().run()
    assert not app.exception
    workspace = Workspace(on_copy)
    assert workspace.latest().settings.currency == "EUR"
    assert workspace.latest().settings.stage_words == ()
    history = opened("history")
    next(button for button in history.button if "Undo" in button.label).click().run()
    assert workspace.latest().settings.currency == "USD"


def test_settings_show_the_stages_of_the_data_with_what_they_mean(drawn: Opener) -> None:
    app = drawn("settings")
    stages = app.get("dataframe")[0].value.set_index("word")
    assert stages.loc["Closed Won", "outcome"] == "won"
    assert stages.loc["Closed Won", "origin"] == "usual exports"
    assert stages["in_use"].sum() > 1000


def test_history_goes_back_to_a_version(on_copy: Path) -> None:
    workspace = Workspace(on_copy)
    workspace.publish((), action="Changed", who="tests", settings=replace(workspace.latest().settings, currency="CHF"))
    app = opened("history")
    next(button for button in app.button if button.label == "Back to version 1").click().run()
    assert workspace.latest().number == 3
    assert workspace.latest().settings.currency == "USD"
