"""Draws report blocks: the one way in which what a subject says comes on screen."""

from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby
from typing import Literal

import streamlit as st

from metrics.report import (
    Block,
    Chart,
    Heading,
    Item,
    Items,
    KeyFigure,
    Note,
    Sentence,
    Statement,
    Table,
    VerdictBadge,
)
from pages.parts import markup
from pages.parts.charts import file_name, show_chart
from pages.parts.downloads import csv_button
from pages.parts.plain import plain

ICONS = {
    "passed": ":material/check:",
    "failed": ":material/close:",
    "can't tell": ":material/question_mark:",
    "not possible": ":material/remove:",
    "pending": ":material/hourglass_empty:",
    "good": ":material/check_circle:",
    "doubtful": ":material/error:",
}
VERDICTS: Mapping[str, tuple[Literal["green", "gray", "red", "orange"], str]] = {
    "effect": ("green", ":material/check_circle:"),
    "none": ("gray", ":material/remove_circle:"),
    "unusable": ("red", ":material/block:"),
    "open": ("orange", ":material/hourglass_empty:"),
    "unknown": ("orange", ":material/help:"),
}


def show(blocks: Iterable[Block]) -> None:
    """Draw blocks one below the other; key figures that follow each other stand side by side."""
    for kind, run in groupby(blocks, type):
        if kind is KeyFigure:
            markup.facts([block for block in run if isinstance(block, KeyFigure)])
            continue
        for block in run:
            _draw(block)


def _draw(block: Block) -> None:
    match block:
        case Heading():
            _heading(block)
        case Sentence():
            _sentence(block)
        case Items():
            st.markdown(_listed(block))
        case Table():
            table(block)
        case Chart():
            show_chart(block)
        case Note():
            _note(block)
        case VerdictBadge():
            _verdict(block)
        case Statement():
            st.markdown(f"**{plain(block.title)}** It runs as it stands in DuckDB.")
            st.code(block.sql, language="sql", height=420)


def _heading(heading: Heading) -> None:
    if heading.level == 1:
        st.header(plain(heading.text), anchor=False)
    elif heading.level == 2:
        st.subheader(plain(heading.text), anchor=False)
    else:
        st.markdown(f"**{plain(heading.text)}**")


def _verdict(verdict: VerdictBadge) -> None:
    color, icon = VERDICTS[verdict.kind]
    with st.container(horizontal=True):
        st.badge(plain(verdict.text), icon=icon, color=color)
        if verdict.grade:
            st.badge(plain(verdict.grade), color="gray")


def _sentence(sentence: Sentence) -> None:
    """A lead sentence stands out; any other may have a name before it and its grade after it."""
    if sentence.lead:
        st.html(f'<p class="lead-sentence">{escape(sentence.text)}</p>')
        return
    name = f"**{plain(sentence.name)}** " if sentence.name else ""
    struck = f"~~{plain(sentence.struck)}~~. " if sentence.struck else ""
    st.markdown(f"{name}{struck}{plain(sentence.text)}{_graded(sentence.grade)}")


def _listed(listed: Items) -> str:
    title = f"**{plain(listed.title)}**\n\n" if listed.title else ""
    mark = "1." if listed.ordered else "-"
    entries = (f"{mark} {_item(item)}" for item in listed.items)
    return title + "\n".join(entries)


def _item(item: Item) -> str:
    icon = f"{ICONS[item.state]} " if item.state else ""
    name = f"**{plain(item.name)}** " if item.name else ""
    return f"{icon}{name}{plain(item.text)}{_graded(item.grade)}"


def _graded(grade: str) -> str:
    return f" :gray[{plain(grade)}]" if grade else ""


def _note(note: Note) -> None:
    text = plain(note.text)
    match note.kind:
        case "caution":
            st.warning(text, icon=":material/balance:")
        case "warning":
            st.warning(text)
        case "nothing":
            st.info(text)
        case "good":
            st.success(text)
        case _:
            st.caption(text)


def table(block: Table) -> None:
    """A table; a long one can be sorted and searched. Where it has a key, its rows can be taken away as a file."""
    if block.long:
        st.dataframe(block.records, hide_index=True, key=block.key or None, alt=f"Table: {block.title}")
    else:
        markup.table(block)
        if block.key:
            csv_button("Download", lambda: block.records, f"{file_name(block.title)}.csv", block.key)
