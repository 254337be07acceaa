"""The curves of newcomers with their title, and who is still under way and followed."""

import streamlit as st

from metrics.people import Ramps, still_followed
from pages.parts.charts import show
from pages.parts.markup import TableCell, table
from pages.prove.ramp.ramp_chart import MOST_CURVES, ramp_chart


def ramp_curves(ramps: Ramps, alt: str) -> None:
    """The curves, and how many are followed for how long; `alt` is for those who can't see them."""
    later = f", of those still under way on day {ramps.since:g}" if ramps.since else ""
    title = f"{ramps.metric.short_title}: share that had got there, by days since the start{later}"
    show(ramp_chart(ramps), title, alt, "ramp")
    if len(ramps.groups) > MOST_CURVES:
        st.caption(f"The {MOST_CURVES} largest groups are drawn; the table has all.")
    heading, *rows = still_followed(ramps)
    table(
        "Still under way, and followed",
        [TableCell(name) for name in heading],
        [[TableCell(text) for text in row] for row in rows],
    )
