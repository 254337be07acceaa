"""Programs: which there are and how far, registered before they are judged, and whose roll-out is drawn by lot."""

import streamlit as st

from metrics.programs import Register
from pages.parts.blocks import show
from pages.parts.workspace_on_screen import current_workspace
from pages.prove.programmes.register_form import register_form
from pages.prove.programmes.rollout_form import rollout_form
from pages.prove.programmes.withdraw_form import withdraw_form

st.title("Programmes", anchor=False)
st.caption(
    "Say what a programme is for before it begins, and let some start later: then nobody can doubt what came of it."
)
current = current_workspace()
register = Register(current.workspace, current.reader)
show(register.programs)
if registered := register.table:
    with st.expander("What was registered, and when", icon=":material/lock:", key="programmes_registered"):
        show((registered,))
if current.sample:
    st.info("This is the sample company: registering and drawing need your own data.", icon=":material/info:")
with st.expander("Register a programme", icon=":material/edit_document:", key="programmes_register"):
    register_form(current, register)
with st.expander("Plan a roll-out", icon=":material/casino:", key="programmes_rollout", on_change="rerun") as opened:
    if opened.open:
        rollout_form(current)
withdraw_form(register)
