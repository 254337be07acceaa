"""Each band's metric over the quarters, with the days on which teams came into another band."""

from functools import partial

import streamlit as st

from metrics.people import Baseline, band_trend_blocks, headline_metrics
from pages.parts.asking import answer_to
from pages.parts.blocks import show
from pages.parts.workspace_on_screen import Current


def trend_view(current: Current, baseline: Baseline) -> None:
    """One of the nine, a line for each band of today."""
    titles = [metric.title for metric in headline_metrics()]
    chosen = st.selectbox("Metric", titles, key="plan_trend", persist_state="session", filter_mode=None, width=420)
    show(band_trend_blocks(baseline, chosen, partial(answer_to, current.reader)))
