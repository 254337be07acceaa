"""Beside the recommendation: the nine metrics of teams by how many people an enablement person serves."""

from functools import partial

import streamlit as st

from metrics.people import Baseline, beside_blocks, served_blocks
from pages.parts.asking import answer_to
from pages.parts.blocks import show
from pages.parts.workspace_on_screen import Current


def beside_view(current: Current, baseline: Baseline) -> None:
    """The table, what it says and what it doesn't; which team is in which band, and who fits in none."""
    show(beside_blocks(baseline, partial(answer_to, current.reader)))
    if baseline.last_year is None:
        return
    if baseline.ratios is None:
        st.page_link("pages/data/upload/page.py", label="Upload coverage", icon=":material/upload_file:")
        return
    table, *beside_bands = served_blocks(baseline.ratios)
    with st.expander("Which team is served how well, and since when", key="served", on_change="rerun") as opened:
        if opened.open:
            show((table,))
    show(beside_bands)
