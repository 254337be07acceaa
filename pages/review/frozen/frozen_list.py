"""The frozen periods, the one to open, and the way to be rid of it."""

import streamlit as st

from metrics.review import FrozenPeriod, FrozenQuarters
from pages.parts.blocks import show
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import who


def frozen_list(quarters: FrozenQuarters) -> FrozenPeriod | None:
    """The frozen periods, and the one to open; None while nothing is frozen."""
    periods = quarters.by_label
    if not periods:
        return None
    show((quarters.table,))
    return periods[st.selectbox("Open", list(periods), key="frozen", bind="query-params", width=250, filter_mode=None)]


def thaw_button(quarters: FrozenQuarters, frozen: FrozenPeriod) -> None:
    """A way to be rid of a period that was frozen by mistake."""
    with st.popover("Take it away", icon=":material/delete:"):
        st.markdown(f"The frozen numbers of {plain(frozen.label)} go; the data stays. History can undo this.")
        if st.button(f"Take the frozen {frozen.label} away"):
            with guarded():
                quarters.thaw(frozen, who())
                st.rerun()
