"""The second opinion: another method, by another author, which takes seconds and arrives when it is ready."""

import streamlit as st

from metrics.impact import SECOND_OPINION, NoOpinion, amount_text, likely_between_text, with_second_opinion
from metrics.programs import Evaluation, robustness_of
from pages.parts.markup import TableCell, table
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current


def robustness_view(current: Current, evaluation: Evaluation) -> None:
    """Draw it, or why there is none."""
    if evaluation.panel is None or evaluation.evidence.effect is None:
        return
    st.markdown("**Does a stricter method agree?**")
    with st.spinner("Asking another method …"):
        robustness = robustness_of(current.snapshot, evaluation)
    question = evaluation.evidence.question
    check = next(
        each for each in with_second_opinion(evaluation.evidence, robustness).checks if each.name == SECOND_OPINION
    )
    st.markdown(plain(check.finding))
    if isinstance(robustness, NoOpinion) or not evaluation.evidence.claims:
        return
    if robustness.bends:
        rows = [
            [
                TableCell(amount_text(each.bend, question).removeprefix("+")),
                TableCell(likely_between_text(each.low, each.high, question)),
            ]
            for each in robustness.bends
        ]
        table(
            "If whatever drift there was before the start had gone on, straight or bending by so much a quarter",
            [TableCell("Bend a quarter"), TableCell("The effect")],
            rows,
        )
    elif robustness.unbent:
        st.caption(plain(f"What is left if an earlier drift had gone on can't be said. {robustness.unbent}"))
