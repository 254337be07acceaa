"""Everybody can use it: what axe finds, and the keyboard alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Literal
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from app import HOME
from tests.browser.conftest import App, acting, go_to, held_back, screen, still, visit
from tests.pages.conftest import ADDRESSES
from tests.serving import start, stop

pytestmark = pytest.mark.browser

VIEWS = ("Hiring plan", "Ramp and capacity", "Metrics over time", "One more hire", "Scenarios", "Your numbers")
PATHS = (
    *(address if address != HOME else "" for address in ADDRESSES),
    "explore?explore_by=Team&explore_form=Small+multiples",
    "impact?programme=PRESENCE&outcome=Churn+rate",
    "ramp?ramp_split=function",
    *(f"organisation?{urlencode({'view': view})}" for view in VIEWS),
)
STANDS = """async region => {
    for (let before; ; ) {
        await new Promise(requestAnimationFrame);
        const now = JSON.stringify([region.getBoundingClientRect(), region.scrollLeft]);
        if (now === before) return;
        before = now;
    }
}"""
SHOWN_AS = """([scheme, collapsed]) =>
    getComputedStyle(document.querySelector('[data-testid="stApp"]')).colorScheme === scheme
    && document.querySelector('[data-testid="stSidebar"]').dataset.collapsed === collapsed"""
EMPTY = """
import streamlit as st
from pages.parts.serve import serve


def page():
    st.title("Empty")


if st.runtime.exists():
    other = st.Page(lambda: None, title="Other", url_path="other")
    st.navigation({"One": [st.Page(page, title="Empty")], "Two": [other]}).run()
else:
    serve(__file__)
"""


def serious(page: Page) -> set[str]:
    """The rules that axe finds seriously broken on the page as it stands."""
    violations = Axe().run(page).response["violations"]
    return {violation["id"] for violation in violations if violation["impact"] in ("serious", "critical")}


@pytest.fixture(scope="module")
def unavoidable(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[set[str]]:
    """What axe finds on a page of Streamlit's own with nothing on it."""
    folder = tmp_path_factory.mktemp("empty")
    script = folder / "empty.py"
    script.write_text(EMPTY, encoding="utf-8")
    process, address = start(script, folder / "workspace", folder / "log")
    with screen(browser) as page:
        visit(page, address)
        yield serious(page)
    stop(process)


@dataclass(frozen=True)
class Watched:
    """A tab, every address that it asked something of, and what its policy held back."""

    page: Page
    asked: list[str]
    violations: list[str]


@pytest.fixture(scope="module")
def watched(sample_app: App, browser: Browser) -> Iterator[Watched]:
    """A tab in which the app is loaded once, and every address that it asks something of."""
    asked: list[str] = []
    with screen(browser) as page:
        page.on("request", lambda request: asked.append(request.url))
        violations = held_back(page)
        visit(page, f"{sample_app.address}/glossary")
        yield Watched(page, asked, violations)


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_serious_wide_and_light_or_narrow_and_dark_and_nothing_is_asked_elsewhere_or_held_back(
    sample_app: App, watched: Watched, unavoidable: set[str], path: str
) -> None:
    turn(watched.page, 1440, "light")
    go_to(watched.page, f"/{path}")
    watched.page.wait_for_function(SHOWN_AS, arg=["light", "false"])
    still(watched.page)
    wide = serious(watched.page)
    turn(watched.page, 390, "dark")
    watched.page.wait_for_function(SHOWN_AS, arg=["dark", "true"])
    still(watched.page)
    narrow = serious(watched.page)
    assert (wide - unavoidable, narrow - unavoidable) == (set(), set())
    elsewhere = [url for url in watched.asked if url.startswith("http") and not url.startswith(sample_app.address)]
    assert (elsewhere, watched.violations) == ([], [])
    assert watched.asked


def turn(page: Page, width: int, scheme: Literal["light", "dark"]) -> None:
    """Make the screen another one, as where a phone or a window is turned."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_table_that_is_cut_off_has_a_shadow_at_the_edge_behind_which_there_is_more(
    sample_app: App, browser: Browser, scheme: Literal["light", "dark"]
) -> None:
    with screen(browser, 390, scheme) as page:
        visit(page, f"{sample_app.address}/people_and_teams")
        table = page.locator(".plan-scroll").first
        expect(table).to_be_visible()
        still(page)
        table.locator("caption").scroll_into_view_if_needed()
        assert shaded(page, table) == (False, True)
        table.evaluate("region => region.scrollLeft = region.scrollWidth / 4")
        assert shaded(page, table) == (True, True)
        table.evaluate("region => region.scrollLeft = region.scrollWidth")
        assert shaded(page, table) == (True, False)


def shaded(page: Page, region: Locator) -> tuple[bool, bool]:
    """Whether the outermost pixels at the left and the right edge of a region differ from the ground outside it."""
    region.evaluate(STANDS)  # in the same place from one frame to the next
    box = region.bounding_box()
    assert box
    outside = 6
    row = page.screenshot(
        clip={"x": box["x"] - outside, "y": box["y"] + 1, "width": box["width"] + 2 * outside, "height": 1}
    )  # above the words of the caption
    pixels = Image.open(BytesIO(row)).convert("RGB")
    ground = pixels.getpixel((0, 0))
    left, right = (pixels.getpixel((x, 0)) for x in (outside + 1, pixels.width - outside - 2))
    return left != ground, right != ground


def test_the_keyboard_alone_reaches_a_filter_and_a_metric(sample_app: App, page: Page) -> None:
    visit(page, sample_app.address)
    expect(page.locator(".metric-card")).to_have_count(9)
    press_until(page, "input[aria-label*='Show by']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    with acting(page):
        page.keyboard.press("Enter")
    page.wait_for_url("**/*grain=*")
    press_until(page, "[data-testid='stPageLink'] a")
    title = page.locator("[data-testid='stPageLink'] a").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=title.splitlines()[0])).to_be_visible()


def press_until(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until the focus is on an element that fits."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{most} times Tab never reached {selector}")
