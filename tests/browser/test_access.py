"""Everybody can use it: what axe finds, and the keyboard alone."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Literal
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import App, settled, start, stop, visit

pytestmark = pytest.mark.browser

MEASURES = (
    "", "metric", "leading", "lagging", "explore", "explore?explore_by=Team&explore_form=Small+multiples", "win_rate",
    "own_metrics", "glossary", "frozen",
)  # fmt: skip
OTHERS = (
    "impact", "impact?programme=PRESENCE&outcome=Churn+rate", "programmes", "ramp", "ramp?ramp_split=function",
    "people_and_teams", "recipes", "upload", "checks", "people", "history", "settings",
)  # fmt: skip
VIEWS = (
    "Team", "Hiring plan", "Ramp and capacity", "Metrics over time", "One more hire", "Scenarios", "Your numbers",
)  # fmt: skip
PLANS = tuple(f"organisation?{urlencode({'view': view})}" for view in VIEWS)
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
    page = browser.new_page()
    visit(page, address)
    yield serious(page)
    page.close()
    stop(process)


@pytest.mark.parametrize(
    ("paths", "width", "scheme"),
    [
        (MEASURES, 1440, "light"),
        (OTHERS, 1440, "light"),
        (MEASURES, 390, "dark"),
        (OTHERS, 390, "dark"),
        (PLANS, 390, "dark"),
    ],
    ids=["measures-light", "others-light", "measures-dark", "others-dark", "plans-dark"],
)
def test_axe_finds_nothing_serious_and_nothing_is_asked_of_another_machine(
    sample_app: App, browser: Browser, unavoidable: set[str], paths: Sequence[str], width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    elsewhere: list[str] = []
    page.on("request", lambda request: elsewhere.append(request.url) if sample_app.address not in request.url else None)
    found = {}
    for path in paths:
        visit(page, f"{sample_app.address}/{path}")
        page.wait_for_timeout(800)
        found[path] = serious(page) - unavoidable
    context.close()
    assert not {path: rules for path, rules in found.items() if rules}
    assert [url for url in elsewhere if url.startswith("http")] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_table_that_is_cut_off_has_a_shadow_at_the_edge_behind_which_there_is_more(
    sample_app: App, browser: Browser, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    visit(page, f"{sample_app.address}/people_and_teams")
    table = page.locator(".plan-scroll").first
    expect(table).to_be_visible(timeout=60_000)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()  # what stands above no longer moves
    table.locator("caption").scroll_into_view_if_needed()
    assert shaded(page, table) == (False, True)
    table.evaluate("region => region.scrollLeft = region.scrollWidth / 4")
    assert shaded(page, table) == (True, True)
    table.evaluate("region => region.scrollLeft = region.scrollWidth")
    assert shaded(page, table) == (True, False)
    context.close()


def shaded(page: Page, region: Locator) -> tuple[bool, bool]:
    """Whether the outermost pixels at the left and the right edge of a region differ from the ground outside it."""
    page.wait_for_timeout(500)
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
    expect(page.locator(".metric-card")).to_have_count(9, timeout=60_000)
    press_until(page, "input[aria-label*='Show by']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/*grain=*")
    settled(page)
    press_until(page, "[data-testid='stPageLink'] a")
    title = page.locator("[data-testid='stPageLink'] a").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=title.splitlines()[0])).to_be_visible(timeout=60_000)


def press_until(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until the focus is on an element that fits."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{most} times Tab never reached {selector}")
