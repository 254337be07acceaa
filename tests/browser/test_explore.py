"""Explore as a person uses it: choose, mail the link, take the chart and the numbers away; all of it by keyboard."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from metrics.render.html import html_file
from metrics.report.blocks import Heading
from tests.browser.conftest import App, acting, pick, screen, settled, still, visit
from tests.browser.test_access import press_until
from tests.render.test_text_and_html import CHARTS

pytestmark = pytest.mark.browser

VIEW = (
    "explore?explore_metric=Win+rate&explore_by=Team&explore_then=Tier&explore_form=Small+multiples&explore_grain=month"
    "&explore_period=Mar+2026&explore_back=6&explore_against=a+year+earlier&explore_only_region=Europe"
)
CHART = '[class*="st-key-explored"] .js-plotly-plot'


def title(page: Page) -> str:
    """What the chart says it shows."""
    return page.locator("p > strong", has_text="Win rate by").first.inner_text()


def drawn(page: Page) -> list[str]:
    """Every text in the chart."""
    expect(page.locator(CHART)).to_be_visible()
    still(page)
    return page.locator(f"{CHART} text").all_text_contents()


def test_a_mailed_link_shows_exactly_the_same(sample_app: App, page: Page, browser: Browser) -> None:
    visit(page, f"{sample_app.address}/{VIEW}")
    seen = title(page), drawn(page)
    assert seen[0] == "Win rate by month, Oct 2025 to Mar 2026: a panel for each team, a line for each tier"
    expect(page.get_by_text("Only Region: Europe")).to_be_visible()
    assert not page.get_by_text("is left out here").count()
    with screen(browser) as tab:
        visit(tab, page.url)
        assert (title(tab), drawn(tab)) == seen


def test_what_is_chosen_stands_in_the_address(sample_app: App, page: Page, browser: Browser) -> None:
    visit(page, f"{sample_app.address}/explore")
    choose(page, "Metric", "Lost deals")
    choose(page, "and by", "Team")
    with acting(page):
        page.get_by_text("Breakdown", exact=True).click()
    expect(page.get_by_text(re.compile("Lost deals in .* by lost reason and team"))).to_be_visible()
    with screen(browser) as tab:
        visit(tab, page.url)
        expect(tab.get_by_text(re.compile("Lost deals in .* by lost reason and team"))).to_be_visible()


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list by what stands in it."""
    box = page.locator(f"input[aria-label*='{label}']").first
    pick(page, box, page.get_by_role("option", name=option, exact=True), typed=option)


def test_the_keyboard_alone_splits_a_metric_and_changes_the_form(sample_app: App, page: Page) -> None:
    visit(page, f"{sample_app.address}/explore?explore_metric=Win+rate")
    press_until(page, "input[type='radio']")
    with acting(page):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_text("needs something to split by")).to_be_visible()
    press_until(page, "input[aria-label*='Split by']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    with acting(page):
        page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Win rate in .* by "))).to_be_visible()
    assert "explore_form=Breakdown" in page.url
    press_until(page, "[data-testid='stDownloadButton'] button")


def test_numbers_and_chart_are_taken_away_and_the_chart_opens_without_a_network(
    sample_app: App, page: Page, browser: Browser, tmp_path: Path
) -> None:
    visit(page, f"{sample_app.address}/explore?explore_metric=Win+rate&explore_by=Team&explore_back=4")
    with page.expect_download() as numbers:
        page.get_by_role("button", name="Numbers (CSV)").click()
    numbers.value.save_as(tmp_path / "numbers.csv")
    with (tmp_path / "numbers.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"period", "team", "value", "n", "won", "decided", "compared_value"} <= set(rows[0])
    assert all(float(row["value"]) == pytest.approx(float(row["won"]) / float(row["decided"])) for row in rows)
    with page.expect_download() as chart:
        page.get_by_role("button", name="Chart as a page").click()
    chart.value.save_as(tmp_path / "chart.html")
    with screen(browser, offline=True) as own:
        asked: list[str] = []
        own.on("request", lambda request: asked.append(request.url))
        own.goto((tmp_path / "chart.html").as_uri())
        expect(own.locator("#chart .main-svg").first).to_be_visible()
        expect(own.get_by_role("heading", name=re.compile("Win rate by quarter"))).to_be_visible()
        for kind in ("PNG", "SVG"):
            with own.expect_download() as picture:
                own.get_by_role("button", name=f"Save as {kind}").click()
            assert picture.value.suggested_filename.endswith(f".{kind.lower()}")
        assert [url for url in asked if url.startswith("http")] == []


def test_a_file_of_blocks_draws_each_of_its_charts_without_a_network(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_bytes(html_file((Heading("Two charts"), *CHARTS)))
    with screen(browser, offline=True) as own:
        asked: list[str] = []
        own.on("request", lambda request: asked.append(request.url))
        own.goto((tmp_path / "report.html").as_uri())
        for number in range(2):
            expect(own.locator(f"#chart-{number} .main-svg").first).to_be_visible()
        assert [url for url in asked if url.startswith("http")] == []


def test_a_card_of_leading_opens_its_metric_under_the_same_filters(sample_app: App, page: Page) -> None:
    visit(page, f"{sample_app.address}/leading?leading_grain=month&leading_only_region=Europe")
    page.get_by_role("link", name="Content sharing").click()
    expect(page.get_by_role("heading", name="Content sharing")).to_be_visible()
    settled(page)
    expect(page.get_by_text("Only Region: Europe")).to_be_visible()
    expect(page.get_by_text("Content sharing by month")).to_be_visible()
    page.get_by_role("link", name="Explore it").click()
    expect(page.get_by_role("heading", name="Explore")).to_be_visible()
    expect(page.get_by_text("Only Region: Europe")).to_be_visible()
    expect(page.get_by_text("Content sharing by month")).to_be_visible()
