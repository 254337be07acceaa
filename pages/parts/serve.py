"""Start the server: `python app.py`, with any option that `streamlit run` takes."""

import asyncio
import gc
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from pages.parts.gate import Gate

GUARDS = (Middleware(Gate),)
"""What stands before Streamlit, however it was started."""
SECONDS_BETWEEN_CLEARINGS = 60
EVERYWHERE = (None, "", "0.0.0.0", "::")
"""Addresses by which a server listens at all of the machine's."""


def serve(script: str) -> None:
    """Run `script` under Streamlit until it is stopped; where it has an `st.App`, that is served."""
    sys.argv = ["streamlit", "run", script, *sys.argv[1:]]
    cli.main()


@asynccontextmanager
async def announced(_: st.App) -> AsyncIterator[None]:
    """While the server runs: say where, and open a browser there unless it is headless.

    Streamlit would look up the machine's addresses on the internet to print them (`logger.hideWelcomeMessage`), and
    opens no browser for an `st.App`.

    It takes a folder called `pages` for its older way of naming pages, until `st.navigation` has run once. The first
    visitor of a server would then find that a mailed link leads to no page; saying so beforehand prevents it.
    """
    PagesManager.uses_pages_directory = False
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    host, port = st.get_option("server.address"), st.get_option("server.port")
    address = f"{scheme}://{'localhost' if host in EVERYWHERE else host}:{port}"
    print(f"Coxswain is at {address}. Control and C stop it.", flush=True)
    if not st.get_option("server.headless"):
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    clearing = asyncio.create_task(cleared())
    yield
    clearing.cancel()


async def cleared() -> None:
    """Free, every minute, what sessions that have ended left behind: each holds itself, with three descriptors.

    Streamlit would do it after each click (`runner.postScriptGC`), which took longer than most pages run.
    """
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_CLEARINGS)
        await asyncio.to_thread(gc.collect)
