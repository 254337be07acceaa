"""The page on which metrics are made, changed and taken out, without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.query.answers import ask
from metrics.query.question import Question
from metrics.semantic.custom.custom_metric import Condition, CustomMetric
from metrics.semantic.custom.keeping import keep_custom_metric, own_metrics
from metrics.semantic.custom.parsing import parse_custom_metric
from metrics.semantic.definition import metrics_of
from metrics.store.workspace import Workspace
from tests.pages.conftest import opened, plain_words, tables_of
from tests.readers import reader_of

PAGE = "own_metrics"
WEB = CustomMetric(
    "Deals from the web", "As we count them.", "lagging", "lower", "opportunities", "closed_day", "seller", "share",
    None, (Condition("amount", "at least", ("1,000",)), Condition("created_on", "at least", ("2024-01-01",))),
    (Condition("source", "one of", ("Website", "Event")),),
)  # fmt: skip


def key(app: AppTest, end: str) -> str:
    """The key of the one widget whose key ends so; each metric begun has keys of its own."""
    kinds = ("selectbox", "radio", "text_input", "button", "multiselect", "date_input", "checkbox", "download_button")
    keys = {element.key for kind in kinds for element in app.get(kind) if element.key and element.key.endswith(end)}
    assert len(keys) == 1, (end, keys)
    return keys.pop()


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def add_condition(app: AppTest, of: str, line: int, column: str) -> str:
    """Add a condition to the whole or the part; returns what its keys begin with."""
    app.button(key=key(app, f"_{of}_add")).click().run()
    place = key(app, f"_{of}_{line}_column")
    app.selectbox(key=place).set_value(column).run()
    return place.removesuffix("_column")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A company's own workspace with a few deals in it."""
    lines = ["opportunity_id,owner,stage,created_on,closed_on,amount,source"]
    for number in range(48):
        stage, source = ("Closed Won", "Closed Lost")[number % 2], ("Website", "Event", "Referral")[number % 3]
        day = f"{number % 12 + 1:02}-{number % 9 + 1:02}"
        lines.append(f"D{number},Ann,{stage},2024-{day},2025-{day},{500 + 100 * number},{source}")
    file = tmp_path / "opportunities.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    import_files(Workspace(tmp_path / "own"), [(file, ImportChoices(table="opportunities"))], who="tests")
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.fixture
def page(folder: Path) -> AppTest:
    """The page on that workspace, before anything was said."""
    assert folder.exists()
    return opened(PAGE)


def test_a_metric_is_made_step_by_step_and_kept(page: AppTest, folder: Path) -> None:
    assert "The number of deals, by the day they were created." in plain_words(page)
    page.radio(key=key(page, "_measure")).set_value("sum").run()
    page.selectbox(key=key(page, "_opportunities_day")).set_value("closed_day").run()
    page.selectbox(key=key(page, "_opportunities_closed_day_column")).set_value("amount").run()
    place = add_condition(page, "whole", 1, "source")
    assert "The condition on source has no value yet." in plain_words(page)
    page.selectbox(key=f"{place}_source_value").set_value("Website").run()
    assert "The sum of amount over deals where source is “Website”, by the day they closed." in plain_words(page)
    assert "not where source is “Website”" in [row["Reason"] for row in tables_of(page)["Left out, and why"]]
    page.text_input(key=key(page, "_title")).set_value("Web money").run()
    page.radio(key=key(page, "_kind")).set_value("lagging").run()
    press(page, "Keep this metric")
    assert not page.exception
    assert not page.error
    snapshot = Workspace(folder).latest()
    metric = own_metrics(snapshot)["web_money"]
    assert (metric.title, metric.kind, metric.unit, metric.better) == ("Web money", "lagging", "money", "higher")
    assert (ask(reader_of(snapshot), Question("web_money")).rows[0].value or 0) > 0
    assert snapshot.action == "Made the metric “Web money”"
    assert page.text_input(key=key(page, "_title")).value == ""
    assert "1 own metric" in [header.value for header in page.header]


def test_a_kept_metric_stands_on_the_other_pages(folder: Path) -> None:
    keep_custom_metric(Workspace(folder), WEB, "tests")
    app = opened("metric", metric="Deals from the web")
    assert app.title[0].value == "Deals from the web"
    assert "As we count them" in plain_words(app)
    assert "Own metrics" in [header.value for header in opened("lagging").header]
    assert any("Deals from the web" in expander.label for expander in opened("glossary").expander)


def test_a_metric_is_changed_with_everything_that_was_said_filled_in(folder: Path) -> None:
    name = keep_custom_metric(Workspace(folder), WEB, "tests")
    page = press(opened(PAGE), "Change")
    assert page.radio(key=key(page, "_measure")).value == "share"
    assert page.text_input(key=key(page, "_title")).value == "Deals from the web"
    assert page.multiselect(key=key(page, "_source_several")).value == ["Website", "Event"]
    assert str(page.date_input(key=key(page, "_created_on_value")).value) == "2024-01-01"
    press(page, "Keep the changes")
    assert parse_custom_metric(metrics_of(Workspace(folder).latest())[name]) == WEB
    page = press(page, "Change")
    page.text_input(key=key(page, "_amount_value")).set_value("2500").run()
    page.radio(key=key(page, "_better")).set_value("higher").run()
    press(page, "Keep the changes")
    changed = parse_custom_metric(metrics_of(Workspace(folder).latest())[name])
    assert changed is not None
    assert changed.whole[0] == Condition("amount", "at least", ("2500",))
    assert changed.better == "higher"
    assert len(own_metrics(Workspace(folder).latest())) == 1


