"""The frozen periods, the one to open, and the way to be rid of it."""

import streamlit as st

from metrics.formatting import format_date
from metrics.review import FrozenPeriod, thaw
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, who


def frozen_list(frozen: tuple[FrozenPeriod, ...]) -> FrozenPeriod:
    """The frozen periods, and the one to open."""
    st.table(
        [
            {
                "Period": each.label,
                "Frozen on": format_date(each.frozen_at.date()),
                "By": plain(each.who),
                "Version": str(each.version),
                "Data through": format_date(each.data_through),
            }
            for each in frozen
        ]
    )
    names = [each.label for each in frozen]
    labels = {
        each.label if names.count(each.label) == 1 else f"{each.label} from {format_date(each.start)}": each
        for each in frozen  # where the fiscal year was moved, two periods may go by one name
    }
    return labels[st.selectbox("Open", list(labels), key="frozen", bind="query-params", width=250, filter_mode=None)]


def thaw_button(current: Current, frozen: FrozenPeriod) -> None:
    """A way to be rid of a period that was frozen by mistake."""
    with st.popover("Take it away", icon=":material/delete:"):
        st.markdown(f"The frozen numbers of {plain(frozen.label)} go; the data stays. History can undo this.")
        if st.button(f"Take the frozen {frozen.label} away"):
            with guarded():
                thaw(current.workspace, frozen, who())
                st.rerun()
