"""Markup of our own: tables and facts that Streamlit has no element for."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from metrics.report import Cell, KeyFigure, Table

STYLE = Path(__file__).with_name("plan.css")


def styled() -> None:
    """Bring the style sheet, once a page."""
    st.html(STYLE)


def table(block: Table) -> None:
    """Draw a table."""
    st.html(table_of(block))


def table_of(block: Table) -> str:
    """A table whose first column names the rows. It scrolls on its own where there is no room."""
    kind = ' class="number"' if block.numbers else ""
    head = "".join(
        f'<th scope="col"{kind if place else ""}>{_inside(cell)}</th>' for place, cell in enumerate(block.heading)
    )
    body = "".join(
        f'<tr><th scope="row">{_inside(first)}</th>{"".join(f"<td{kind}>{_inside(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in block.rows
    )
    caption = escape(block.title)
    return (
        f'<div class="plan-scroll" role="region" tabindex="0" aria-label="{caption}"><table class="plan-table">'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def facts(figures: Sequence[KeyFigure]) -> None:
    """Draw numbers side by side, each with what it is and what it rests on."""
    st.html(facts_of(figures))


def facts_of(figures: Sequence[KeyFigure]) -> str:
    """Numbers side by side as a list of terms."""
    return f'<dl class="plan-facts">{"".join(map(_fact, figures))}</dl>'


def _fact(figure: KeyFigure) -> str:
    own = f'<dd class="own">{escape(figure.own)}</dd>' if figure.own else ""
    return (
        f'<div><dt>{escape(figure.title)}</dt><dd class="value">{escape(figure.value)}</dd>'
        f'<dd class="note">{escape(figure.evidence)}</dd>{own}</div>'
    )


def _inside(cell: Cell) -> str:
    note = f'<span class="note">{escape(cell.note)}</span>' if cell.note else ""
    text = f'<a href="{escape(cell.link)}" target="_self">{escape(cell.text)}</a>' if cell.link else escape(cell.text)
    return f"{text}{note}"
