"""The style of the pages that prove: that of plans' tables, and a little more."""

from pathlib import Path

import streamlit as st

from pages.parts import markup

STYLE = Path(__file__).with_name("prove.css")


def styled() -> None:
    """Bring the style sheets, once a page."""
    markup.styled()
    st.html(STYLE)
