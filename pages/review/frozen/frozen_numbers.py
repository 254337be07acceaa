"""One frozen period on screen: its numbers as presented beside now, restated ones first."""

from collections.abc import Sequence

import streamlit as st

from metrics.report import Block, Items
from metrics.review import FrozenPeriod, FrozenQuarters, RestatementReport
from pages.parts.blocks import show
from pages.parts.downloads import csv_button

STEPS_SHOWN = 5


def frozen_numbers(quarters: FrozenQuarters, frozen: FrozenPeriod) -> None:
    """Where it comes from, what was restated by which file, and all of it as a table and a download."""
    report = _compared(quarters, quarters.reader.key, frozen)
    show(report.summary)
    for number, blocks in enumerate(report.restated):
        _restated(number, blocks)
    show(report.restated_teams)
    st.markdown("**All numbers, as presented and now**")
    show((report.numbers(teams=st.toggle("Teams too", key="frozen_teams")),))
    csv_button("Download all numbers", lambda: report.rows, f"frozen-{frozen.label}.csv", "frozen_download")


def _restated(number: int, blocks: Sequence[Block]) -> None:
    """One number of the company: from → to, and each step with its file."""
    moved, steps = blocks
    with st.container(border=True, key=f"restated_{number}"):
        show((moved,))
        several = len(steps.items) if isinstance(steps, Items) else 0
        if several <= STEPS_SHOWN:
            show((steps,))
            return
        with st.expander(f"All {several} steps"):
            show((steps,))


@st.cache_resource(
    max_entries=50, show_spinner="Looking for what changed it …", hash_funcs={FrozenPeriod: lambda frozen: repr(frozen)}
)
def _compared(
    _quarters: FrozenQuarters, key: str, frozen: FrozenPeriod
) -> RestatementReport:  # fmt: skip
    return _quarters.report(frozen)
