"""The running app on a free port of this machine with a workspace of its own, and a Chromium to look at it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, WebSocket, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.parts import workspace_on_screen
from tests.chromium import on_the_machine
from tests.serving import sealed, start, stop
from tests.waiting import until

PROJECT = Path(__file__).parents[2]
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'
MILLISECONDS_UNTIL_IT_HANGS = 600_000
MILLISECONDS_UNTIL_IT_IS_TRIED_AGAIN = 20_000
"""A list of options closes, and a file is dropped, where the page is drawn anew meanwhile. Nothing depends on it."""
IDLE = "() => new Promise(resolve => requestIdleCallback(() => resolve(), { timeout: 1000 }))"
"""Once the page has nothing better to do. One that always has something is not waited for."""
AS_BACK_AND_FORWARD = "path => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate')); }"
HELD_BACK = """document.addEventListener("securitypolicyviolation", event =>
    console.error("held back: " + event.violatedDirective + " " + event.blockedURI))"""
STILL = (Path(__file__).parent / "still.js").read_text(encoding="utf-8")
SOCKETS: WeakKeyDictionary[Page, WebSocket] = WeakKeyDictionary()
expect.set_options(timeout=MILLISECONDS_UNTIL_IT_HANGS)


@dataclass(frozen=True)
class App:
    """The address of a running app, the workspace folder it reads, and the file in which would stand what it asked of
    another machine."""

    address: str
    workspace: Path
    attempts: Path


def settled(page: Page) -> None:
    """Wait until the script behind the page has run. Follows what shows that it began: `visit`, `acting`, `expect`."""
    page.wait_for_selector(SETTLED)


def still(page: Page) -> None:
    """Wait until nothing on the page is being drawn, loaded or moved any more."""
    settled(page)
    page.wait_for_function(STILL)


def held_back(page: Page) -> list[str]:
    """A list that is added to whenever the security policy of what a tab shows holds something back."""
    violations: list[str] = []
    page.add_init_script(HELD_BACK)
    page.on("console", lambda message: violations.append(message.text) if "held back" in message.text else None)
    return violations


@contextmanager
def acting(page: Page) -> Iterator[None]:
    """What is done meanwhile makes the script run: waits until the server says that it has, and the page shows it."""
    with SOCKETS[page].expect_event("framereceived", has_run):
        yield
    page.evaluate(IDLE)
    settled(page)


def pick(page: Page, box: Locator, option: Locator, typed: str = "") -> None:
    """Pick an option of a select box, found by typing if need be; a list that closed meanwhile is opened again."""

    def picked() -> bool:
        box.click()
        page.keyboard.type(typed)
        try:
            option.click(timeout=MILLISECONDS_UNTIL_IT_IS_TRIED_AGAIN)
        except PlaywrightTimeoutError:
            page.keyboard.press("Escape")
            return False
        return True

    with acting(page):
        until(picked)


def has_run(frame: str | bytes) -> bool:
    """Whether a message of the server says that the script, or a part of it, ran to its end."""
    message = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
    early = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
    return message.WhichOneof("type") == "script_finished" and message.script_finished != early


def visit(page: Page, address: str) -> None:
    """Open an address and wait for what it draws."""
    with page.expect_websocket() as opened:
        page.goto(address)
    SOCKETS[page] = opened.value
    expect(page.locator("h1").first).to_be_visible()
    settled(page)


def go_to(page: Page, path: str) -> None:
    """Go to another page or view of the app that is loaded already, as the browser's Back and Forward do."""
    with acting(page):
        page.evaluate(AS_BACK_AND_FORWARD, path)
    expect(page.locator("h1").first).to_be_visible()


@contextmanager
def screen(
    browser: Browser, width: int = 1440, scheme: Literal["light", "dark"] = "light", *, offline: bool = False
) -> Iterator[Page]:
    """A tab of its own, 1440 wide as a person with a large screen sees it."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=offline)
    context.set_default_timeout(MILLISECONDS_UNTIL_IT_HANGS)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium. Without one the tests are skipped, and fail where CI is set."""
    with sync_playwright() as playwright:
        bundled = playwright.chromium.executable_path
        path = on_the_machine() or (bundled if Path(bundled).exists() else None)
        if path is None:
            reason = "there is no Chromium: install one, or name it in COXSWAIN_CHROMIUM"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def sample_app(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app with an empty workspace, which stays so, and the sample on screen, which it finds already prepared."""
    yield from _running(_prepared(tmp_path_factory.mktemp("sample_app"), sample_folder))


@pytest.fixture
def own_sample_app(sample_folder: Path, tmp_path: Path) -> Iterator[App]:
    """The same for one test alone, which may put something into the workspace."""
    yield from _running(_prepared(tmp_path, sample_folder))


@pytest.fixture(scope="module")
def app_of_a_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app for the tests of a module, one after the other."""
    yield from _running(tmp_path_factory.mktemp("app"))


@pytest.fixture
def app(app_of_a_module: App) -> App:
    """The app with an empty workspace to import into."""
    shutil.rmtree(app_of_a_module.workspace, ignore_errors=True)
    return app_of_a_module


def _prepared(folder: Path, sample_folder: Path) -> Path:
    """The folder, with the sample where an app that has its workspace there looks for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COXSWAIN_WORKSPACE", str(folder / "workspace"))
        shutil.copytree(sample_folder, workspace_on_screen.sample_folder.__wrapped__())
    return folder


def _running(folder: Path) -> Iterator[App]:
    """The app, sealed: whatever it asks of another machine fails, and so does the test that made it ask."""
    app = App("", folder / "workspace", folder / "attempts")
    process, address = start(PROJECT / "app.py", app.workspace, folder / "log", sealed(app.attempts))
    yield replace(app, address=address)
    stop(process)
    assert not app.attempts.exists(), app.attempts.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """One browser of one person, which loads the program only once."""
    with screen(browser) as first:
        yield first.context


@pytest.fixture
def page(desk: BrowserContext) -> Iterator[Page]:
    """A tab of its own, as a person with a large screen sees it."""
    tab = desk.new_page()
    yield tab
    for each in desk.pages[1:]:
        each.close()
