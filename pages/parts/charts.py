"""A chart on screen: its title, the figure, and a text for those who can't see it."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from metrics.render import CONFIG, figure_of
from metrics.report import Chart
from pages.parts.plain import plain

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

FIGURES = 100


def show_chart(chart: Chart) -> None:
    """Draw a chart under a title that says what it shows, with a text for those who can't see it."""
    st.markdown(f"**{plain(chart.title)}**")
    figure, height = _drawn(chart)
    config = {**CONFIG, "toImageButtonOptions": {"filename": file_name(chart.title), "scale": 2}}
    st.plotly_chart(figure, width="stretch", height=height, key=chart.key, config=config, alt=chart.alt)


@lru_cache(maxsize=FIGURES)
def _drawn(chart: Chart) -> "tuple[Figure, int]":
    """The figure of a chart and its height in pixels, made once for all sessions; nobody may change it.

    Plotly checks each value that a figure is given, which takes longer than all else on most pages.
    """
    figure = figure_of(chart)
    return figure, int(figure.layout.height)


def file_name(title: str) -> str:
    """A title as the name of a file, without an ending: “Win rate in Q3 2026” is win-rate-in-q3-2026."""
    return "-".join(re.findall(r"\w+", title.lower()))[:80]
