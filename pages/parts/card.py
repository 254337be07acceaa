"""A metric as a card: its value first, then how it moved, how sure it is, and what was planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

import streamlit as st

from pages.parts.sparkline import sparkline

STYLE = Path(__file__).with_name("card.css")
Tone = Literal["better", "worse", "quiet"]


@dataclass(frozen=True, slots=True)
class Card:
    """What one card says, every number already in words. An empty text is not drawn."""

    value: str
    change: str
    tone: Tone
    verdict: str
    signal: bool
    sure: str
    evidence: str
    warning: str
    series: Sequence[float | None]
    marked: int
    trend: str


def styled() -> None:
    """Bring the card's own style sheet, once a page."""
    st.html(STYLE)


def draw(card: Card) -> None:
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


def _verdict(card: Card) -> str:
    verdict = f'<span class="signal">{escape(card.verdict)}</span>' if card.signal else escape(card.verdict)
    parts = " · ".join(part for part in (verdict, escape(card.sure)) if part)
    return f'<p class="wide quiet">{parts}</p>' if parts else ""
