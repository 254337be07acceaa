"""Who is let through to the pages, and what browsers are told of what is answered."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping

import pytest
from starlette.types import Message, Receive, Scope, Send

from pages.parts.gate import INDEX, Gate, inline, policy, refusal_of
from tests.loops import run_apart

NAMES = ("localhost", "127.0.0.1", "dashboard.example.com")
PORT = 8501


def scope_of(headers: Mapping[str, str], kind: str = "http", path: str = "/", port: int = PORT) -> Scope:
    """A request as a server hands it on."""
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scheme = "ws" if kind == "websocket" else "http"
    return {
        "type": kind,
        "method": "GET",
        "path": path,
        "scheme": scheme,
        "headers": raw,
        "server": ("127.0.0.1", port),
    }


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:8501", None),
        ("localhost:8501", "http://localhost:8501"),
        ("127.0.0.1:8501", "http://127.0.0.1:8501"),
        ("LOCALHOST:8501", None),
        ("dashboard.example.com", "https://dashboard.example.com"),
        ("dashboard.example.com:8443", "https://dashboard.example.com:8443"),
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_its_own_pages_are_let_through(kind: str, host: str, origin: str | None) -> None:
    headers = {"Host": host} if origin is None else {"Host": host, "Origin": origin}
    assert refusal_of(scope_of(headers, kind), NAMES) is None


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8501",
        "localhost",
        "localhost:3000",
        "localhost:",
        "localhost.evil.example:8501",
        "localhost:x",
        "user@localhost:8501",
        "localhost:8501/x",
        "[::1",
        "::1",
        "dashboard.example.com.",
        "*",
        "localhost:99999",
        "localhost:8501?x",
        "xdashboard.example.com",
        "localhost:8501,evil.example",
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_another_name_or_another_port_of_this_machine_is_refused(kind: str, host: str) -> None:
    refusal = refusal_of(scope_of({"Host": host}, kind), NAMES)
    assert refusal is not None
    assert refusal.status == 403


def test_a_request_without_a_host_or_with_two_is_refused() -> None:
    twice = scope_of({"Host": "localhost:8501"})
    twice["headers"] *= 2
    assert refusal_of(scope_of({}), NAMES)
    assert refusal_of(scope_of({"Host": ""}), NAMES)
    assert refusal_of(scope_of({"Host": "localhost:8501", "Origin": ""}), NAMES)
    assert refusal_of(twice, NAMES)


def test_a_pattern_among_the_names_answers_to_nothing() -> None:
    assert refusal_of(scope_of({"Host": "evil.example"}), ["*", "*.example"])


def test_the_usual_port_of_a_scheme_need_not_be_written() -> None:
    assert refusal_of(scope_of({"Host": "localhost"}, port=80), NAMES) is None
    assert refusal_of(scope_of({"Host": "localhost"}, port=8080), NAMES)


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://localhost:3000",
        "http://localhost",
        "https://127.0.0.1:8501",
        "null",
        "http://localhost:8501.evil.example",
        "http://localhost:8501/",
        "file://",
        "ftp://localhost:8501",
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_what_another_site_asks_is_refused(kind: str, origin: str) -> None:
    refusal = refusal_of(scope_of({"Host": "localhost:8501", "Origin": origin}, kind), NAMES)
    assert refusal is not None
    assert refusal.status == 403


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/metrics/", "/below/_stcore/metrics", "/_stcore/agent/openapi.json"]
)
def test_what_streamlit_tells_operators_and_programs_is_not_served(path: str) -> None:
    refusal = refusal_of(scope_of({"Host": "localhost:8501"}, path=path), NAMES)
    assert refusal is not None
    assert refusal.status == 404


async def _page(scope: Scope, receive: Receive, send: Send) -> None:
    """An application behind the gate."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": b"let through"})


def asked(scope: Scope) -> list[Message]:
    """What a gate sends for a request."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    run_apart(Gate(_page)(scope, receive, send))
    return sent


@pytest.mark.parametrize(("host", "status"), [("localhost:8501", 200), ("evil.example", 403)])
def test_every_answer_has_the_headers(monkeypatch: pytest.MonkeyPatch, host: str, status: int) -> None:
    start = asked(scope_of({"Host": host}))[0]
    headers = dict(start["headers"])
    assert start["status"] == status
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert b"frame-ancestors 'none'" in headers[b"content-security-policy"]


def test_a_refused_websocket_is_closed_before_it_is_accepted() -> None:
    assert asked(scope_of({"Host": "evil.example"}, "websocket")) == [{"type": "websocket.close", "code": 1008}]


def test_the_policy_allows_the_scripts_of_streamlits_page_and_no_other() -> None:
    scripts = inline(INDEX.read_text(encoding="utf-8"))
    assert scripts
    written = policy('<script>let a = "b"</script><p>let</p><script src="x.js"></script>')
    digest = b64encode(hashlib.sha256(b'let a = "b"').digest()).decode()
    allowed = next(part for part in written.split("; ") if part.startswith("script-src"))
    assert allowed == f"script-src 'self' 'wasm-unsafe-eval' 'sha256-{digest}'"
