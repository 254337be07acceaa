"""The form that freezes a period: which one, and the button that keeps its numbers."""

from typing import Literal

import streamlit as st

from metrics.formatting import format_date
from metrics.query import Period
from metrics.review import FrozenQuarters
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, who

GRAINS: tuple[Literal["quarter", "month", "year"], ...] = ("quarter", "month", "year")


def freeze_form(current: Current, quarters: FrozenQuarters) -> None:
    """Choose a period and keep its numbers."""
    with st.container(border=True, key="freezing"):
        period = period_to_freeze(quarters)
        if period is None:
            return
        former = quarters.of(period)
        st.caption(
            f"Keeps every available metric of {plain(period.label)}, for the company and by team, as it stands in "
            f"version {current.snapshot.number}. Later imports go on changing the live numbers; here they are held "
            "against what you presented."
        )
        if not period.complete:
            st.warning(f"The data doesn't cover all of {plain(period.label)} yet: later data is bound to change it.")
        sure = former is None or st.checkbox(
            f"Replace what {plain(former.who)} froze of {plain(former.label)} on "
            f"{format_date(former.frozen_at.date())} (History brings it back)",
            key=f"replace_{former.name}_{former.version}",
        )
        label = f"Freeze {period.label} again" if former else f"Freeze {period.label}"
        if st.button(label, type="primary", icon=":material/ac_unit:", disabled=current.sample or not sure):
            with guarded():
                quarters.freeze(period, who())
                st.toast(f"{period.label} is frozen. History can undo this.", icon=":material/check:")
                st.session_state["frozen"] = period.label
                st.rerun()
    if current.sample:
        st.info(
            "This is the sample company: its numbers are made up, so they can't be frozen. Import your own files first."
        )
        st.page_link("pages/data/upload/page.py", label="Upload your files", icon=":material/upload_file:")


def period_to_freeze(quarters: FrozenQuarters) -> Period | None:
    """The period to freeze: the last complete quarter until somebody says otherwise. None while there is no data."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        grain = st.selectbox("Kind of period", GRAINS, key="frozen_grain", width=150, filter_mode=None)
        periods = quarters.to_freeze(grain)
        if not periods:
            st.info("Nothing in this workspace has a day on which it happened: upload a file with events first.")
            return None
        complete = next((number for number, period in enumerate(periods.values()) if period.complete), 0)
        label = st.selectbox("Period", list(periods), complete, key="frozen_period", width=150, filter_mode=None)
    return periods[label]
