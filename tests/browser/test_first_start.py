"""What somebody sees who has just installed the program: a sample that says so, and the way to their own data."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import App, screen, settled, visit

pytestmark = pytest.mark.browser


def test_a_first_start_prepares_the_sample_shows_it_and_says_so(app: App, page: Page) -> None:
    visit(page, app.address)
    expect(page.get_by_text("This is a sample company.")).to_be_visible()
    expect(page.locator(".metric-card")).to_have_count(9)
    assert not app.workspace.exists()


def test_one_button_leads_to_the_upload_and_one_to_the_templates(sample_app: App, page: Page) -> None:
    visit(page, sample_app.address)
    page.get_by_role("button", name="Download templates").click()
    expect(page.get_by_role("heading", name="Upload")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_test_id("stDownloadButton").get_by_role("button").click()
    assert download.value.suggested_filename.endswith(".csv")
    page.get_by_role("link", name="Scorecard").click()
    page.get_by_role("button", name="Bring your own data").click()
    expect(page.get_by_role("heading", name="Upload")).to_be_visible()


def test_a_reload_and_a_second_tab_show_the_same(sample_app: App, page: Page, browser: Browser) -> None:
    visit(page, f"{sample_app.address}/?grain=month&period=May+2026&only_region=Europe")
    expect(page.locator(".metric-card")).to_have_count(9)
    expect(page.get_by_text("Only Region: Europe")).to_be_visible()
    seen = page.locator(".metric-card").all_inner_texts()
    page.reload()
    expect(page.locator(".metric-card")).to_have_text(seen, use_inner_text=True)
    with screen(browser) as tab:
        visit(tab, page.url)
        expect(tab.locator(".metric-card")).to_have_text(seen, use_inner_text=True)


def test_a_metric_opens_with_the_filters_of_the_scorecard(sample_app: App, page: Page) -> None:
    visit(page, f"{sample_app.address}/?grain=month&only_region=Europe")
    page.get_by_test_id("stMain").get_by_role("link", name="Win rate").click()
    expect(page.get_by_role("heading", name="Win rate")).to_be_visible()
    expect(page.get_by_text("Only Region: Europe")).to_be_visible()
    expect(page.get_by_text("Win rate by month")).to_be_visible()
    settled(page)
    page.get_by_text("How is this computed?").click()
    expect(page.get_by_text("Left out, and why")).to_be_visible()
    expect(page.get_by_text("Only where").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Rows counted").click()
    assert download.value.suggested_filename == "win_rate-counted.csv"
