"""The frozen periods, the one to open, and the way to be rid of it."""

import streamlit as st

from metrics.review import FrozenPeriod, frozen_by_label, frozen_table, thaw
from pages.blocks import show
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, who


def frozen_list(current: Current) -> FrozenPeriod | None:
    """The frozen periods, and the one to open; None while nothing is frozen."""
    periods = frozen_by_label(current.snapshot)
    if not periods:
        return None
    show((frozen_table(periods.values()),))
    return periods[st.selectbox("Open", list(periods), key="frozen", bind="query-params", width=250, filter_mode=None)]


def thaw_button(current: Current, frozen: FrozenPeriod) -> None:
    """A way to be rid of a period that was frozen by mistake."""
    with st.popover("Take it away", icon=":material/delete:"):
        st.markdown(f"The frozen numbers of {plain(frozen.label)} go; the data stays. History can undo this.")
        if st.button(f"Take the frozen {frozen.label} away"):
            with guarded():
                thaw(current.workspace, frozen, who())
                st.rerun()
