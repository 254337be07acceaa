"""A metric as a card: its value first, then how it moved, how sure it is, and what was planned."""

from html import escape
from pathlib import Path

import streamlit as st

from metrics.report import KeyFigure
from pages.parts.sparkline import sparkline

STYLE = Path(__file__).with_name("card.css")


def styled() -> None:
    """Bring the card's own style sheet, once a page."""
    st.html(STYLE)


def draw(card: KeyFigure) -> None:
    """One element a card, its trend included."""
    lines = [
        f'<p class="value">{escape(card.value)}</p>',
        f'<img src="{sparkline(card.series, card.marked)}" alt="{escape(card.trend)}">',
        f'<p class="wide change"><span class="{card.tone}">{escape(card.change)}</span></p>' if card.change else "",
        _verdict(card),
        f'<p class="wide quiet">{escape(card.evidence)}</p>' if card.evidence else "",
        f'<p class="wide partial">{escape(card.warning)}</p>' if card.warning else "",
    ]
    st.html(f'<div class="metric-card">{"".join(lines)}</div>')


def _verdict(card: KeyFigure) -> str:
    verdict = f'<span class="signal">{escape(card.verdict)}</span>' if card.signal else escape(card.verdict)
    parts = " · ".join(part for part in (verdict, escape(card.sure)) if part)
    return f'<p class="wide quiet">{parts}</p>' if parts else ""
