"""Glossary: what every metric means, an example of it, and whether this workspace has what it needs."""

from collections.abc import Mapping

import streamlit as st

from metrics.formatting import plural
from metrics.query import GlossaryEntry, contains_all, glossary_entries, glossary_words
from metrics.semantic import MetricGroup
from pages.measure.glossary.entry_section import entry_section
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import current_workspace

EVERY = "every metric"


def sought(
    entries: Mapping[MetricGroup, tuple[GlossaryEntry, ...]],
) -> tuple[dict[MetricGroup, list[GlossaryEntry]], dict[str, str]]:
    """The entries and the words that the address asks for; a link to one metric asks for no words."""
    titles = [entry.metric.title for group in entries.values() for entry in group]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input("Search", key="search", bind="query-params", type="search", width=300)
        title = st.selectbox("Metric", [EVERY, *titles], key="entry", bind="query-params", filter_mode=None, width=320)
    matches = {
        group: [entry for entry in of_group if title in (EVERY, entry.metric.title) and entry.speaks_of(search)]
        for group, of_group in entries.items()
    }
    spoken = {word: meaning for word, meaning in glossary_words().items() if contains_all(f"{word} {meaning}", search)}
    if not any(matches.values()) and not spoken:
        st.info(f"Nothing speaks of “{plain(search)}”. Try fewer words.")
    return {group: of_group for group, of_group in matches.items() if of_group}, spoken if title == EVERY else {}


st.title("Glossary", anchor=False)
current = current_workspace()
shown, spoken = sought(glossary_entries(current.snapshot))
count = sum(map(len, shown.values()))
available = sum(entry.missing is None for of_group in shown.values() for entry in of_group)
st.caption(
    f"{plural(count, 'metric')}, {available} available{'. The words that pages use stand below' * bool(spoken)}."
)
for group, of_group in shown.items():
    st.header(group, anchor=False)
    for entry in of_group:
        entry_section(entry, current, alone=count == 1)
if spoken:
    st.header("Words", anchor="words")
    st.markdown("\n".join(f"- **{plain(word)}**: {plain(meaning)}" for word, meaning in spoken.items()))
