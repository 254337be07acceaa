"""Every programme with every outcome: the table of what was looked at, and how much of it survives."""

from urllib.parse import urlencode

import streamlit as st

from metrics.definition import metrics_of
from metrics.programmes.counting import NoOutcome, outcome_of
from metrics.programmes.impact_block import in_short, rests_on
from metrics.programmes.matrix import Matrix, matrix
from metrics.ramp import METRICS as RAMP_METRICS
from pages.parts.downloads import csv_button
from pages.parts.markup import Cell, table
from pages.parts.plain import plain
from pages.parts.session import Current
from pages.prove.parts.impact_choices import Opened


def looked_at(here: Current, opened: Opened) -> Matrix:
    """All pairs judged, with progress: the first time in a version this takes seconds."""
    bar = st.progress(0.0, "Looking at every programme and outcome …")
    found = matrix(
        here.snapshot, opened.outcomes, opened.choices_of, lambda share, word: bar.progress(share, plain(word))
    )
    bar.empty()
    return found


def matrix_table(here: Current, found: Matrix) -> None:
    """A row for each outcome, a column for each programme."""
    st.subheader("Everything looked at", anchor=False)
    st.caption(plain(f"{found.sentence} What a programme is for is marked ◆."))
    named = {key[0]: one.programme.name for key, one in found.judgements.items()}
    rows = [
        [Cell(title), *(_cell(here, found, program, metric) for program in named)]
        for metric, title in found.outcomes.items()
    ]
    table("Effect of each programme on each outcome", [Cell("Outcome"), *map(Cell, named.values())], rows)
    csv_button("Download", lambda: _rows(found), "impact.csv", "impact_matrix")


def _cell(here: Current, found: Matrix, program: str, metric: str) -> Cell:
    one = found.judgements.get((program, metric))
    if one is None:
        return Cell("–", "not looked at")
    known = metrics_of(here.snapshot)[metric]
    link = f"impact?{urlencode({'programme': program, 'outcome': known.title})}"
    if isinstance(outcome_of(known), NoOutcome):
        link = "ramp" if metric in RAMP_METRICS else ""
    return Cell(f"{'◆ ' if one.declared else ''}{in_short(one)}", rests_on(one), link)


def _rows(found: Matrix) -> list[dict[str, object]]:
    return [
        {
            "programme": one.programme.name,
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
        for one in found.judgements.values()
    ]
