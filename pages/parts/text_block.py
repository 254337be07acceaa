"""A block of sentences, a table and footnotes on screen: the same that the command line prints."""

from collections.abc import Sequence
from typing import Protocol

import streamlit as st

from pages.parts.charts import file_name
from pages.parts.downloads import csv_button
from pages.parts.markup import TableCell, table
from pages.parts.plain import plain


class Block(Protocol):
    """What a block has that becomes a table: a title, a heading, rows of texts, and footnotes."""

    @property
    def title(self) -> str: ...
    @property
    def heading(self) -> Sequence[str]: ...
    @property
    def table(self) -> Sequence[Sequence[str]]: ...
    @property
    def footnotes(self) -> Sequence[str]: ...


def show_sentences(sentences: Sequence[str]) -> None:
    """The first sentence as the headline, the others below it."""
    st.markdown(f"**{plain(sentences[0])}**")
    for sentence in sentences[1:]:
        st.markdown(plain(sentence))


def show_table(block: Block, key: str) -> None:
    """The table, what must be read with it, and the same as a file; `key` is the button's."""
    table(
        block.title,
        [TableCell(name) for name in block.heading],
        [[TableCell(text) for text in row] for row in block.table],
    )
    for note in block.footnotes:
        st.caption(plain(note))
    csv_button(
        "Download",
        lambda: [dict(zip(block.heading, row, strict=True)) for row in block.table],
        f"{file_name(block.title)}.csv",
        key,
    )
