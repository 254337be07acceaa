"""What a reader takes away: what is proved, what isn't, and what nobody can say yet."""

from collections.abc import Sequence

import streamlit as st

from metrics.programs import CONDITION, Evaluation, SortedByVerdict, grade_words, pair_title
from pages.parts.plain import plain


def summary(found: SortedByVerdict, sentence: str) -> None:
    """A paragraph for each kind of answer; the strongest first."""
    with st.container(border=True, key="impact_summary"):
        _proved(found.proved)
        _listed("Nothing found", found.nothing)
        _listed("Not to be used", found.unusable)
        _listed("Can't be said yet", found.open)
        st.caption(plain(sentence))


def _proved(judgements: Sequence[Evaluation]) -> None:
    if not judgements:
        st.markdown("**Proved.** No programme's effect on what it is for has been proved here.")
        return
    _sentences("Proved", [one for one in judgements if one.evidence.question.chosen != "not said"])
    _sentences(
        f"Shown, on one condition: {CONDITION}",
        [one for one in judgements if one.evidence.question.chosen == "not said"],
    )


def _sentences(heading: str, judgements: Sequence[Evaluation]) -> None:
    if judgements:
        st.markdown(f"**{plain(heading)}**")
    for one in judgements:
        icon = ":material/check_circle:" if one.evidence.good else ":material/error:"
        st.markdown(
            f"{icon} **{plain(one.program.name)}.** {plain(one.evidence.sentence)} "
            f":gray[{plain(grade_words(one.evidence))}.]"
        )


def _listed(heading: str, judgements: Sequence[Evaluation]) -> None:
    if judgements:
        st.markdown(f"**{heading}**")
    for one in judgements:
        st.markdown(f"- **{plain(pair_title(one))}.** {plain(one.evidence.sentence)}")
