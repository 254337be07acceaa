"""A chart on screen: its title, the figure, and a text for those who can't see it."""

import re

import streamlit as st

from metrics.render import CONFIG, figure_of
from metrics.report import Chart
from pages.parts.plain import plain


def show_chart(chart: Chart) -> None:
    """Draw a chart under a title that says what it shows, with a text for those who can't see it."""
    st.markdown(f"**{plain(chart.title)}**")
    figure = figure_of(chart)
    config = {**CONFIG, "toImageButtonOptions": {"filename": file_name(chart.title), "scale": 2}}
    height = int(figure.layout.height)
    st.plotly_chart(figure, width="stretch", height=height, key=chart.key, config=config, alt=chart.alt)


def file_name(title: str) -> str:
    """A title as the name of a file, without an ending: “Win rate in Q3 2026” is win-rate-in-q3-2026."""
    return "-".join(re.findall(r"\w+", title.lower()))[:80]
