"""Coxswain: shows whether sales enablement works, from the CSV exports a company already has."""

import streamlit as st

from pages.parts.guard import guarded

st.set_page_config(page_title="Coxswain", page_icon="pages/parts/mark.svg", layout="wide")
st.logo("pages/parts/logo.svg", size="large")

NAVIGATION = {
    "Review": [
        st.Page("pages/review/scorecard.py", title="Scorecard", icon=":material/monitoring:", default=True),
        st.Page("pages/review/metric.py", title="One metric", icon=":material/query_stats:"),
    ],
    "Data": [
        st.Page("pages/data/upload.py", title="Upload", icon=":material/upload_file:"),
        st.Page("pages/data/checks.py", title="Data checks", icon=":material/fact_check:"),
        st.Page("pages/data/people.py", title="Match people", icon=":material/group:"),
        st.Page("pages/data/history.py", title="History", icon=":material/history:"),
        st.Page("pages/data/settings.py", title="Settings", icon=":material/tune:"),
    ],
}
page = st.navigation(NAVIGATION, expanded=True)
with guarded():
    page.run()
