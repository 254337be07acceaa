"""Whatever goes wrong on a page is said in one sentence; the details go to the log."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import streamlit as st
from streamlit.errors import StreamlitDuplicateElementKey

from metrics.errors import DamagedError, Unavailable, UserError
from metrics.store import Workspace
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import who

Arguments = ParamSpec("Arguments")
LOG = logging.getLogger("coxswain")
UNEXPECTED = (
    "Something went wrong while this page was drawn. Your data is untouched: reload the page, or go to History to "
    "return to an earlier version. The program's log holds the details."
)


@contextmanager
def guarded() -> Iterator[None]:
    """Show what is raised inside as one sentence instead of a traceback."""
    try:
        yield
    except (UserError, Unavailable) as reason:
        st.error(plain(reason), icon=":material/error:")
    except DamagedError as reason:
        st.error(plain(reason), icon=":material/error:")
        if reason.way_back is not None:
            _offer(*reason.way_back)
    except Exception as problem:
        LOG.exception("A page could not be drawn")
        sentence = UserError.of_system(problem)
        st.error(plain(sentence) if sentence else UNEXPECTED, icon=":material/error:")


def _offer(folder: Path, number: int) -> None:
    """A button that goes back to the last whole version; the first on a page is enough."""
    with suppress(StreamlitDuplicateElementKey):
        if st.button(f"Go back to version {number}", key="way_back", icon=":material/undo:"):
            with guarded():
                Workspace(folder).restore(number, who())
                st.rerun()


def fragment(function: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """`st.fragment` with the same promise: a fragment that reruns alone doesn't pass through `app.py`."""

    @wraps(function)
    def careful(*arguments: Arguments.args, **named: Arguments.kwargs) -> None:
        with guarded():
            function(*arguments, **named)

    return st.fragment(careful)
