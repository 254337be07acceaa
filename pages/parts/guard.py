"""Whatever goes wrong on a page is said in one sentence; the details go to the log."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import streamlit as st

from metrics.errors import Unavailable, UserError
from pages.parts.plain import plain

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
    except Exception:
        LOG.exception("A page could not be drawn")
        st.error(UNEXPECTED, icon=":material/error:")


def fragment(function: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """`st.fragment` with the same promise: a fragment that reruns alone doesn't pass through `app.py`."""

    @wraps(function)
    def careful(*arguments: Arguments.args, **named: Arguments.kwargs) -> None:
        with guarded():
            function(*arguments, **named)

    return st.fragment(careful)
