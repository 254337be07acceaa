"""The least a Streamlit app can be: a title, and a fragment with one choice that shows what was chosen."""

import streamlit as st


@st.fragment
def chosen() -> None:
    """What every interaction costs, whatever the page does."""
    number = st.selectbox("Choice", [f"Choice {number}" for number in range(1, 11)], filter_mode=None)
    st.write(number)


st.title("Empty")
chosen()
