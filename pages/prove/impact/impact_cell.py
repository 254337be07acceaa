"""One program and one outcome: what is folded away until somebody asks."""

from collections.abc import Callable, Iterable

import streamlit as st

from metrics.programs import (
    Evaluation,
    compared_table,
    computed_blocks,
    panel_rows,
    segment_table,
    sensitivity_table,
)
from metrics.report import Block
from pages.blocks import show
from pages.parts.downloads import frame_button
from pages.parts.workspace_on_screen import Current


def more(current: Current, evaluation: Evaluation) -> None:
    """By segment, who is compared with whom, whether it hangs on how it was asked, and how it is computed."""
    if segments := segment_table(evaluation):
        _folded("By segment", "segments", lambda: (segments,))
    if compared := compared_table(evaluation):
        _folded("Who is compared with whom", "compared", lambda: (compared,))
        _folded(
            "Does it hang on how it was asked?",
            "otherwise",
            lambda: (sensitivity_table(current.snapshot, evaluation),),
        )
    if computed := computed_blocks(evaluation):
        _folded("How is this computed?", "computed", lambda: computed, lambda: _panel(evaluation))


def _panel(evaluation: Evaluation) -> None:
    name = f"{evaluation.program.program_id}-{evaluation.metric}.csv"
    frame_button("The panel", lambda: panel_rows(evaluation), name, "impact_panel")


def _folded(
    title: str, key: str, blocks: Callable[[], Iterable[Block]], below: Callable[[], object] = lambda: None
) -> None:
    """An expander that computes nothing until it is open."""
    with st.expander(title, key=f"impact_{key}", on_change="rerun") as opened:
        if opened.open:
            show(blocks())
            below()
