"""The organisation page with the keyboard alone: a slider moves the stage, the team and the gap at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App, acted, visit

pytestmark = pytest.mark.browser


def test_the_keyboard_alone_moves_the_headcount_and_all_that_hangs_on_it(sample_app: App, page: Page) -> None:
    """The sample has 204 customer-facing people and 4 enablement people: 1:51. One person more is 1:51.2 (A1, A2)."""
    visit(page, f"{sample_app.address}/organisation")
    slider = page.get_by_role("slider", name=re.compile("Customer-facing people"))
    expect(slider).to_have_value("204")
    slider.focus()
    page.keyboard.press("ArrowRight")
    acted(page)
    expect(page.get_by_text("1:51.2").first).to_be_visible()
    expect(page.get_by_text("51 to 500").first).to_be_visible()
    page.keyboard.press("Home")
    acted(page)
    expect(page.get_by_text(re.compile("Nobody is customer-facing")).first).to_be_visible()
    assert "people_sales=0" in page.url  # the view can be mailed
