"""Each page on the sample: what it says, what it changes, and that it never shows a traceback."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app import HOME, NAVIGATION
from metrics.definition import catalog
from metrics.question import AnswerRow, Compared, Period
from metrics.store.workspace import Workspace
from pages.parts import questions
from pages.parts.charts import CONFIG
from pages.parts.plain import plain
from pages.parts.welcome import WITHOUT_THE_LINE
from tests.pages.conftest import opened, words

PAGES = (
    "pages/measure/leading.py",
    "pages/measure/lagging.py",
    "pages/measure/explore.py",
    "pages/measure/win_rate.py",
    "pages/measure/glossary.py",
    "pages/measure/own_metrics.py",
    "pages/review/scorecard.py",
    "pages/review/metric.py",
    "pages/review/frozen.py",
    "pages/plan/organisation.py",
    "pages/data/upload.py",
    "pages/data/recipes.py",
    "pages/data/checks.py",
    "pages/data/people.py",
    "pages/data/history.py",
    "pages/data/settings.py",
)


@pytest.mark.usefixtures("on_sample")
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_drawn_without_an_error(page: str) -> None:
    app = opened(page)
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1


SAMPLE_LINE = "**Sample company:**"


@pytest.mark.usefixtures("on_first_start")
@pytest.mark.parametrize(
    "page",
    [
        "pages/measure/explore.py",
        "pages/review/frozen.py",
        "pages/prove/ramp.py",
        "pages/prove/people_and_teams.py",
        "pages/plan/organisation.py",
    ],
)
def test_a_page_with_the_numbers_of_the_sample_says_so_in_a_line_with_the_way_to_ones_own(page: str) -> None:
    app = opened(page)
    assert not app.exception
    assert words(app).count(SAMPLE_LINE) == 1
    assert "Bring your own data" in [link.proto.label for link in app.get("page_link")]


def test_only_the_scorecard_and_pages_without_the_numbers_of_the_sample_go_without_the_line() -> None:
    paths = {path for section in NAVIGATION.values() for path in section}
    assert paths >= WITHOUT_THE_LINE
    assert not [path for path in WITHOUT_THE_LINE if not path.startswith(("pages/data/", HOME))]


@pytest.mark.usefixtures("on_first_start")
def test_upload_shows_nothing_of_the_sample_and_the_scorecard_says_at_length_what_it_is() -> None:
    assert SAMPLE_LINE not in words(opened("pages/data/upload.py"))
    said = words(opened())
    assert SAMPLE_LINE not in said
    assert "**This is a sample company.**" in said


@pytest.mark.usefixtures("on_sample")
def test_ones_own_numbers_are_not_called_a_sample() -> None:
    assert SAMPLE_LINE not in words(opened("pages/review/frozen.py"))


@pytest.mark.usefixtures("on_sample")
def test_the_scorecard_has_a_card_for_every_metric_leading_beside_lagging() -> None:
    app = opened()
    links = [link.proto.label for link in app.get("page_link")]
    assert [header.value for header in app.header][-2:] == ["Leading", "Lagging"]
    assert all((f"**{plain(metric.title)}**" in links) == metric.headline for metric in catalog().values())
    assert any("Of 5 lagging metrics" in caption.value for caption in app.caption)


@pytest.mark.usefixtures("on_sample")
def test_a_view_comes_back_from_its_address() -> None:
    app = opened(grain="month", against="a year earlier", only_region="Europe")
    assert app.selectbox(key="grain").value == "month"
    assert app.selectbox(key="against").value == "a year earlier"
    assert app.multiselect(key="only_region").value == ["Europe"]
    assert "Only Region" in words(app)


@pytest.mark.usefixtures("on_sample")
def test_what_an_address_asks_for_in_vain_is_said() -> None:
    app = opened(grain="fortnight", period="yesterday", only_region="Atlantis")
    assert app.selectbox(key="grain").value == "quarter"
    assert "Atlantis" in app.warning[0].value
    assert not app.exception
    assert not app.error


def test_a_metric_without_its_file_names_the_missing_column(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from metrics.intake.choices import ImportChoices
    from metrics.intake.importing import import_files

    file = tmp_path / "opportunities.csv"
    file.write_text("opportunity_id,stage,closed_on\nA,Closed Won,2025-02-03\nB,Closed Lost,2025-03-04\n")
    import_files(Workspace(tmp_path / "own"), [(file, ImportChoices())], who="tests")
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(tmp_path / "own"))
    said = words(opened())
    assert "customers\\.ended\\_on" in said
    assert "opportunities\\.amount" in said
    assert "sample company" not in said


@pytest.mark.usefixtures("on_sample")
def test_one_broken_metric_leaves_the_others_on_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = questions.ask

    def broken(snapshot: object, question: object) -> object:
        if question.metric == "churn_rate":  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return ask(snapshot, question)  # type: ignore[arg-type]

    questions._answer.clear()
    monkeypatch.setattr(questions, "ask", broken)
    app = opened()
    questions._answer.clear()
    assert "It could not be computed" in words(app)
    assert len(app.get("page_link")) >= sum(metric.headline for metric in catalog().values()) - 1
    assert "ZeroDivisionError" not in words(app)


def test_saved_settings_are_a_version_that_can_be_undone(on_copy: Path) -> None:
    app = opened("pages/data/settings.py")
    app.text_input[0].input("EUR")
    next(button for button in app.button if "Save" in button.label).click().run()
    assert not app.exception
    workspace = Workspace(on_copy)
    assert workspace.latest().settings.currency == "EUR"
    assert workspace.latest().settings.stage_words == ()
    history = opened("pages/data/history.py")
    next(button for button in history.button if "Undo" in button.label).click().run()
    assert workspace.latest().settings.currency == "USD"


def test_settings_show_the_stages_of_the_data_with_what_they_mean(on_sample: Path) -> None:
    app = opened("pages/data/settings.py")
    stages = app.get("dataframe")[0].value.set_index("word")
    assert stages.loc["Closed Won", "outcome"] == "won"
    assert stages.loc["Closed Won", "origin"] == "usual exports"
    assert stages["deals"].sum() > 1000


def test_history_goes_back_to_a_version(on_copy: Path) -> None:
    workspace = Workspace(on_copy)
    workspace.publish((), action="Changed", who="tests", settings=replace(workspace.latest().settings, currency="CHF"))
    app = opened("pages/data/history.py")
    next(button for button in app.button if button.label == "Back to version 1").click().run()
    assert workspace.latest().number == 3
    assert workspace.latest().settings.currency == "USD"


def test_charts_never_offer_to_send_data_elsewhere() -> None:
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["plotlyServerURL"] == ""
    assert CONFIG["displaylogo"] is False


def test_an_unknown_value_is_a_dash_and_says_why() -> None:
    from metrics.settings import Settings
    from pages.parts.reading import evidence, warning

    period = Period(date(2025, 1, 1), date(2025, 3, 31), "Q1 2025", True)
    row = AnswerRow(period, {}, None, 0, None, None, {}, {"previous": Compared(None, None)}, "Nothing was decided.")
    assert warning(row) == "Nothing was decided."
    assert evidence(catalog()["win_rate"], row, Settings().currency) == "n = 0"
