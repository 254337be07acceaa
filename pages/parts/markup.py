"""Markup of the organization page's own: tables and lists that Streamlit has no element for."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import streamlit as st

STYLE = Path(__file__).with_name("plan.css")


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table: what it says, in small under it what that rests on, and where it leads."""

    text: str
    note: str = ""
    link: str = ""


def styled() -> None:
    """Bring the page's own style sheet, once a page."""
    st.html(STYLE)


def table(
    caption: str, heading: Sequence[TableCell], rows: Sequence[Sequence[TableCell]], *, numbers: bool = False
) -> None:
    """Draw a table."""
    st.html(table_of(caption, heading, rows, numbers=numbers))


def table_of(
    caption: str, heading: Sequence[TableCell], rows: Sequence[Sequence[TableCell]], *, numbers: bool = False
) -> str:
    """A table whose first column names the rows. It scrolls on its own where there is no room."""
    kind = ' class="number"' if numbers else ""
    head = "".join(f'<th scope="col"{kind if place else ""}>{_inside(cell)}</th>' for place, cell in enumerate(heading))
    body = "".join(
        f'<tr><th scope="row">{_inside(first)}</th>{"".join(f"<td{kind}>{_inside(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return (
        f'<div class="plan-scroll" role="region" tabindex="0" aria-label="{escape(caption)}"><table class="plan-table">'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _inside(cell: TableCell) -> str:
    note = f'<span class="note">{escape(cell.note)}</span>' if cell.note else ""
    text = f'<a href="{escape(cell.link)}" target="_self">{escape(cell.text)}</a>' if cell.link else escape(cell.text)
    return f"{text}{note}"
