"""Nothing is sent anywhere: not for an import or a download, nor because of what a foreign page asks.

Every app of these tests is sealed; `test_access` draws all pages of one.
"""

import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App, held_back, settled, visit
from tests.browser.test_upload import answer_everything, deals, upload
from tests.serving import PROJECT, sealed

pytestmark = pytest.mark.browser

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
}
STREAM = "/_stcore/stream"


def status(app: App, path: str, **headers: str) -> int:
    """What the server answers to a request with these headers; an own `Host` takes the place of the usual."""
    with closing(HTTPConnection(urlsplit(app.address).netloc)) as connection:
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status


@pytest.mark.parametrize("origin", ["http://evil.example", "http://localhost:3000", "https://127.0.0.1", "null", ""])
def test_a_foreign_pages_websocket_is_refused_and_makes_the_server_ask_nobody(sample_app: App, origin: str) -> None:
    assert status(sample_app, STREAM, Origin=origin, **UPGRADE) == 403
    assert not sample_app.attempts.exists()


def test_its_own_pages_websocket_is_accepted(sample_app: App) -> None:
    assert status(sample_app, STREAM, Origin=sample_app.address, **UPGRADE) == 101


@pytest.mark.parametrize("path", ["/", "/upload", "/_stcore/health", "/_stcore/host-config", STREAM])
def test_under_a_foreign_name_nothing_is_answered(sample_app: App, path: str) -> None:
    assert status(sample_app, path, Host="evil.example") == 403
    assert status(sample_app, path, Host="localhost:1") == 403


def test_figures_about_the_server_are_closed(sample_app: App) -> None:
    assert status(sample_app, "/_stcore/metrics") == 404
    assert status(sample_app, "/_stcore/health") == 200


def test_an_import_and_a_download_ask_nothing_outside_and_nothing_of_them_is_held_back(
    app: App, page: Page, tmp_path: Path
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    violations = held_back(page)
    upload(page, app, deals(tmp_path / "deals.csv"))
    answer_everything(page)
    page.get_by_role("button", name="Import 1 file").click()
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()
    visit(page, f"{app.address}/explore?explore_metric=Win+rate")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    settled(page)
    with page.expect_download() as numbers:
        page.get_by_role("button", name="Numbers (CSV)").click()
    assert numbers.value.suggested_filename.endswith(".csv")
    assert [url for url in asked if url.startswith("http") and not url.startswith(app.address)] == []
    assert violations == []
    assert not app.attempts.exists()


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('8.8.8.8', 53))",
        "socket.getaddrinfo('checkip.amazonaws.com', 80)",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('8.8.8.8', 53))",
    ],
)
def test_a_sealed_process_refuses_another_machine_and_writes_it_down(tmp_path: Path, attempt: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import socket; {attempt}"],
        env=sealed(tmp_path / "attempts"), cwd=PROJECT, capture_output=True, check=False,
    )  # fmt: skip
    assert b"PermissionError" in done.stderr
    assert len((tmp_path / "attempts").read_text(encoding="utf-8").splitlines()) == 1
