"""Whom the names stand for that nobody in the roster has, asked with the likeliest first."""

import streamlit as st

from metrics.formatting import plural
from metrics.quality import Matching
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, who

SHOWN = 25


def match_questions(matching: Matching, current: Current) -> None:
    """The questions, those with most at stake first, and one button for all answers."""
    number = matching.number
    if not number:
        st.success("Everybody named in your files is somebody in the roster.", icon=":material/check:")
        return
    st.markdown(f"{plural(number, 'name')} in your files {'is' if number == 1 else 'are'} nobody of the roster.")
    matched = {}
    for question in matching.questions(SHOWN):
        person = st.selectbox(
            f"**{plain(question.reference)}** {plain(question.sentence)}",
            list(question.options),
            None,
            format_func=question.options.__getitem__,
            placeholder="not said yet",
            key=f"match_{question.reference}",
        )
        if person:
            matched[question.reference] = person
    label = f"Remember {plural(len(matched), 'match', 'matches')}"
    if current.sample:
        st.caption("This is the sample company: matches are remembered once your own data is here.")
    if st.button(label, type="primary", disabled=not matched or current.sample, icon=":material/how_to_reg:"):
        with guarded():
            matching.remember(current.workspace, matched, who())
            st.toast("Remembered. History can undo this.", icon=":material/check:")
            st.rerun()
