"""Glossary: what every metric means, an example of it, and whether this workspace has what it needs."""

from collections.abc import Mapping

import streamlit as st

from metrics.formatting import plural
from metrics.query import GlossaryEntry, contains_all, glossary_entries, glossary_words
from metrics.render import UNIT_WORDS
from metrics.schema import contracts
from metrics.semantic import MetricGroup
from pages.parts.missing import ways_out
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, current

EVERY = "every metric"


def sought(
    known: Mapping[MetricGroup, tuple[GlossaryEntry, ...]],
) -> tuple[dict[MetricGroup, list[GlossaryEntry]], dict[str, str]]:
    """The entries and the words that the address asks for; a link to one metric asks for no words."""
    titles = [entry.metric.title for group in known.values() for entry in group]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input("Search", key="search", bind="query-params", type="search", width=300)
        title = st.selectbox("Metric", [EVERY, *titles], key="entry", bind="query-params", filter_mode=None, width=320)
    found = {
        group: [entry for entry in of_group if title in (EVERY, entry.metric.title) and entry.speaks_of(search)]
        for group, of_group in known.items()
    }
    spoken = {word: meaning for word, meaning in glossary_words().items() if contains_all(f"{word} {meaning}", search)}
    if not any(found.values()) and not spoken:
        st.info(f"Nothing speaks of “{plain(search)}”. Try fewer words.")
    return {group: of_group for group, of_group in found.items() if of_group}, spoken if title == EVERY else {}


def entry_section(entry: GlossaryEntry, here: Current, alone: bool) -> None:
    """One metric, opened where it is the only one."""
    metric = entry.metric
    state = "" if entry.missing is None else " :orange-badge[not available]"
    label = f"**{plain(metric.title)}**{state} {plain(metric.summary)}"
    with st.expander(label, expanded=alone, key=f"entry_{metric.name}"):
        st.markdown(plain(metric.definition))
        st.markdown(f"*Example.* {plain(metric.example)}")
        reads = "; ".join(
            f"{contracts()[table].title} ({', '.join(columns)})" for table, columns in metric.reads.items()
        )
        st.markdown(
            f"**Unit** {UNIT_WORDS[metric.unit]} · **Better** {metric.better} · **Kind** {metric.kind}  \n"
            f"**Reads** {plain(reads)}"
        )
        whose = "the sample company" if here.sample else "this workspace"
        if entry.missing is None:
            st.markdown(f":material/check: Available in {whose}.")
        else:
            st.markdown(f":material/block: Not available in {whose}. {plain(entry.missing)}")
            ways_out(metric, here.snapshot)
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


st.title("Glossary", anchor=False)
here = current()
shown, spoken = sought(glossary_entries(here.snapshot))
count = sum(map(len, shown.values()))
available = sum(entry.missing is None for of_group in shown.values() for entry in of_group)
st.caption(
    f"{plural(count, 'metric')}, {available} available{'. The words that pages use stand below' * bool(spoken)}."
)
for group, of_group in shown.items():
    st.header(group, anchor=False)
    for entry in of_group:
        entry_section(entry, here, alone=count == 1)
if spoken:
    st.header("Words", anchor="words")
    st.markdown("\n".join(f"- **{plain(word)}**: {plain(meaning)}" for word, meaning in spoken.items()))
