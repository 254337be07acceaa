"""Frozen quarters: numbers kept as they were presented, and what later imports made of them."""

import streamlit as st

from metrics.review import FrozenQuarters
from pages.parts.workspace_on_screen import current_workspace
from pages.review.frozen.freeze_form import freeze_form
from pages.review.frozen.frozen_list import frozen_list, thaw_button
from pages.review.frozen.frozen_numbers import frozen_numbers

st.title("Frozen quarters", anchor=False)
st.caption("What you presented stays as it was: see which numbers were restated since, and which file did it.")
current = current_workspace()
quarters = FrozenQuarters(current.workspace, current.reader)
freeze_form(current, quarters)
opened = frozen_list(quarters)
if opened is not None:
    frozen_numbers(quarters, opened)
    thaw_button(quarters, opened)
elif not current.sample:
    st.info("Nothing is frozen yet. Choose the quarter you are about to present, and freeze it.")
