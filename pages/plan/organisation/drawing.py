"""Draws a plan's blocks: its own pictures and what stands between them as one piece of markup."""

from collections.abc import Iterable
from itertools import groupby

import streamlit as st

from metrics.planning import PlanBlock
from metrics.render import markup_of
from metrics.report import Note
from pages.blocks import show


def draw(blocks: Iterable[PlanBlock]) -> None:
    """One piece, so that a slider moves it at every step; a note that stands out is drawn as on every page."""
    for apart, run in groupby(blocks, lambda block: isinstance(block, Note) and block.kind != "note"):
        if apart:
            show(block for block in run if isinstance(block, Note))
        else:
            st.html(markup_of(run))
