"""Frozen quarters: numbers kept as they were presented, and what later imports made of them."""

import streamlit as st

from metrics.formatting import format_date
from metrics.query import Grain, Period, periods_within
from metrics.review import FrozenPeriod, freeze, frozen_period, frozen_periods, thaw
from pages.parts.asking import covered
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, current, who
from pages.review.frozen.frozen_numbers import frozen_numbers

GRAINS: tuple[Grain, ...] = ("quarter", "month", "year")


def freezing(here: Current) -> None:
    """Choose a period and keep its numbers."""
    with st.container(border=True, key="freezing"):
        period = chosen(here)
        if period is None:
            return
        former = frozen_period(here.snapshot, period.start, period.end)
        st.caption(
            f"Keeps every available metric of {plain(period.label)}, for the company and by team, as it stands in "
            f"version {here.snapshot.number}. Later imports go on changing the live numbers; here they are held "
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
        if st.button(label, type="primary", icon=":material/ac_unit:", disabled=here.sample or not sure):
            with guarded():
                freeze(here.workspace, here.snapshot, period, who())
                st.toast(f"{period.label} is frozen. History can undo this.", icon=":material/check:")
                st.session_state["frozen"] = period.label
                st.rerun()
    if here.sample:
        st.info(
            "This is the sample company: its numbers are made up, so they can't be frozen. Import your own files first."
        )
        st.page_link("pages/data/upload/page.py", label="Upload your files", icon=":material/upload_file:")


def chosen(here: Current) -> Period | None:
    """The period to freeze: the last complete quarter until somebody says otherwise. None while there is no data."""
    days = covered(here.snapshot)
    if days is None:
        st.info("Nothing in this workspace has a day on which it happened: upload a file with events first.")
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        grain = st.selectbox("Kind of period", GRAINS, key="frozen_grain", width=150, filter_mode=None)
        known = {
            period.label: period for period in reversed(periods_within(None, None, grain, days, here.snapshot.settings))
        }
        complete = next((number for number, period in enumerate(known.values()) if period.complete), 0)
        label = st.selectbox("Period", list(known), complete, key="frozen_period", width=150, filter_mode=None)
    return known[label]


def listed(known: tuple[FrozenPeriod, ...]) -> FrozenPeriod:
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
            for each in known
        ]
    )
    names = [each.label for each in known]
    labels = {
        each.label if names.count(each.label) == 1 else f"{each.label} from {format_date(each.start)}": each
        for each in known  # where the fiscal year was moved, two periods may go by one name
    }
    return labels[st.selectbox("Open", list(labels), key="frozen", bind="query-params", width=250, filter_mode=None)]


def taking_away(here: Current, frozen: FrozenPeriod) -> None:
    """A way to be rid of a period that was frozen by mistake."""
    with st.popover("Take it away", icon=":material/delete:"):
        st.markdown(f"The frozen numbers of {plain(frozen.label)} go; the data stays. History can undo this.")
        if st.button(f"Take the frozen {frozen.label} away"):
            with guarded():
                thaw(here.workspace, frozen, who())
                st.rerun()


st.title("Frozen quarters", anchor=False)
st.caption("What you presented stays as it was: see which numbers were restated since, and which file did it.")
here = current()
freezing(here)
known = frozen_periods(here.snapshot)
if known:
    opened = listed(known)
    frozen_numbers(here, opened)
    taking_away(here, opened)
elif not here.sample:
    st.info("Nothing is frozen yet. Choose the quarter you are about to present, and freeze it.")
