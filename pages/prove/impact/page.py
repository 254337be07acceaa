"""Impact: what each programme did, how sure that is, and where nobody can say."""

import streamlit as st

from metrics.formatting import format_date
from metrics.programs import by_verdict, declared_pairs, followed_evaluation, programs
from pages.parts.asking import data_through
from pages.parts.impact_choices import asked
from pages.parts.plain import plain
from pages.parts.prove_style import styled
from pages.parts.workspace_on_screen import current
from pages.prove.impact.impact_cell import caveats, cell
from pages.prove.impact.impact_matrix import looked_at, matrix_table
from pages.prove.impact.impact_needs import needs
from pages.prove.impact.second_opinion_view import opinion
from pages.prove.impact.summary import summary


def show() -> None:
    """The page: what is proved, one programme and outcome opened, and everything that was looked at.

    What takes longer is drawn later, in its place: the headline waits for nothing else.
    """
    st.title("Impact", anchor=False)
    here = current()
    through = format_date(data_through(here.snapshot))
    st.caption(plain(f"Did it work, or would it have happened anyway? Data through {through}."))
    if not programs(here.snapshot):
        needs(here)
        return
    styled()
    top = st.container()
    opened = asked(here)
    with top, st.spinner("Judging what each programme is for …"):
        own = declared_pairs(here.snapshot, opened.choices_of)
        summary(by_verdict(own), own.sentence)
    found = None if opened.pair in own.evaluations else looked_at(here, opened)
    judgement = followed_evaluation(own.evaluations[opened.pair] if found is None else found.evaluations[opened.pair])
    told, second = cell(here, judgement)
    rest = st.container()
    found = found or looked_at(here, opened)
    with told:
        caveats(found.evaluations[opened.pair])
    with rest:
        matrix_table(here, found)
    with second:
        opinion(here, judgement)


show()