def test_changing_can_be_given_up(folder: Path) -> None:
    keep_custom_metric(Workspace(folder), WEB, "tests")
    page = press(opened(PAGE), "Change")
    press(page, "Leave it as it was")
    assert page.text_input(key=key(page, "_title")).value == ""
    assert any(button.label == "Keep this metric" for button in page.button)


def test_a_metric_is_taken_out_and_history_brings_it_back(folder: Path) -> None:
    keep_custom_metric(Workspace(folder), WEB, "tests")
    page = press(opened(PAGE), "Take out")
    assert not page.error
    assert own_metrics(Workspace(folder).latest()) == {}
    press(opened("history"), "Undo the last change")
    assert set(own_metrics(Workspace(folder).latest())) == {"deals_from_the_web"}


def test_what_is_wrong_is_said_beside_the_steps(page: AppTest) -> None:
    page.radio(key=key(page, "_measure")).set_value("median").run()
    page.selectbox(key=key(page, "_created_on_column")).set_value("source").run()
    assert "Source is text, which can't be put in order for a median" in plain_words(page)
    page.radio(key=key(page, "_measure")).set_value("share").run()
    assert "Say which deals are the part" in plain_words(page)
    page.radio(key=key(page, "_measure")).set_value("count").run()
    place = add_condition(page, "whole", 1, "amount")
    page.text_input(key=f"{place}_amount_value").set_value("ten").run()
    assert "“ten” is not a number; write it like 1000 or 12.5." in plain_words(page)
    page.button(key=f"{place}_remove").click().run()
    assert "The number of deals, by the day they were created." in plain_words(page)


def test_a_filter_that_nothing_passes_is_kept_only_knowingly(page: AppTest, folder: Path) -> None:
    place = add_condition(page, "whole", 1, "amount")
    page.text_input(key=f"{place}_amount_value").set_value("1,000,000").run()
    assert "There is no deal where amount is at least 1,000,000; the largest is 5,200." in plain_words(page)
    page.text_input(key=key(page, "_title")).set_value("Later").run()
    press(page, "Keep this metric")
    assert "Tick that you have read the warning" in plain_words(page)
    assert own_metrics(Workspace(folder).latest()) == {}
    page.checkbox[0].check().run()
    press(page, "Keep this metric")
    assert set(own_metrics(Workspace(folder).latest())) == {"later"}


@pytest.mark.parametrize(
    ("title", "fault"),
    [
        ("", "Give the metric a title."),
        ("Win rate", "There is a metric called “Win rate” already"),
        ("x" * 300, "at most 80 characters, this one has 300"),
    ],
)
def test_a_title_that_will_not_do_keeps_nothing(page: AppTest, folder: Path, title: str, fault: str) -> None:
    page.text_input(key=key(page, "_title")).set_value(title).run()
    press(page, "Keep this metric")
    assert fault in plain_words(page)
    assert own_metrics(Workspace(folder).latest()) == {}


def test_any_other_title_is_words_and_nothing_else(page: AppTest, folder: Path) -> None:
    title = '"; DROP TABLE deals; -- *b* :red[x] <i>'
    page.text_input(key=key(page, "_title")).set_value(title).run()
    press(page, "Keep this metric")
    (metric,) = own_metrics(Workspace(folder).latest()).values()
    assert metric.title == title
    app = opened("metric", metric=title)
    assert not app.exception
    assert app.title[0].value.replace("\\", "") == title
    assert "\\*b\\*" in app.title[0].value
    assert "\\*b\\*" in "".join(each.value for each in opened("history").markdown)


def test_a_document_that_is_no_metric_stands_in_the_list_and_can_be_taken_out(folder: Path) -> None:
    workspace = Workspace(folder)
    workspace.publish((), action="Added", who="tests", documents={"metrics/strange.sql": b"-- colour: red\n"})
    page = opened(PAGE)
    assert not page.exception
    assert "strange.sql: the header lacks “title”" in plain_words(page)
    for other in ("scorecard", "metric", "leading"):
        assert not opened(other).error
    press(page, "Take out")
    assert "metrics/strange.sql" not in workspace.latest().documents


def test_one_that_is_written_by_hand_is_listed_without_a_way_to_change_it(folder: Path) -> None:
    workspace = Workspace(folder)
    name = keep_custom_metric(workspace, WEB, "tests")
    text = workspace.latest().documents[f"metrics/{name}.sql"].read_text(encoding="utf-8")
    changed = text.replace("deals.net_value >= 1000", "deals.net_value >= 999")
    workspace.publish((), action="Changed", who="tests", documents={f"metrics/{name}.sql": changed.encode()})
    page = opened(PAGE)
    assert "can't be changed here" in plain_words(page)
    assert not any(button.label == "Change" for button in page.button)


def test_without_rows_of_anything_that_happened_there_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "products.csv"
    file.write_text("product_id,name\nA,Anchor\n", encoding="utf-8")
    import_files(Workspace(tmp_path / "own"), [(file, ImportChoices(table="products"))], who="tests")
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(tmp_path / "own"))
    page = opened(PAGE)
    assert not page.exception
    assert "There are no rows to make a metric of yet" in plain_words(page)
