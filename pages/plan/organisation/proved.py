"""What programs were proved to do, beside the organization that would do more of it."""

import streamlit as st

from metrics.impact import ProvedEffect
from metrics.programs import CONDITION, by_verdict, declared_pairs, grade_words, programs, proved_effects, usual_choices
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current

LOOKING = "Looking at what was proved …"


def proved(current: Current) -> tuple[ProvedEffect, ...]:
    """The proved effects that can become money."""
    with st.spinner(LOOKING):
        return proved_effects(current.snapshot)


def proved_beside(current: Current) -> None:
    """The sentences of the proved effects, and the way to all the others."""
    st.markdown("**And what was proved**")
    if not programs(current.snapshot):
        st.markdown("No programme is known, so nothing was proved yet.")
    else:
        choices = usual_choices(current.snapshot)
        with st.spinner(LOOKING):
            verdicts = by_verdict(declared_pairs(current.snapshot, lambda _: choices))
        if not verdicts.proved:
            st.markdown("No programme's effect on what it is for has been proved here.")
        for evaluation in verdicts.proved:
            unsaid = evaluation.evidence.question.chosen == "not said"
            rests = plain(f"{grade_words(evaluation.evidence)}.{f' On one condition: {CONDITION}.' if unsaid else ''}")
            st.markdown(f"- **{plain(evaluation.program.name)}.** {plain(evaluation.evidence.sentence)} :gray[{rests}]")
    st.page_link("pages/prove/impact/page.py", label="Impact: what each programme did", icon=":material/science:")
