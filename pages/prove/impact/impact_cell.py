"""One programme and one outcome: the sentence, the chart, and everything that stands for and against believing it."""

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
from pages.prove.impact.impact_return import impact_return

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


def cell(here: Current, judgement: Evaluation) -> "tuple[DeltaGenerator, DeltaGenerator]":
    """Draw all but what comes later; returns the places for the caveats and for the second opinion."""
    evidence = judgement.evidence
    st.subheader(plain(pair_title(judgement)), anchor=False)
    colour, icon = VERDICTS[evidence.verdict]
    with st.container(horizontal=True):
        one_of_many = evidence.effect is not None and evidence.effect.certain and not evidence.claims
        verdict = "May be chance, one of many" if one_of_many else evidence.verdict.capitalize()
        st.badge(verdict, icon=icon, color=colour)  # type: ignore[arg-type]  # one of five
        st.badge(plain(grade_words(evidence)), color="gray")
    st.html(f'<p class="prove-sentence">{escape(evidence.sentence)}</p>')
    _naive(judgement)
    told = st.container()
    _chart(judgement)
    _checks(judgement)
    second = st.container()
    impact_return(here, judgement)
    _more(here, judgement)
    return told, second


def caveats(judgement: Evaluation) -> None:
    """What a reader must know before quoting it, and what would change it."""
    evidence = judgement.evidence
    if evidence.caveats:
        st.markdown("**Before you quote it**\n\n" + "\n".join(f"- {plain(each)}" for each in evidence.caveats))
    if evidence.change:
        st.markdown("**What would change our mind**\n\n" + "\n".join(f"- {plain(each)}" for each in evidence.change))


def _naive(judgement: Evaluation) -> None:
    """The plain comparison, struck through beside why it is wrong; without an effect only what happened."""
    if judgement.evidence.effect is not None and unadjusted_amount(judgement):
        st.markdown(
            f"Plain comparison: ~~{plain(unadjusted_amount(judgement))}~~. {plain(unadjusted_words(judgement))}"
        )
    elif words := described_words(judgement):
        st.markdown(plain(words))


def _chart(judgement: Evaluation) -> None:
    points, question = event_points(judgement), judgement.evidence.question
    if not points:
        return
    title = f"{judgement.title} of those reached, less what it would have been, by months since the start"
    unit = "points" if question.unit in PER_CENT else unit_word(question.unit, question.currency)
    show(event_chart(points, question, f"Effect ({unit})"), title, event_words(judgement), "events")
    st.caption(
        "Hollow: before the start, where it should lie about nothing. Shaded: where each value likely lies; it runs "
        "out of the frame where few people have been reached for so long."
    )


def _checks(judgement: Evaluation) -> None:
    if judgement.evidence.checks:
        st.markdown(
            "**Can it be believed?**\n\n"
            + "\n".join(f"- {ICONS[each.state]} {plain(each.finding)}" for each in judgement.evidence.checks)
        )


def _more(here: Current, judgement: Evaluation) -> None:
    """What is folded away until somebody asks."""
    if rows := segment_rows(judgement):
        with _folded("By segment", "segments") as opened:
            if opened.open:
                _table("The effect in each segment, of those who could be compared; none of them is a claim of its own",
                       ("Segment", "Effect", "Likely", "People or teams"), rows)  # fmt: skip
    if judgement.study.imputation is not None:
        with _folded("Who is compared with whom", "compared") as opened:
            if opened.open:
                _table("People and facts on either side, by segment and tenure; who grows out of a band stands in both",
                       ("Segment", "Tenure", "Reached", "Facts", "Compared with", "Facts"),
                       compared_rows(judgement))  # fmt: skip
        with _folded("Does it hang on how it was asked?", "otherwise") as opened:
            if opened.open:
                _otherwise(here, judgement)
    if judgement.outcome_panel is not None and judgement.outcome_panel.sql:
        with _folded("How is this computed?", "computed") as opened:
            if opened.open:
                _computed(judgement)


def _folded(title: str, key: str):  # type: ignore[no-untyped-def]  # Streamlit's own type has no public name
    return st.expander(title, key=f"impact_{key}", on_change="rerun")


def _otherwise(here: Current, judgement: Evaluation) -> None:
    question = judgement.evidence.question
    rows = [
        (each.choice, "–", each.reason)
        if each.effect is None
        else (each.choice, amount_text(each.effect.value, question), likely_text(each.effect, question))
        for each in sensitivity_of(here.snapshot, judgement)
    ]
    _table("The same question, put otherwise", ("If", "Effect", "Likely"), rows)


def _computed(judgement: Evaluation) -> None:
    st.markdown(
        "Person and month effects are fitted on people not yet reached, and what those reached achieved is held "
        "against what that fit says they would have (Borusyak, Jaravel and Spiess 2024). How sure it is comes from "
        "leaving out one person, or team, at a time."
    )
    for sentence in counted(judgement):
        st.markdown(f"- {plain(sentence)}")
    frame_button("The panel", lambda: panel_rows(judgement), f"{file_name(pair_title(judgement))}.csv", "impact_panel")
    observed = judgement.outcome_panel
    if observed is not None:
        st.markdown("**The SQL of the panel.** It runs as it stands in DuckDB.")
        st.code(f"{observed.prelude.strip()}\n\n{observed.sql.strip()}", language="sql", height=420)


def _table(caption: str, heading: tuple[str, ...], rows: object) -> None:
    table(caption, [TableCell(name) for name in heading], [[TableCell(text) for text in row] for row in rows])  # type: ignore[attr-defined]
