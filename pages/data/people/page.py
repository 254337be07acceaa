"""Match people: who the names stand for that nobody in the roster has. Likeness only suggests; a person confirms."""

import streamlit as st

from metrics.quality import Matching
from pages.data.people.match_questions import match_questions
from pages.data.people.remembered_matches import remembered_matches
from pages.parts.blocks import show
from pages.parts.workspace_on_screen import current_workspace

st.title("Match people", anchor=False)
current = current_workspace()
matching = Matching(current.reader)
st.caption("What you say here is remembered for every later file. Nobody is ever matched by a guess.")
match_questions(matching, current)
remembered_matches(matching, current)
doubles = matching.doubles
if doubles.items:
    st.header("Perhaps one person under several ids", anchor=False)
    show((doubles,))
