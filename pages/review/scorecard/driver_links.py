"""The map from leading to lagging metrics: an arrow only where a program proved that the one moves the other."""

from collections.abc import Sequence

import streamlit as st

from metrics.programs import DriverLink, find_driver_links
from metrics.semantic import catalog
from pages.parts.guard import fragment
from pages.parts.markup import TableCell, styled, table
from pages.parts.workspace_on_screen import Current

EXPLAINED = (
    "An arrow stands where a programme that works through the leading metric was proved to move the lagging one, with "
    "its evidence. Everything else is a description: how a person's month goes with what that person did the month "
    "before, compared with their other months and with people alike in the same month. It proves nothing."
)


@fragment
def driver_links(current: Current) -> None:
    """Folded away until somebody asks: it takes seconds."""
    title = "What moves what: from leading to lagging"
    with st.expander(title, icon=":material/arrow_forward:", key="moves", on_change="rerun") as opened:
        if not opened.open:
            return
        with st.spinner("Looking at every leading with every lagging metric …"):
            links = find_driver_links(current.snapshot)
        if not links:
            st.info("It takes a leading and a lagging metric: upload training, content or hours beside the deals.")
            return
        styled()
        _table(links)
        st.caption(EXPLAINED)
        st.page_link("pages/prove/impact/page.py", label="Impact: what each programme did", icon=":material/science:")


def _table(links: Sequence[DriverLink]) -> None:
    metrics = catalog()
    lagging = list(dict.fromkeys(each.lagging for each in links))
    rows = [
        [TableCell(metrics[name].short_title), *(_cell(each) for each in links if each.leading == name)]
        for name in dict.fromkeys(each.leading for each in links)
    ]
    heading = [TableCell("Leading ↓ lagging →"), *(TableCell(metrics[name].short_title) for name in lagging)]
    table("Which leading metric moves which lagging one", heading, rows)


def _cell(each: DriverLink) -> TableCell:
    if each.arrow:
        return TableCell(f"→ {each.words}", each.grade)
    return TableCell("no arrow", f"{each.words} · {each.grade}" if each.words else "can't be told here")
