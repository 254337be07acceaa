"""What a reader takes away: what is proved, what isn't, and what nobody can say yet."""

from collections.abc import Sequence

import streamlit as st

from metrics.programs import CONDITION, Evaluation, SortedByVerdict, grade_words, pair_title
from pages.parts.plain import plain


def summary(verdicts: SortedByVerdict, sentence: str) -> None:
    """A paragraph for each kind of answer; the strongest first."""
    with st.container(border=True, key="impact_summary"):
        _proved(verdicts.proved)
        _listed("Nothing found", verdicts.nothing)
        _listed("Not to be used", verdicts.unusable)
        _listed("Can't be said yet", verdicts.open)
        st.caption(plain(sentence))


def _proved(evaluations: Sequence[Evaluation]) -> None:
    if not evaluations:
        st.markdown("**Proved.** No programme's effect on what it is for has been proved here.")
        return
    _sentences(
        "Proved", [evaluation for evaluation in evaluations if evaluation.evidence.question.chosen != "not said"]
    )
    _sentences(
        f"Shown, on one condition: {CONDITION}",
        [evaluation for evaluation in evaluations if evaluation.evidence.question.chosen == "not said"],
    )


def _sentences(heading: str, evaluations: Sequence[Evaluation]) -> None:
    if evaluations:
        st.markdown(f"**{plain(heading)}**")
    for evaluation in evaluations:
        icon = ":material/check_circle:" if evaluation.evidence.good else ":material/error:"
        st.markdown(
            f"{icon} **{plain(evaluation.program.name)}.** {plain(evaluation.evidence.sentence)} "
            f":gray[{plain(grade_words(evaluation.evidence))}.]"
        )


def _listed(heading: str, evaluations: Sequence[Evaluation]) -> None:
    if evaluations:
        st.markdown(f"**{heading}**")
    for evaluation in evaluations:
        st.markdown(f"- **{plain(pair_title(evaluation))}.** {plain(evaluation.evidence.sentence)}")
