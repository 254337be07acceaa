"""Settings: what a workspace's people decided once, in one form, saved as a version that can be undone."""

from calendar import day_name, month_name
from dataclasses import replace
from typing import Any
from zoneinfo import available_timezones

import streamlit as st

from metrics.formatting import listed
from metrics.intake import tables_of_other_zones
from metrics.quality import stages_in_use
from metrics.schema import LONGEST_RAMP, Settings, contracts
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.word_editor import edit_coverage, edit_roles, edit_stages
from pages.parts.workspace_on_screen import current, own_workspace, who

SHARES = (0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
AMOUNTS = (None, "ARR", "ACV", "TCV", "first year")


def money(settings: Settings) -> dict[str, Any]:
    """The currency of the workspace and what a deal's amount stands for."""
    st.header("Money", anchor=False)
    left, right = st.columns(2)
    return {
        "currency": left.text_input(
            "Currency (three letters)",
            settings.currency,
            max_chars=3,
            help="Amounts without a currency are in this one.",
        ).upper(),
        "amount_means": right.selectbox(
            "A deal's amount is its",
            AMOUNTS,
            AMOUNTS.index(settings.amount_means),
            format_func=lambda meaning: meaning or "not said yet",
            help="Printed on every money card, so that nobody reads a yearly value as a total.",
        ),
        "quantity_default": 1
        if st.toggle("Where a deal has no quantity, it is one unit", settings.quantity_default == 1)
        else None,
        "ramp_days": st.number_input(
            "Days over which a new seller's quota grows to its full size",
            0,
            LONGEST_RAMP,
            settings.ramp_days,
            width=420,
            help="An assumption of yours, used for quota attainment. 0: the full quota from the first day at work.",
        ),
    }


def calendar(settings: Settings, last_event: str) -> dict[str, Any]:
    """The fiscal year, the week, the time zone and how far the data reaches."""
    st.header("Calendar", anchor=False)
    zones = sorted(available_timezones())
    shares = sorted({*SHARES, settings.attended_share})
    left, right = st.columns(2)
    return {
        "fiscal_year_start": left.selectbox(
            "The fiscal year starts in",
            range(1, 13),
            settings.fiscal_year_start - 1,
            format_func=lambda n: month_name[n],
        ),
        "week_start": right.selectbox(
            "The week starts on", range(1, 8), settings.week_start - 1, format_func=lambda n: day_name[n - 1]
        ),
        "time_zone": left.selectbox("Days are counted in the time zone", zones, zones.index(settings.time_zone)),
        "data_through": right.date_input(
            "Data through", settings.data_through, help=f"Empty: the latest event that has happened ({last_event})."
        ),
        "attended_share": left.selectbox(
            "Part of a session that counts as attended",
            shares,
            shares.index(settings.attended_share),
            format_func="{:.0%}".format,
        ),
    }


def save(settings: Settings, former: Settings) -> None:
    with guarded():
        own_workspace().publish((), action="Changed the settings", who=who(), settings=settings)
        st.toast("Settings saved. History can undo this.", icon=":material/check:")
        if settings.time_zone != former.time_zone:
            warn_of_doubles(settings)


def warn_of_doubles(settings: Settings) -> None:
    """Days of another zone may be others: rows that only their values tell apart then look like further ones."""
    tables = tables_of_other_zones(own_workspace(), settings)
    if tables:
        st.warning(
            f"Days are counted in {plain(settings.time_zone)} from now on. Files of {listed(tables)} were "
            "imported in another time zone, and their rows have no id: an export that holds them again may store them "
            "twice. "
            "Import such an export as a complete one, or undo the change in History.",
            icon=":material/schedule:",
        )


st.title("Settings", anchor=False)
here = current()
settings = own_workspace().latest().settings
if here.sample:
    st.info("These settings are your own workspace's, not the sample's: they count from your first import on.")
with st.form("settings", border=False):
    changed = money(settings) | calendar(settings, "the data's own" if here.sample else str(here.snapshot.published_at))
    st.header("Words", anchor=False)
    changed["stage_words"] = edit_stages(settings.stage_words, () if here.sample else stages_in_use(here.snapshot))
    changed["role_functions"] = edit_roles(settings.role_functions)
    st.header("Coverage", anchor=False)
    tables = () if here.sample else tuple(contracts()[name] for name in here.snapshot.tables)
    changed["coverage"] = edit_coverage(settings.coverage, tables)
    if st.form_submit_button("Save the settings", type="primary"):
        save(replace(settings, **changed), settings)
