"""People and teams: whose rate can be told apart from the average, and whose can't. No rank without its range."""

import streamlit as st

from metrics.people import describe_performance, performance_computed, performance_rates
from pages.parts.guard import fragment
from pages.parts.plain import plain
from pages.parts.prove_style import styled
from pages.parts.text_block import show_sentences, show_table
from pages.parts.workspace_on_screen import Current, current_workspace
from pages.prove.people_and_teams.funnel_chart import funnel_view
from pages.prove.people_and_teams.rate_choice import rate_choice


@fragment
def people_and_teams(current: Current) -> None:
    """Everything the choices move."""
    choice = rate_choice(current.snapshot)
    if choice is None:
        st.info("No share of anything counted is known yet: upload deals or training with an owner or a person each.")
        return
    metric, by = choice.metric, choice.by
    if not choice.can_be_told(current.snapshot):
        st.info(plain(f"{metric.title} can't be told for each {by} here: choose another metric, or upload the roster."))
        return
    performance = performance_rates(current.snapshot, choice.question)
    block = describe_performance(performance, choice.period, by_rate=choice.by_rate)
    show_sentences(block.sentences)
    if performance.funnel is not None:
        funnel_view(performance, by, block.sentences, current.snapshot.settings.currency)
    show_table(block, "rates_table")
    with st.expander(
        "How is this computed?", icon=":material/function:", key="rates_computed", on_change="rerun"
    ) as opened:
        if opened.open:
            st.markdown("\n".join(f"- {plain(note)}" for note in performance_computed(performance)))
            sql = f"{performance.answer.prelude.strip()}\n\n{performance.answer.sql.strip()}"
            st.code(sql, language="sql", height=420)


st.title("People and teams", anchor=False)
st.caption(
    "Whose result is more than chance? Twelve deals say little of anybody, so a rate never stands without its range."
)
styled()
people_and_teams(current_workspace())
