"""Freezing a quarter, and seeing what was restated of it."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from metrics.formatting import format_value
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.review.snapshots import COMPANY, frozen_periods
from metrics.store.workspace import Workspace
from tests.pages.conftest import Opener, opened, words

PAGE = "frozen"
HEADER = "opportunity_id,stage,owner,created_on,closed_on,amount,kind\n"


def pressed(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return app.run()


def freeze_button(app: AppTest) -> str:
    return next(button.label for button in app.button if button.label.startswith("Freeze"))


def test_a_quarter_is_frozen_and_a_late_deal_is_found_with_its_file(on_copy: Path, tmp_path: Path) -> None:
    app = opened(PAGE)
    assert "Nothing is frozen yet" in words(app)
    app.selectbox(key="frozen_period").set_value("Q1 2025").run()
    app = pressed(app, "Freeze Q1 2025")
    assert not app.exception
    (frozen,) = frozen_periods(Workspace(on_copy).latest())
    assert frozen.label == "Q1 2025"
    assert "Nothing was restated" in words(app)
    late = tmp_path / "late.csv"
    late.write_text(f"{HEADER}LATE,Closed Won,nobody,2024-12-01,2025-02-11,1000,new\n")
    import_files(Workspace(on_copy), [(late, ImportChoices())], "Ann")
    text = words(opened(PAGE)).replace("\\", "")
    assert "**New-business revenue**" in text
    (revenue,) = [metric for metric in frozen.metrics if metric.name == "new_business_revenue"]
    then = revenue.figures[COMPANY]
    assert then.value
    values = " → ".join(format_value(value, "money") for value in (then.value, then.value + 1000))
    assert f"{values}, n = {then.n} → {then.n + 1} (+$1,000.00)" in text
    assert "by late.csv (opportunities: 1 row added)" in text
    assert "**Churn rate**" not in text


def test_the_numbers_stand_beside_those_now_restated_first_and_can_be_had_as_a_file(on_deals: Path) -> None:
    app = pressed(opened(PAGE), "Freeze Q3 2026")
    (frozen,) = frozen_periods(Workspace(on_deals).latest())
    table = app.dataframe[-1].value
    assert list(table["Metric"]) == [metric.title for metric in frozen.metrics]
    assert list(table["As presented"]) == list(table["Now"])
    assert any(button.proto.label == "Download all numbers" for button in app.get("download_button"))
    app.toggle(key="frozen_teams").set_value(True).run()
    assert len(app.dataframe[-1].value) == sum(len(metric.figures) for metric in frozen.metrics)


def test_freezing_again_asks_first_and_history_brings_the_former_back(on_deals: Path) -> None:
    app = opened(PAGE)
    label = freeze_button(app)
    app = pressed(app, label)
    first = frozen_periods(Workspace(on_deals).latest())
    again = next(button for button in app.button if button.label == f"{label} again")
    assert again.disabled
    app.checkbox[0].check().run()
    pressed(app, f"{label} again")
    assert frozen_periods(Workspace(on_deals).latest()) != first
    pressed(opened("history"), "Undo the last change")
    assert frozen_periods(Workspace(on_deals).latest()) == first


def test_a_frozen_quarter_can_be_taken_away(on_deals: Path) -> None:
    app = opened(PAGE)
    label = freeze_button(app)
    app = pressed(app, label)
    app = pressed(app, f"Take the frozen {label.removeprefix('Freeze ')} away")
    assert frozen_periods(Workspace(on_deals).latest()) == ()
    assert "Nothing is frozen yet" in words(app)


def test_the_made_up_sample_is_not_frozen_and_the_page_says_why(drawn_at_first_start: Opener) -> None:
    app = drawn_at_first_start(PAGE)
    assert next(button for button in app.button if button.label.startswith("Freeze")).disabled
    assert "its numbers are made up" in words(app)
