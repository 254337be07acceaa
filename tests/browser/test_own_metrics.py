"""A metric made with the keyboard alone, found among the others, and tried on the sample."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.store.workspace import Workspace
from tests.browser.conftest import App, acting, settled, visit
from tests.browser.test_access import press_until

pytestmark = pytest.mark.browser


def some_deals(app: App, folder: Path) -> None:
    lines = ["opportunity_id,owner,stage,created_on,closed_on,amount,source"]
    for number in range(60):
        day = f"{number % 12 + 1:02}-{number % 9 + 1:02}"
        lines.append(
            f"D{number},Ann,Closed Won,2024-{day},2025-{day},{500 + 100 * number},{('Web', 'Event')[number % 2]}"
        )
    file = folder / "opportunities.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    import_files(Workspace(app.workspace), [(file, ImportChoices(table="opportunities"))], who="tests")


def type_into(page: Page, label: str, words: str) -> None:
    """Reach a field with Tab, type, and leave with Enter."""
    press_until(page, f"input[aria-label*='{label}']", most=80)
    page.keyboard.type(words)
    with acting(page):
        page.keyboard.press("Enter")


def test_the_keyboard_alone_makes_a_metric_that_one_metric_shows(app: App, page: Page, tmp_path: Path) -> None:
    some_deals(app, tmp_path)
    visit(page, f"{app.address}/own_metrics")
    expect(page.get_by_text("The number of deals, by the day they were created.")).to_be_visible()
    press_until(page, "input[type=radio]", most=80)
    with acting(page):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_text("The sum of amount over deals")).to_be_visible()
    press_until(page, "[class*='whole_add'] button")
    with acting(page):
        page.keyboard.press("Enter")
    type_into(page, "Column", "Source")
    type_into(page, "Value", "Web")
    expect(page.get_by_text("The sum of amount over deals where source is “Web”")).to_be_visible()
    type_into(page, "Title", "Web money")
    press_until(page, "[data-testid='stBaseButton-primary']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Web money")).to_be_visible()
    settled(page)
    page.keyboard.press("Home")
    press_until(page, "[data-testid='stPageLink'] a", most=80)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Web money")).to_be_visible()
    expect(page.get_by_text("Web money by quarter")).to_be_visible()
    expect(page.get_by_test_id("stMain")).to_contain_text("$")


def test_a_word_that_is_not_there_is_said_and_kept_only_knowingly(app: App, page: Page, tmp_path: Path) -> None:
    some_deals(app, tmp_path)
    visit(page, f"{app.address}/own_metrics")
    with acting(page):
        page.get_by_role("button", name="Add a condition").click()
    type_into(page, "Column", "Source")
    type_into(page, "Value", "Evennt")
    expect(page.get_by_text("did you mean “Event”?")).to_be_visible()
    type_into(page, "Title", "Later")
    page.get_by_role("button", name="Keep this metric").click()
    expect(page.get_by_text("Tick that you have read the warning")).to_be_visible()
    with acting(page):
        page.get_by_text("I have read the warning").click()
    page.get_by_role("button", name="Keep this metric").click()
    expect(page.get_by_role("link", name="Later")).to_be_visible()


def test_on_the_sample_a_metric_can_be_tried_and_taken_along_but_not_kept(sample_app: App, page: Page) -> None:
    visit(page, f"{sample_app.address}/own_metrics")
    expect(page.get_by_text("a metric is kept once your own data is here")).to_be_visible()
    expect(page.get_by_role("button", name="Keep this metric")).to_be_disabled()
    type_into(page, "Title", "Deals")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as .sql").click()
    assert download.value.suggested_filename == "deals.sql"
    assert "-- title: Deals" in Path(download.value.path()).read_text(encoding="utf-8")
    assert not sample_app.workspace.exists()
