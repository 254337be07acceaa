"""The pages that prove, in a real browser: what a first reader takes away, and the keyboard alone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from metrics.programs.registration import registrations
from metrics.store.workspace import Workspace
from tests.browser.conftest import PROJECT, App, acting, visit
from tests.browser.test_access import press_until
from tests.serving import start, stop

pytestmark = pytest.mark.browser


@pytest.fixture
def own_app(sample_folder: Path, tmp_path: Path) -> Iterator[App]:
    """The app with the sample as a company's own workspace, which may be changed."""
    workspace = tmp_path / "workspace"
    shutil.copytree(sample_folder, workspace)
    process, address = start(PROJECT / "app.py", workspace, tmp_path / "log")
    yield App(address, workspace, tmp_path / "attempts")
    stop(process)


def test_a_first_reader_sees_what_is_proved_how_sure_and_what_is_not(sample_app: App, page: Page) -> None:
    visit(page, f"{sample_app.address}/impact")
    expect(page.get_by_text("Shown, on one condition")).to_be_visible()
    expect(page.get_by_text("the win rate was 8.9 points higher than expected").first).to_be_visible()
    expect(page.get_by_text("likely +4.3 to +16.2 points").first).to_be_visible()
    expect(page.get_by_text("Nothing found", exact=True)).to_be_visible()
    expect(page.get_by_text("A stricter method agrees")).to_be_visible()
    link = page.get_by_role("link", name="No effect found (likely −4.0 to +4.0 points)")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Executive presence masterclass → win rate")).to_be_visible()
    expect(page.locator("del", has_text="+9.2 points")).to_be_visible()
    page.wait_for_url("**programme=Executive+presence+masterclass*")  # mailed on, it shows the same programme


def test_the_keyboard_alone_registers_a_programme(own_app: App, page: Page) -> None:
    visit(page, f"{own_app.address}/programmes")
    expect(page.get_by_text("Discovery coaching").first).to_be_visible()
    press_until(page, "summary")
    page.keyboard.press("Enter")
    press_until(page, "input[aria-label='Name']")
    page.keyboard.type("Negotiation <b>days</b>")
    press_until(page, "input[aria-label='Id, as your systems call it']")
    page.keyboard.type("NEGOTIATE")
    press_until(page, "input[aria-label*='The metric it should move']")
    page.keyboard.type("Average disc")
    page.keyboard.press("Enter")
    press_until(page, "button[data-testid='stBaseButton-secondaryFormSubmit']")
    with acting(page):
        page.keyboard.press("Enter")
    sentence = "Registered for good: Negotiation <b>days</b>, to move Average discount"
    expect(page.get_by_text(sentence)).to_be_visible()
    expect(page.get_by_role("link", name="Negotiation <b>days</b>")).to_be_visible()  # only a name
    kept = registrations(Workspace(own_app.workspace).latest())
    assert (kept["NEGOTIATE"].name, kept["NEGOTIATE"].outcome) == ("Negotiation <b>days</b>", "average_discount")


def test_ramp_and_people_are_split_by_the_keyboard(sample_app: App, page: Page) -> None:
    visit(page, f"{sample_app.address}/ramp")
    expect(page.get_by_text("Typical: 73 days").first).to_be_visible()
    press_until(page, "input[aria-label*='Split by']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    with acting(page):
        page.keyboard.press("Enter")
    expect(page.get_by_text("Onboarding time by start year").first).to_be_visible()
    assert "ramp_split=" in page.url
    visit(page, f"{sample_app.address}/people_and_teams")
    expect(page.get_by_text("can be told apart from the average").first).to_be_visible()
    press_until(page, "input[aria-label*='For each']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    with acting(page):
        page.keyboard.press("Enter")
    expect(page.get_by_text("Of 12 teams").first).to_be_visible()
