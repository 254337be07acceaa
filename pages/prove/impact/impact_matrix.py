"""Every programme with every outcome: the table of what was looked at, and how much of it survives."""

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


def looked_at(here: Current, opened: OpenedPair) -> EffectMatrix:
    """All pairs judged, with progress: the first time in a version this takes seconds."""
    bar = st.progress(0.0, "Looking at every programme and outcome …")
    found = effect_matrix(
        here.snapshot, opened.outcomes, opened.choices_of, lambda share, word: bar.progress(share, plain(word))
    )
    bar.empty()
    return found


def matrix_table(here: Current, found: EffectMatrix) -> None:
    """A row for each outcome, a column for each programme."""
    st.subheader("Everything looked at", anchor=False)
    st.caption(plain(f"{found.sentence} What a programme is for is marked ◆."))
    named = {key[0]: one.program.name for key, one in found.evaluations.items()}
    rows = [
        [TableCell(title), *(_cell(here, found, program, metric) for program in named)]
        for metric, title in found.outcomes.items()
    ]
    table("Effect of each programme on each outcome", [TableCell("Outcome"), *map(TableCell, named.values())], rows)
    csv_button("Download", lambda: _rows(found), "impact.csv", "impact_matrix")


def _cell(here: Current, found: EffectMatrix, program: str, metric: str) -> TableCell:
    one = found.evaluations.get((program, metric))
    if one is None:
        return TableCell("–", "not looked at")
    known = metrics_of(here.snapshot)[metric]
    link = f"impact?{urlencode({'programme': program, 'outcome': known.title})}"
    if isinstance(outcome_of(known), NoOutcome):
        link = "ramp" if metric in RAMP_METRICS else ""
    return TableCell(f"{'◆ ' if one.declared else ''}{grade_in_short(one)}", evidence_rests_on(one), link)


def _rows(found: EffectMatrix) -> list[dict[str, object]]:
    return [
        {
            "programme": one.program.name,
            "outcome": one.title,
            "for": "yes" if one.declared else "",
            "verdict": one.evidence.verdict,
            "grade": one.evidence.grade,
            "effect": one.evidence.effect.value if one.evidence.effect else None,
            "low": one.evidence.effect.low if one.evidence.effect else None,
            "high": one.evidence.effect.high if one.evidence.effect else None,
            "unit": one.evidence.question.unit,
            "sentence": one.evidence.sentence,
        }
        for one in found.evaluations.values()
    ]
