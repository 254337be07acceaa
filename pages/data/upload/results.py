"""What an import did, file by file, with the way back."""

from collections.abc import Sequence

import streamlit as st

from metrics.report import Block
from pages.parts.blocks import show
from pages.parts.guard import guarded
from pages.parts.workspace_on_screen import own_workspace, who


def results(reports: Sequence[tuple[Block, ...]]) -> None:
    """Rows used and set aside, metrics that still miss a column, and a button that undoes it all."""
    with st.container(border=True, key="results"):
        st.header("Imported", anchor=False)
        for report in reports:
            show(report)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link("pages/review/scorecard/page.py", label="See the Scorecard", icon=":material/monitoring:")
            st.page_link("pages/data/checks/page.py", label="Check the data", icon=":material/fact_check:")
            if st.button("Undo this import", icon=":material/undo:"):
                with guarded():
                    own_workspace().undo(who())
                    del st.session_state["imported"]
                    st.toast("The import was undone; History keeps it.", icon=":material/undo:")
                    st.rerun()
