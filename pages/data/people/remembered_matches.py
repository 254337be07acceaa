"""The matches people confirmed, each of which can be taken back."""

import streamlit as st

from metrics.formatting import plural
from metrics.quality import confirmed_matches, forget_match
from pages.data.people.match_questions import named
from pages.parts.guard import guarded
from pages.parts.workspace_on_screen import Current, who


def remembered_matches(current: Current) -> None:
    """The matches people said, each of which can be taken back."""
    remembered = dict(confirmed_matches(current.snapshot))
    if not remembered or current.sample:
        return
    st.header("Matches you said", anchor=False)
    chosen = st.multiselect(
        f"{plural(len(remembered), 'match', 'matches')} remembered. Take back",
        list(remembered),
        format_func=lambda reference: f"{reference} → {named(remembered[reference])}",
        placeholder="none",
    )
    if st.button(f"Take back {plural(len(chosen), 'match', 'matches')}", disabled=not chosen, icon=":material/undo:"):
        with guarded():
            forget_match(current.workspace, chosen, who())
            st.toast("Taken back. History can undo this.", icon=":material/check:")
            st.rerun()
