"""One entry of the glossary: what a metric means, its unit, and whether it can be had here."""

import streamlit as st

from metrics.query import GlossaryEntry
from pages.parts.blocks import show
from pages.parts.missing import ways_out
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current


def entry_section(entry: GlossaryEntry, current: Current, alone: bool) -> None:
    """One metric, opened where it is the only one."""
    metric = entry.metric
    state = "" if entry.missing is None else " :orange-badge[not available]"
    label = f"**{plain(metric.title)}**{state} {plain(metric.summary)}"
    with st.expander(label, expanded=alone, key=f"entry_{metric.name}"):
        show(entry.blocks)
        whose = "the sample company" if current.sample else "this workspace"
        if entry.missing is None:
            st.markdown(f":material/check: Available in {whose}.")
        else:
            st.markdown(f":material/block: Not available in {whose}. {plain(entry.missing)}")
            ways_out(metric, current.reader)
        with st.container(horizontal=True):
            st.page_link(
                "pages/review/metric/page.py",
                label="See its values",
                icon=":material/query_stats:",
                query_params={"metric": metric.title},
            )
            st.page_link(
                "pages/measure/glossary/page.py",
                label="Link to this entry",
                icon=":material/link:",
                query_params={"entry": metric.title},
            )
