"""The organisation page with the keyboard alone: a slider moves the stage, the team and the gap at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App, acted, visit

pytestmark = pytest.mark.browser


def test_the_keyboard_alone_moves_the_headcount_and_all_that_hangs_on_it(sample_app: App, page: Page) -> None:
    """The sample has 204 customer-facing people; the field takes what is typed, the slider what the arrows say (A6)."""
    visit(page, f"{sample_app.address}/organisation")
    field = page.get_by_role("spinbutton", name=re.compile("^Customer-facing people"))
    expect(field).to_have_value("204")
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("501")
    page.keyboard.press("Enter")
    acted(page)
    expect(page.get_by_text("501 to 2,000").first).to_be_visible()
    page.get_by_role("slider", name=re.compile("^Customer-facing people")).first.focus()
    page.keyboard.press("ArrowLeft")
    acted(page)
    expect(field).to_have_value("500")
    expect(page.get_by_text("51 to 500").first).to_be_visible()
    assert "people_sales=" in page.url  # the view can be mailed
