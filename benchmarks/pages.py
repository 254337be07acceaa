"""The running app in a real browser: from a click, or an address, to a screen that no longer changes."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.timing import Measured, alternate

ROOT = Path(__file__).parents[1]
RUNS = 7
FILTER_AIM, PAINT_AIM = 1.5, 2.0
SCRIPT = (Path(__file__).parent / "settled.js").read_text(encoding="utf-8")
QUIET = """(runs) => settled.runs >= runs && performance.now() - settled.changed > 400
    && document.querySelector('[data-testid="stApp"]')?.getAttribute("data-test-script-state") === "notRunning" """
WAIT = 120_000
START_SECONDS = 60


@contextmanager
def served(script: Path, workspace: Path) -> Iterator[str]:
    """A Streamlit app on a free port of this machine, with the project's own settings; gives its address."""
    with started(script, workspace) as (_, address):
        yield address


@contextmanager
def started(script: Path, workspace: Path, *options: str) -> Iterator[tuple[int, str]]:
    """The same with further options; gives the number of its process, too."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    start = [] if script.parent == ROOT else ["-m", "streamlit", "run"]  # the product serves itself
    words = [sys.executable, *start, str(script), "--server.port", str(port), "--server.headless", "true", *options]
    environment = os.environ | {"COXSWAIN_WORKSPACE": str(workspace), "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(port)
            yield process.pid, f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(30)


def wait_for(port: int) -> None:
    """Returns once something listens there. Raises TimeoutError."""
    for _ in range(START_SECONDS * 10):
        try:
            socket.create_connection(("localhost", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("The app did not start.")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium: the one that COXSWAIN_CHROMIUM names, else Playwright's own."""
    with sync_playwright() as playwright:
        path = os.environ.get("COXSWAIN_CHROMIUM") or None
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def open_page(browser: Browser, address: str, drawn: str) -> tuple[Page, float]:
    """A new tab with nothing cached, and the seconds from the address to a settled screen with `drawn` on it."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.add_init_script(SCRIPT)
    page.goto(address)
    page.locator(drawn).last.wait_for(timeout=WAIT)
    page.wait_for_function(QUIET, arg=0, timeout=WAIT)
    return page, float(page.evaluate("settled.changed")) / 1000


def paint(browser: Browser, address: str, drawn: str) -> float:
    """The seconds from an address to its settled screen."""
    page, took = open_page(browser, address, drawn)
    page.context.close()
    return took


def choose(page: Page, label: str, position: int, *, written: bool) -> float:
    """The seconds from choosing another option of a list to the settled screen.

    `written`: the page writes the option down, which is waited for; its script may run too briefly to be seen running.
    """
    page.get_by_label(label, exact=False).first.click()
    options = page.get_by_role("option")
    options.first.wait_for()
    page.wait_for_timeout(150)  # the list has stopped moving
    option = options.nth(position % options.count())
    text = option.inner_text()
    option.click()
    if written:
        page.get_by_test_id("stMarkdownContainer").get_by_text(text, exact=True).wait_for(timeout=WAIT)
    page.wait_for_function(QUIET, arg=0 if written else 1, timeout=WAIT)
    return float(page.evaluate("settled.changed - settled.pressed")) / 1000


SLIDER = '[data-testid="stSlider"]'
RECOMMENDED = """document.querySelectorAll(".plan-facts .value")[1]?.innerText === String(Math.ceil(number / 50))"""
WRITTEN = """[...document.querySelectorAll('[data-testid="stMarkdownContainer"]')].at(-1).innerText === number"""


def slide(page: Page, shows: str) -> float:
    """The seconds from moving the first slider, a tenth of its way with the keyboard, to the settled screen.

    `shows` is JavaScript that tells whether the page has answered: whether it shows the slider's new `number`.
    """
    thumb = page.get_by_role("slider").first
    thumb.focus()
    page.wait_for_timeout(150)
    before = thumb.input_value()
    thumb.press("PageUp" if float(before) < 2_000 else "PageDown")
    number = thumb.input_value()
    page.wait_for_function(f"(number) => {shows}", arg=number, timeout=WAIT)
    page.wait_for_function(QUIET, arg=0, timeout=WAIT)
    return float(page.evaluate("settled.changed - settled.pressed")) / 1000


def measure_slider(workspace: Path, name: str) -> list[Measured]:
    """The headcount slider of the organization page: its recommendation, scale and chart of the team move with it."""
    with (
        served(ROOT / "app.py", workspace) as app,
        served(ROOT / "benchmarks" / "floor" / "slider.py", workspace) as empty,
        chromium() as browser,
    ):
        page, _ = open_page(browser, f"{app}/organisation", SLIDER)
        floor, _ = open_page(browser, empty, SLIDER)
        what = f"headcount slider on the organisation page, {name}"
        moved = alternate(
            what, partial(slide, page, RECOMMENDED), partial(slide, floor, WRITTEN), runs=RUNS, aim=FILTER_AIM
        )
    return [moved]


def measure(workspace: Path, name: str) -> list[Measured]:
    """First paint of the scorecard, and another period chosen on it, each time one not asked for before."""
    card = '[class*="st-key-card_"]'
    with (
        served(ROOT / "app.py", workspace) as app,
        served(ROOT / "benchmarks" / "floor" / "app.py", workspace) as empty,
        chromium() as browser,
    ):
        painted = alternate(
            f"first paint of the scorecard, {name}", partial(paint, browser, app, card),
            partial(paint, browser, empty, "h1"), runs=RUNS, aim=PAINT_AIM,
        )  # fmt: skip
        page, _ = open_page(browser, app, card)
        floor, _ = open_page(browser, empty, "h1")
        positions, others = count(1), count(1)
        filtered = alternate(
            f"another period on the scorecard, {name}", lambda: choose(page, "Period", next(positions), written=False),
            lambda: choose(floor, "Choice", next(others), written=True), runs=RUNS, aim=FILTER_AIM,
        )  # fmt: skip
    return [painted, filtered]
