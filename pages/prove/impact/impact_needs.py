"""Where no program is known: what the page would need before it could say anything."""

import streamlit as st

from metrics.programs import power_sentence
from metrics.query import Reader
from pages.parts.plain import plain
from pages.parts.template_list import template_button

NEEDED = (
    "**Nothing can be judged yet: nobody has said which programmes there were, nor whom they reached when.** Deals "
    "alone can't tell: if the win rate rose, nobody knows whether it would have risen anyway."
)
WAYS = (
    ("programs", "The programmes: a name, and the metric each is for."),
    ("rollout", "The roll-out: who was reached by which programme on which day. It helps if not all started at once."),
    ("training", "Or training: who came to which session on which day, with the programme's id."),
    ("people", "The roster: who was in which team and segment since when. New hires ramp, so tenure must be known."),
)
NEEDED_COLUMNS = {"people": ("team", "started_on")}
"""Without these a table is of little use here, though it may be imported."""


def needs(reader: Reader) -> None:
    """What to bring, with a template each, and where to bring it."""
    st.info(NEEDED, icon=":material/help:")
    for table, words in WAYS:
        stored_table = reader.snapshot.tables.get(table)
        there = stored_table is not None and set(NEEDED_COLUMNS.get(table, ())) <= set(stored_table.columns)
        with st.container(horizontal=True, vertical_alignment="center"):
            lacking = "" if there or stored_table is None else " Yours is there, but doesn't say all of this."
            st.markdown(f"{':material/check:' if there else ':material/add:'} {plain(words + lacking)}")
            if stored_table is None:
                template_button(table, f"needs_{table}")
    if sentence := power_sentence(reader, "win_rate"):
        st.markdown(plain(sentence))
    st.page_link("pages/data/upload/page.py", label="Upload them", icon=":material/upload_file:")
