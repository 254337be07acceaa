"""The running app on a free port of this machine with a workspace of its own, and a Chromium to look at it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.chromium import on_the_machine

PROJECT = Path(__file__).parents[2]
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'
START_SECONDS = 60


@dataclass(frozen=True)
class App:
    """The address of a running app and the workspace folder it reads."""

    address: str
    workspace: Path


def start(script: Path, workspace: Path, log: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Serve the app, or another script that serves itself, on a free port; returns once it listens."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(script)]
    options = ["--server.port", str(port), "--server.headless", "true"]
    environment = {**os.environ, "COXSWAIN_WORKSPACE": str(workspace), "PYTHONPATH": str(PROJECT)}
    with log.open("wb") as output:
        process = subprocess.Popen(command + options, cwd=PROJECT, env=environment, stdout=output, stderr=output)
    for _ in range(START_SECONDS * 5):
        try:
            socket.create_connection(("localhost", port), 1).close()
            return process, f"http://localhost:{port}"
        except OSError:
            time.sleep(0.2)
    stop(process)
    raise TimeoutError(f"The app did not start: {log.read_text(errors='replace')[-2000:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def settled(page: Page) -> None:
    """Wait until the script behind the page has run."""
    page.wait_for_selector(SETTLED, timeout=180_000)


def acted(page: Page) -> None:
    """Wait for what an action set going: the script begins a moment after it."""
    page.wait_for_timeout(400)
    settled(page)


def visit(page: Page, address: str) -> None:
    """Open an address and wait for what it draws."""
    page.goto(address)
    expect(page.locator("h1").first).to_be_visible(timeout=60_000)
    settled(page)


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
def sample_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app as it first starts: its workspace is empty and stays so, and the sample is on screen."""
    yield from _running(tmp_path_factory.mktemp("sample_app"))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """The app with an empty workspace to import into."""
    yield from _running(tmp_path)


def _running(folder: Path) -> Iterator[App]:
    process, address = start(PROJECT / "app.py", folder / "workspace", folder / "log")
    yield App(address, folder / "workspace")
    stop(process)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab of its own, as a person with a large screen sees it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light")
    yield context.new_page()
    context.close()
