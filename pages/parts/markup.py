"""Markup of our own: tables and facts that Streamlit has no element for."""

from collections.abc import Sequence

import streamlit as st

from metrics.render import STYLE, markup_of
from metrics.report import KeyFigure, Table


def styled() -> None:
    """Bring the style sheet of blocks, which the app does for every page."""
    st.html(STYLE)


def table(block: Table) -> None:
    """Draw a table whose first column names the rows. It scrolls on its own where there is no room."""
    st.html(markup_of((block,)))


def facts(figures: Sequence[KeyFigure]) -> None:
    """Draw numbers side by side, each with what it is and what it rests on."""
    st.html(markup_of(figures))
