"""In front of Streamlit: whom the server answers, and what browsers may do with what it answers.

Streamlit itself accepts a websocket from every port of this machine, asks the internet for its own address before it
refuses one, and checks no other request.
"""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
DEFAULT_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
"""What Streamlit serves for operators and programs; nobody is asked there who they are."""
INDEX = Path(st.__file__).parent / "static" / "index.html"
POLICY = {
    "default-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # Streamlit and Plotly write styles while they draw
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "frame-src": "'none'",
    "frame-ancestors": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a request gets that is not let through: a status of HTTP, and a sentence."""

    status: int
    sentence: str


FOREIGN_HOST = Refusal(
    403,
    "Coxswain doesn't answer to this address. Open it by a name that server.allowedHosts lists, and on this machine "
    "at the port it listens on; docs/serving.md says how to add a name.",
)
FOREIGN_ORIGIN = Refusal(403, "Coxswain answers its own pages only, and this request came from another site.")
NOT_SERVED = Refusal(404, "Coxswain serves nothing at this address.")


class Gate:
    """An ASGI middleware: lets through what its own pages ask, and adds the headers to whatever is answered.

    Which names it answers to is Streamlit's option `server.allowedHosts`, read with each request.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = {**HEADERS, "Content-Security-Policy": policy(INDEX.read_text(encoding="utf-8"))}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or refuse a request or a websocket; a refused websocket is never accepted, which is a 403."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refusal = refusal_of(scope, st.get_option("server.allowedHosts"))
        if refusal is None:
            await self.app(scope, receive, self.with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            answer = PlainTextResponse(refusal.sentence + "\n", status_code=refusal.status)
            await answer(scope, receive, self.with_headers(send))

    def with_headers(self, send: Send) -> Send:
        """`send`, with the headers in every response that begins."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        return sending


def refusal_of(scope: Scope, names: Sequence[str]) -> Refusal | None:
    """Why a request is not let through, or None.

    `scope` is ASGI's, of a request or a websocket; `names` are the host names that are answered to, without ports. A
    request without an `Origin` is none that a page of another site could make a browser send to read the answer.
    """
    headers = Headers(scope=scope)
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    if len(hosts) != 1 or not answered(hosts[0], scope, names):
        return FOREIGN_HOST
    if any(origin not in (f"http://{hosts[0]}", f"https://{hosts[0]}") for origin in origins):
        return FOREIGN_ORIGIN
    path = str(scope["path"]).rstrip("/") + "/"
    return NOT_SERVED if any(f"{closed}/" in path for closed in CLOSED) else None


def answered(host: str, scope: Scope, names: Sequence[str]) -> bool:
    """Whether a `Host` header is one of the names; one of this machine has the port that is listened on.

    Another name may have any port: it is that of the proxy which stands before this server.
    """
    try:
        parts = urlsplit(f"//{host}")
        name, port = parts.hostname, parts.port
    except ValueError:
        return False
    if name is None or parts.netloc != host or "@" in host or name not in {each.strip().lower() for each in names}:
        return False
    server = scope.get("server")
    listening = server[1] if server else None
    return name not in LOOPBACK or (port or DEFAULT_PORTS[scope["scheme"]]) == listening


def policy(index: str) -> str:
    """The content security policy for Streamlit's page: its own files, and the scripts that stand in its `index`.

    A table's page of rows is unpacked by WebAssembly, which is no script of JavaScript.
    """
    allowed = " ".join(f"'sha256-{b64encode(hashlib.sha256(text).digest()).decode()}'" for text in inline(index))
    return "; ".join(
        f"{name} {value}" for name, value in {**POLICY, "script-src": f"'self' 'wasm-unsafe-eval' {allowed}"}.items()
    )


def inline(index: str) -> list[bytes]:
    """The text of each script that stands in a page itself."""
    reading = _Scripts()
    reading.feed(index)
    return [text.encode() for text in reading.texts]


class _Scripts(HTMLParser):
    """Collects the texts of scripts without `src`."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and "src" not in dict(attrs)

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts.append(data)
