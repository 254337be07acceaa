"""What changed most and where, in sentences computed from the data."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from metrics.insights import what_changed
from metrics.query import Answer
from metrics.semantic import catalog
from metrics.store import Snapshot
from pages.parts.asking import answer_to
from pages.parts.filter_bar import Selection
from pages.parts.plain import plain

SEGMENT = "team"
SENTENCES = 3


def movements(snapshot: Snapshot, answers: Mapping[str, object], selection: Selection) -> None:
    """The strongest changes of the whole and of single teams, and how many were looked at to find them."""
    one_team = any(each.dimension == SEGMENT and len(each.values) == 1 for each in selection.where)
    pairs = []
    for name, answer in answers.items():
        if isinstance(answer, Answer):
            pairs.append((catalog()[name], answer))
            if one_team:  # the team is the whole: the same change is not said twice
                continue
            by_team = answer_to(snapshot, replace(answer.question, by=(SEGMENT,), compare=("previous",)))
            if isinstance(by_team, Answer):
                pairs.append((catalog()[name], by_team.within(selection.trend[0], selection.period)))
    changed = what_changed(pairs, snapshot.settings.currency, limit=SENTENCES)
    st.header("What changed most", anchor=False)
    if changed.findings:
        st.markdown("\n".join(f"- {plain(finding.sentence)}" for finding in changed.findings))
    st.caption(changed.sentence)
