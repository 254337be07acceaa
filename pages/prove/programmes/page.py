"""Programs: which there are and how far, registered before they are judged, and whose roll-out is drawn by lot."""

import streamlit as st

from pages.parts.prove_style import styled
from pages.parts.workspace_on_screen import current_workspace
from pages.prove.programmes.program_list import program_list, withdrawn_list
from pages.prove.programmes.register_form import register_form, withdraw_form
from pages.prove.programmes.registered import registered
from pages.prove.programmes.rollout_form import rollout_form


def show() -> None:
    """The page: the list, then what can be done."""
    st.title("Programmes", anchor=False)
    st.caption(
        "Say what a programme is for before it begins, and let some start later: then nobody can doubt what came of it."
    )
    current = current_workspace()
    styled()
    program_list(current)
    withdrawn_list(current)
    registered(current)
    if current.sample:
        st.info("This is the sample company: registering and drawing need your own data.", icon=":material/info:")
    with st.expander("Register a programme", icon=":material/edit_document:", key="programmes_register"):
        register_form(current)
    with st.expander(
        "Plan a roll-out", icon=":material/casino:", key="programmes_rollout", on_change="rerun"
    ) as opened:
        if opened.open:
            rollout_form(current)
    withdraw_form(current)


show()
