"""The way from one win rate to the next, as a waterfall."""

import streamlit as st

from metrics.formatting import format_count, format_value
from metrics.insights import WalkStep, WinRates
from pages.parts import charts
from pages.parts.waterfall import WaterfallBar, lying


def walk_chart(win_rates: WinRates) -> None:
    """The way from the deals created to all deals closed; those with an amount are in the table."""
    walks = win_rates.walks[:3]
    rates = list(win_rates.rates.values())
    bars = [_total(walks[0].start, None)]
    for walk, rate in zip(walks, rates, strict=False):
        bars += [WaterfallBar(step.words, step.count.deals, _signed(step.count.deals)) for step in walk.steps]
        bars.append(_total(walk.end, rate))
    title = f"Deals of {win_rates.period.label}, from one win rate to the next"
    alt = f"{title}: {', '.join(f'{bar.text} {bar.name}' for bar in bars)}"
    charts.show(lying(bars, "Deals", "~r"), title, alt, "ways")
    st.caption("Grey: a count, with the share won of it. Orange: taken away. Blue-green: added.")


def _total(step: WalkStep, rate: float | None) -> WaterfallBar:
    share = f", {format_value(rate, 'share')} won" if rate is not None else ""
    return WaterfallBar(f"{step.words}{share}", step.count.deals, format_count(step.count.deals), total=True)


def _signed(number: int) -> str:
    return f"{'+' if number > 0 else ''}{format_count(number)}"
