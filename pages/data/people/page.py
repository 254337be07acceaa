"""Match people: who the names stand for that nobody in the roster has. Likeness only suggests; a person confirms."""

import streamlit as st

from metrics.quality import same_people
from pages.data.people.match_questions import match_questions, named
from pages.data.people.remembered_matches import remembered_matches
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import current_workspace

st.title("Match people", anchor=False)
current = current_workspace()
st.caption("What you say here is remembered for every later file. Nobody is ever matched by a guess.")
match_questions(current)
remembered_matches(current)
doubles = same_people(current.snapshot)
if doubles:
    st.header("Perhaps one person under several ids", anchor=False)
    for double in doubles:
        shared = "e-mail address" if double.by_email else "name"
        people_named = "; ".join(plain(named(person)) for person in double.people)
        st.markdown(
            f"- The {shared} **{plain(double.shared)}** belongs to {people_named}. Give them one id in the roster."
        )
