"""Impact: what each program did, how sure that is, and where nobody can say."""

import streamlit as st

from metrics.formatting import format_date
from metrics.programs import (
    EffectMatrix,
    OpenedPair,
    caveat_blocks,
    declared_pairs,
    effect_matrix,
    evaluation_blocks,
    followed_evaluation,
    matrix_blocks,
    matrix_values,
    programs_by_title,
    robustness_blocks,
    summary_blocks,
    support_blocks,
)
from pages.blocks import show
from pages.parts.asking import data_through
from pages.parts.downloads import csv_button
from pages.parts.plain import plain
from pages.parts.prove_style import styled
from pages.parts.workspace_on_screen import Current, current_workspace
from pages.prove.impact.impact_cell import more
from pages.prove.impact.impact_choices import asked
from pages.prove.impact.impact_needs import needs
from pages.prove.impact.roi_view import roi_view


def impact(current: Current) -> None:
    """What is proved, one program and outcome opened, and everything that was looked at.

    What takes longer is drawn later, in its place: the headline waits for nothing else.
    """
    snapshot = current.snapshot
    top = st.container()
    opened = asked(snapshot)
    with top, st.spinner("Judging what each programme is for …"):
        own = declared_pairs(snapshot, opened.choices_of)
        with st.container(border=True, key="impact_summary"):
            show(summary_blocks(own))
    matrix = None if opened.pair in own.evaluations else every_pair(current, opened)
    evaluation = followed_evaluation((matrix or own).evaluations[opened.pair])
    show(evaluation_blocks(evaluation))
    caveats = st.container()
    show(support_blocks(evaluation))
    robustness = st.container()
    roi_view(current, evaluation)
    more(current, evaluation)
    rest = st.container()
    matrix = matrix or every_pair(current, opened)
    with caveats:
        show(caveat_blocks(matrix.evaluations[opened.pair]))
    with rest:
        show(matrix_blocks(snapshot, matrix))
        csv_button("Download", lambda: matrix_values(matrix), "impact.csv", "impact_matrix")
    if evaluation.evidence.effect is not None:
        with robustness:
            st.markdown("**Does a stricter method agree?**")
            with st.spinner("Asking another method …"):
                blocks = robustness_blocks(snapshot, evaluation)
            show(blocks)


def every_pair(current: Current, opened: OpenedPair) -> EffectMatrix:
    """All pairs judged, with progress: the first time in a version this takes seconds."""
    bar = st.progress(0.0, "Looking at every programme and outcome …")
    matrix = effect_matrix(
        current.snapshot, opened.outcomes, opened.choices_of, lambda share, word: bar.progress(share, plain(word))
    )
    bar.empty()
    return matrix


st.title("Impact", anchor=False)
current = current_workspace()
through = format_date(data_through(current.snapshot))
st.caption(plain(f"Did it work, or would it have happened anyway? Data through {through}."))
styled()
if programs_by_title(current.snapshot):
    impact(current)
else:
    needs(current)
