"""Glossary: what every metric means, an example of it, and whether this workspace has what it needs."""

import streamlit as st

from metrics.formatting import plural
from metrics.query import Glossary
from pages.measure.glossary.entry_section import entry_section
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import current_workspace

EVERY = "every metric"


def sought(glossary: Glossary) -> Glossary:
    """What the address asks for; a link to one metric asks for no words."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input("Search", key="search", bind="query-params", type="search", width=300)
        title = st.selectbox(
            "Metric", [EVERY, *glossary.titles], key="entry", bind="query-params", filter_mode=None, width=320
        )
    matching = glossary.speaking_of(search, None if title == EVERY else title)
    if not matching.entries and not matching.words:
        st.info(f"Nothing speaks of “{plain(search)}”. Try fewer words.")
    return matching


st.title("Glossary", anchor=False)
current = current_workspace()
shown = sought(Glossary.of(current.snapshot))
below = ". The words that pages use stand below" * bool(shown.words)
st.caption(f"{plural(shown.count, 'metric')}, {shown.available} available{below}.")
for group, of_group in shown.entries.items():
    st.header(group, anchor=False)
    for entry in of_group:
        entry_section(entry, current, alone=shown.count == 1)
if shown.words:
    st.header("Words", anchor="words")
    st.markdown("\n".join(f"- **{plain(word)}**: {plain(meaning)}" for word, meaning in shown.words.items()))
