"""The organisation page with the keyboard alone: a slider moves the stage, the team and the gap at once."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App, acting, settled, visit
from tests.browser.test_access import press_until

pytestmark = pytest.mark.browser


def test_the_keyboard_alone_moves_the_headcount_and_all_that_hangs_on_it(sample_app: App, page: Page) -> None:
    """The sample has 204 customer-facing people: the slider takes the arrows, the field what is typed (A1, A6, A8)."""
    visit(page, f"{sample_app.address}/organisation")
    expect(page.get_by_text("51 to 500").first).to_be_visible()
    press_until(page, "input[type='range']")
    with acting(page):
        page.keyboard.press("PageUp")
    expect(page.get_by_role("slider", name=re.compile("^Customer-facing people")).first).to_have_value("454")
    expect(page.locator(".plan-facts .value").nth(1)).to_have_text("10")
    for _ in range(9):  # faster than the page answers: no step is lost, and none is taken back
        page.keyboard.press("ArrowRight")
    for _ in range(12):
        page.keyboard.press("ArrowLeft")
    page.wait_for_url(lambda url: people_in(url) == 451)  # so many only after the last step
    settled(page)
    expect(page.get_by_role("slider", name=re.compile("^Customer-facing people")).first).to_have_value("451")
    press_until(page, "summary")
    page.keyboard.press("Enter")
    field = page.get_by_role("spinbutton", name="Customer-facing people in all")
    expect(field).to_have_value("451")
    settled(page)
    press_until(page, "input[aria-label='Customer-facing people in all']")
    page.keyboard.press("Control+A")
    page.keyboard.type("501")
    page.keyboard.press("Enter")
    expect(page.get_by_text("501 to 2,000").first).to_be_visible()
    page.wait_for_url(lambda url: people_in(url) == 501)  # the view can be mailed


def people_in(address: str) -> int:
    """How many customer-facing people an address asks for, where no function has as many as the roster says."""
    asked = parse_qs(urlsplit(address).query)
    return sum(int(number) for name, (number, *_) in asked.items() if name.startswith("people_"))


def test_the_keyboard_alone_reaches_every_view_and_keeps_a_scenario(own_sample_app: App, page: Page) -> None:
    visit(page, f"{own_sample_app.address}/organisation")
    expect(page.get_by_text("51 to 500").first).to_be_visible()
    press_until(page, "input[type='radio']")
    for shown in (
        "When each hire falls due",
        "in eight of ten paths",
        "a line for each band",
        "by repeating a proved effect",
    ):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_text(shown).first).to_be_visible()
        settled(page)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Name of what is on screen")).to_be_visible()
    settled(page)
    press_until(page, "input[aria-label='Name of what is on screen']")
    page.keyboard.type("As it is")
    with acting(page):
        page.keyboard.press("Enter")
    press_until(page, "button:not([disabled])")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kept. History can undo this.")).to_be_visible()


def test_a_link_shows_the_same_on_another_screen(sample_app: App, page: Page) -> None:
    visit(page, f"{sample_app.address}/organisation?people_sales=2100&enablers_sales=30&ratio=40&size=-3")
    expect(page.get_by_text("over 2,000").first).to_be_visible()
    expect(page.get_by_text("it goes from 1 to 10,000,000")).to_be_visible()
    expect(page.get_by_text("Reports to: chief revenue officer")).to_be_visible()
    seen = page.locator(".plan-facts").inner_text()
    tab = page.context.new_page()
    visit(tab, page.url)
    expect(tab.locator(".plan-facts")).to_be_visible()
    expect(tab.locator(".plan-facts")).to_have_text(seen, use_inner_text=True)
    expect(tab.get_by_text("it goes from 1 to 10,000,000")).to_have_count(0)
