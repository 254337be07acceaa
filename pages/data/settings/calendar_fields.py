"""The settings on days: the fiscal year, the week, the time zone, and how far the data reaches."""

from calendar import day_name, month_name
from typing import Any
from zoneinfo import available_timezones

import streamlit as st

from metrics.schema import Settings

SHARES = (0.1, 0.25, 0.5, 0.75, 0.9, 1.0)


def calendar_fields(settings: Settings, last_event: str) -> dict[str, Any]:
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
