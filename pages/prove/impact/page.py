"""Impact: what each program did, how sure that is, and where nobody can say."""

import streamlit as st

from metrics.formatting import format_date
from metrics.programs import by_verdict, declared_pairs, followed_evaluation, programs
from pages.parts.asking import data_through
from pages.parts.impact_choices import asked
from pages.parts.plain import plain
from pages.parts.prove_style import styled
from pages.parts.workspace_on_screen import current_workspace
from pages.prove.impact.impact_cell import caveats, cell
from pages.prove.impact.impact_matrix import every_pair, matrix_table
from pages.prove.impact.impact_needs import needs
from pages.prove.impact.robustness_view import robustness_view
from pages.prove.impact.summary import summary


def show() -> None:
    """The page: what is proved, one program and outcome opened, and everything that was looked at.

    What takes longer is drawn later, in its place: the headline waits for nothing else.
    """
    st.title("Impact", anchor=False)
    current = current_workspace()
    through = format_date(data_through(current.snapshot))
    st.caption(plain(f"Did it work, or would it have happened anyway? Data through {through}."))
    if not programs(current.snapshot):
        needs(current)
        return
    styled()
    top = st.container()
    opened = asked(current)
    with top, st.spinner("Judging what each programme is for …"):
        own = declared_pairs(current.snapshot, opened.choices_of)
        summary(by_verdict(own), own.sentence)
    matrix = None if opened.pair in own.evaluations else every_pair(current, opened)
    evaluation = followed_evaluation(
        own.evaluations[opened.pair] if matrix is None else matrix.evaluations[opened.pair]
    )
    caveat_place, robustness_place = cell(current, evaluation)
    rest = st.container()
    matrix = matrix or every_pair(current, opened)
    with caveat_place:
        caveats(matrix.evaluations[opened.pair])
    with rest:
        matrix_table(current, matrix)
    with robustness_place:
        robustness_view(current, evaluation)


show()
