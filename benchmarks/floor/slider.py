"""The least a page with a slider can be: a title, and a fragment that shows the slider's number."""

import streamlit as st


@st.fragment
def moved() -> None:
    """What every move costs, whatever the page does."""
    st.write(st.slider("Level", 0, 2_500, 200))


st.title("Empty")
moved()
