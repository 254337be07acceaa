"""Each step from one win rate to the next, with its deals and how many of them were won."""

import streamlit as st

from metrics.formatting import format_count, format_value
from metrics.insights import WalkStep, WinRates, WinRateWalk
from pages.parts import charts
from pages.parts.downloads import csv_button
from pages.parts.plain import plain

Row = dict[str, str]


def walk_table(win_rates: WinRates) -> None:
    """Each step with its deals and how many of them were won."""
    rows: list[Row] = []
    last_end = None
    for walk, rate in zip(win_rates.walks, win_rates.rates.values(), strict=True):
        rows += _steps(walk, rate) if walk.start == last_end else [_row("", walk.start), *_steps(walk, rate)]
        last_end = walk.end
    st.markdown("**Each step, with the deals won in it**")
    st.table([{name: plain(text) for name, text in row.items()} for row in rows])
    csv_button(
        "Download this table", lambda: rows, f"win-rates-{charts.file_name(win_rates.period.label)}.csv", "steps"
    )


def _steps(walk: WinRateWalk, rate: float | None) -> list[Row]:
    steps = [_row("less" if step.count.deals < 0 else "plus", step) for step in walk.steps]
    return [*steps, {**_row("=", walk.end), "Win rate": format_value(rate, "share")}]


def _row(sign: str, step: WalkStep) -> Row:
    return {
        "": sign,
        "Deals": step.words,
        "Number": format_count(abs(step.count.deals)),
        "Of them won": format_count(abs(step.count.won)),
        "Win rate": "",
    }
