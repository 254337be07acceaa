"""The map from leading to lagging metrics, folded away until somebody asks: it takes seconds."""

import streamlit as st

from metrics.programs import driver_link_blocks
from pages.parts.blocks import show
from pages.parts.guard import fragment
from pages.parts.workspace_on_screen import Current


@fragment
def driver_links(current: Current) -> None:
    """The map, and the way to what proves its arrows."""
    title = "What moves what: from leading to lagging"
    with st.expander(title, icon=":material/arrow_forward:", key="moves", on_change="rerun") as opened:
        if not opened.open:
            return
        with st.spinner("Looking at every leading with every lagging metric …"):
            blocks = driver_link_blocks(current.reader)
        show(blocks)
        st.page_link("pages/prove/impact/page.py", label="Impact: what each programme did", icon=":material/science:")
