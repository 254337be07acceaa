"""What a first start says: this is a sample, and here is the way to your own."""

import streamlit as st


def welcome() -> None:
    """The sample said plainly, one button to bring one's own data, and the templates."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="welcome"):
        st.markdown(
            "**This is a sample company.** It is made up, so that there is something to look at before your own data "
            "is here. None of its numbers are real.",
            width=500,
        )
        if st.button("Bring your own data", type="primary", icon=":material/upload_file:"):
            st.switch_page("pages/data/upload.py")
        if st.button("Download templates", icon=":material/description:"):
            st.switch_page("pages/data/upload.py", query_params={"templates": "true"})
