"""One program and one outcome: the sentence, the chart, and everything that stands for and against believing it."""

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from metrics.formatting import PER_CENT, unit_word
from metrics.impact import amount_text, likely_text
from metrics.programs import (
    Evaluation,
    compared_rows,
    described_words,
    event_points,
    event_words,
    grade_words,
    pair_title,
    panel_rows,
    segment_rows,
    sensitivity_of,
    unadjusted_amount,
    unadjusted_words,
)
from metrics.programs import how_counted as counted
from pages.parts.charts import file_name, show
from pages.parts.downloads import frame_button
from pages.parts.markup import TableCell, table
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current
from pages.prove.impact.event_chart import event_chart
from pages.prove.impact.roi_view import roi_view

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

ICONS = {
    "passed": ":material/check:",
    "failed": ":material/close:",
    "can't tell": ":material/question_mark:",
    "not possible": ":material/remove:",
}
VERDICTS = {
    "effect": ("green", ":material/check_circle:"),
    "no effect found": ("gray", ":material/remove_circle:"),
    "don't use this number": ("red", ":material/block:"),
    "not enough data": ("orange", ":material/hourglass_empty:"),
    "can't be judged": ("orange", ":material/help:"),
}


def cell(current: Current, evaluation: Evaluation) -> "tuple[DeltaGenerator, DeltaGenerator]":
    """Draw all but what comes later; returns the places for the caveats and for the second opinion."""
    evidence = evaluation.evidence
    st.subheader(plain(pair_title(evaluation)), anchor=False)
    color, icon = VERDICTS[evidence.verdict]
    with st.container(horizontal=True):
        one_of_many = evidence.effect is not None and evidence.effect.certain and not evidence.claims
        verdict = "May be chance, one of many" if one_of_many else evidence.verdict.capitalize()
        st.badge(verdict, icon=icon, color=color)  # type: ignore[arg-type]  # one of five
        st.badge(plain(grade_words(evidence)), color="gray")
    st.html(f'<p class="prove-sentence">{escape(evidence.sentence)}</p>')
    _unadjusted(evaluation)
    caveat_place = st.container()
    _chart(evaluation)
    _checks(evaluation)
    robustness_place = st.container()
    roi_view(current, evaluation)
    _more(current, evaluation)
    return caveat_place, robustness_place


def caveats(evaluation: Evaluation) -> None:
    """What a reader must know before quoting it, and what would change it."""
    evidence = evaluation.evidence
    if evidence.caveats:
        st.markdown("**Before you quote it**\n\n" + "\n".join(f"- {plain(each)}" for each in evidence.caveats))
    if evidence.change:
        st.markdown("**What would change our mind**\n\n" + "\n".join(f"- {plain(each)}" for each in evidence.change))


def _unadjusted(evaluation: Evaluation) -> None:
    """The plain comparison, struck through beside why it is wrong; without an effect only what happened."""
    if evaluation.evidence.effect is not None and unadjusted_amount(evaluation):
        st.markdown(
            f"Plain comparison: ~~{plain(unadjusted_amount(evaluation))}~~. {plain(unadjusted_words(evaluation))}"
        )
    elif words := described_words(evaluation):
        st.markdown(plain(words))


def _chart(evaluation: Evaluation) -> None:
    points, question = event_points(evaluation), evaluation.evidence.question
    if not points:
        return
    title = f"{evaluation.title} of those reached, less what it would have been, by months since the start"
    unit = "points" if question.unit in PER_CENT else unit_word(question.unit, question.currency)
    show(event_chart(points, question, f"Effect ({unit})"), title, event_words(evaluation), "events")
    st.caption(
        "Hollow: before the start, where it should lie about nothing. Shaded: where each value likely lies; it runs "
        "out of the frame where few people have been reached for so long."
    )


def _checks(evaluation: Evaluation) -> None:
    if evaluation.evidence.checks:
        st.markdown(
            "**Can it be believed?**\n\n"
            + "\n".join(f"- {ICONS[each.state]} {plain(each.finding)}" for each in evaluation.evidence.checks)
        )


def _more(current: Current, evaluation: Evaluation) -> None:
    """What is folded away until somebody asks."""
    if rows := segment_rows(evaluation):
        with _folded("By segment", "segments") as opened:
            if opened.open:
                _table("The effect in each segment, of those who could be compared; none of them is a claim of its own",
                       ("Segment", "Effect", "Likely", "People or teams"), rows)  # fmt: skip
    if evaluation.study.imputation is not None:
        with _folded("Who is compared with whom", "compared") as opened:
            if opened.open:
                _table("People and facts on either side, by segment and tenure; who grows out of a band stands in both",
                       ("Segment", "Tenure", "Reached", "Facts", "Compared with", "Facts"),
                       compared_rows(evaluation))  # fmt: skip
        with _folded("Does it hang on how it was asked?", "otherwise") as opened:
            if opened.open:
                _sensitivity(current, evaluation)
    if evaluation.outcome_panel is not None and evaluation.outcome_panel.sql:
        with _folded("How is this computed?", "computed") as opened:
            if opened.open:
                _computed(evaluation)


def _folded(title: str, key: str):  # type: ignore[no-untyped-def]  # Streamlit's own type has no public name
    return st.expander(title, key=f"impact_{key}", on_change="rerun")


def _sensitivity(current: Current, evaluation: Evaluation) -> None:
    question = evaluation.evidence.question
    rows = [
        (each.choice, "–", each.reason)
        if each.effect is None
        else (each.choice, amount_text(each.effect.value, question), likely_text(each.effect, question))
        for each in sensitivity_of(current.snapshot, evaluation)
    ]
    _table("The same question, put otherwise", ("If", "Effect", "Likely"), rows)


def _computed(evaluation: Evaluation) -> None:
    st.markdown(
        "Person and month effects are fitted on people not yet reached, and what those reached achieved is held "
        "against what that fit says they would have (Borusyak, Jaravel and Spiess 2024). How sure it is comes from "
        "leaving out one person, or team, at a time."
    )
    for sentence in counted(evaluation):
        st.markdown(f"- {plain(sentence)}")
    frame_button(
        "The panel", lambda: panel_rows(evaluation), f"{file_name(pair_title(evaluation))}.csv", "impact_panel"
    )
    observed = evaluation.outcome_panel
    if observed is not None:
        st.markdown("**The SQL of the panel.** It runs as it stands in DuckDB.")
        st.code(f"{observed.prelude.strip()}\n\n{observed.sql.strip()}", language="sql", height=420)


def _table(caption: str, heading: tuple[str, ...], rows: object) -> None:
    table(caption, [TableCell(name) for name in heading], [[TableCell(text) for text in row] for row in rows])  # type: ignore[attr-defined]
