"""The matches people confirmed, each of which can be taken back."""

import streamlit as st

from metrics.formatting import plural
from metrics.quality import Matching
from pages.parts.guard import guarded
from pages.parts.workspace_on_screen import Current, who


def remembered_matches(matching: Matching, current: Current) -> None:
    """The matches people said, each of which can be taken back."""
    remembered = matching.remembered
    if not remembered or current.sample:
        return
    st.header("Matches you said", anchor=False)
    chosen = st.multiselect(
        f"{plural(len(remembered), 'match', 'matches')} remembered. Take back",
        list(remembered),
        format_func=remembered.__getitem__,
        placeholder="none",
    )
    if st.button(f"Take back {plural(len(chosen), 'match', 'matches')}", disabled=not chosen, icon=":material/undo:"):
        with guarded():
            matching.forget(current.workspace, chosen, who())
            st.toast("Taken back. History can undo this.", icon=":material/check:")
            st.rerun()
