"""History: every version of the data, who made it from which files, and the way back."""

import streamlit as st

from pages.data.history.free_space import free_space
from pages.data.history.version_entry import version_entry
from pages.parts.guard import guarded
from pages.parts.workspace_on_screen import own_workspace, who

SHOWN = 20

st.title("History", anchor=False)
versions = sorted(own_workspace().history(), key=lambda version: version.number, reverse=True)
if not versions:
    st.info("Nothing has been imported yet: the sample is on screen. Your first import becomes version 1.")
    st.page_link("pages/data/upload/page.py", label="Upload your files", icon=":material/upload_file:")
else:
    st.markdown("Nothing is ever overwritten. Going back adds a version, so that this too can be undone.")
    if st.button("Undo the last change", icon=":material/undo:"):
        with guarded():
            own_workspace().undo(who())
            st.rerun()
    everything = len(versions) <= SHOWN or st.toggle(f"Show all {len(versions)} versions", key="everything")
    for version in versions if everything else versions[:SHOWN]:
        version_entry(version, newest=version is versions[0])
    free_space(versions)
