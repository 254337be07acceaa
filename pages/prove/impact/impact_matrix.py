"""Every program with every outcome: the table of what was looked at, and how much of it survives."""

from urllib.parse import urlencode

import streamlit as st

from metrics.people import RAMP_METRICS
from metrics.programs import EffectMatrix, NoOutcome, effect_matrix, evidence_rests_on, grade_in_short, outcome_of
from metrics.semantic import metrics_of
from pages.parts.downloads import csv_button
from pages.parts.impact_choices import OpenedPair
from pages.parts.markup import TableCell, table
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current


def every_pair(current: Current, opened: OpenedPair) -> EffectMatrix:
    """All pairs judged, with progress: the first time in a version this takes seconds."""
    bar = st.progress(0.0, "Looking at every programme and outcome …")
    matrix = effect_matrix(
        current.snapshot, opened.outcomes, opened.choices_of, lambda share, word: bar.progress(share, plain(word))
    )
    bar.empty()
    return matrix


def matrix_table(current: Current, matrix: EffectMatrix) -> None:
    """A row for each outcome, a column for each program."""
    st.subheader("Everything looked at", anchor=False)
    st.caption(plain(f"{matrix.sentence} What a programme is for is marked ◆."))
    named = {key[0]: evaluation.program.name for key, evaluation in matrix.evaluations.items()}
    rows = [
        [TableCell(title), *(_cell(current, matrix, program, metric) for program in named)]
        for metric, title in matrix.outcomes.items()
    ]
    table("Effect of each programme on each outcome", [TableCell("Outcome"), *map(TableCell, named.values())], rows)
    csv_button("Download", lambda: _rows(matrix), "impact.csv", "impact_matrix")


def _cell(current: Current, matrix: EffectMatrix, program: str, metric: str) -> TableCell:
    evaluation = matrix.evaluations.get((program, metric))
    if evaluation is None:
        return TableCell("–", "not looked at")
    outcome = metrics_of(current.snapshot)[metric]
    link = f"impact?{urlencode({'programme': program, 'outcome': outcome.title})}"
    if isinstance(outcome_of(outcome), NoOutcome):
        link = "ramp" if metric in RAMP_METRICS else ""
    return TableCell(
        f"{'◆ ' if evaluation.declared else ''}{grade_in_short(evaluation)}", evidence_rests_on(evaluation), link
    )


def _rows(matrix: EffectMatrix) -> list[dict[str, object]]:
    return [
        {
            "programme": evaluation.program.name,
            "outcome": evaluation.title,
            "for": "yes" if evaluation.declared else "",
            "verdict": evaluation.evidence.verdict,
            "grade": evaluation.evidence.grade,
            "effect": evaluation.evidence.effect.value if evaluation.evidence.effect else None,
            "low": evaluation.evidence.effect.low if evaluation.evidence.effect else None,
            "high": evaluation.evidence.effect.high if evaluation.evidence.effect else None,
            "unit": evaluation.evidence.question.unit,
            "sentence": evaluation.evidence.sentence,
        }
        for evaluation in matrix.evaluations.values()
    ]
