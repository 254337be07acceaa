"""What a first start says: this is a sample, and here is the way to your own."""

import streamlit as st

from pages.parts.workspace_on_screen import current_workspace

WITHOUT_THE_LINE = frozenset({"scorecard", "upload", "recipes", "history", "settings"})
"""Addresses: the Scorecard says it at length; the others show nothing of the sample's."""


def sample_line(address: str) -> None:
    """One line above every page that shows the sample's numbers, by the page's address."""
    if address in WITHOUT_THE_LINE or not current_workspace().sample:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="sample_line"):
        st.markdown(":material/info: **Sample company:** made up, none of these numbers are real.", width="content")
        st.page_link("pages/data/upload/page.py", label="Bring your own data", icon=":material/upload_file:")


def welcome() -> None:
    """The sample said plainly, one button to bring one's own data, and the templates."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="welcome"):
        st.markdown(
            "**This is a sample company.** It is made up, so that there is something to look at before your own data "
            "is here. None of its numbers are real.",
            width=500,
        )
        if st.button("Bring your own data", type="primary", icon=":material/upload_file:"):
            st.switch_page("pages/data/upload/page.py")
        if st.button("Download templates", icon=":material/description:"):
            st.switch_page("pages/data/upload/page.py", query_params={"templates": "true"})
