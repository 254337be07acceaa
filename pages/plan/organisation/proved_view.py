"""What programs were proved to do, beside the organization that would do more of it."""

import streamlit as st

from metrics.programs import proved_blocks
from pages.parts.blocks import show
from pages.parts.workspace_on_screen import Current

LOOKING = "Looking at what was proved …"


def proved_view(current: Current) -> None:
    """The sentences of the proved effects, and the way to all the others."""
    with st.spinner(LOOKING):
        blocks = proved_blocks(current.reader)
    show(blocks)
    st.page_link("pages/prove/impact/page.py", label="Impact: what each programme did", icon=":material/science:")
