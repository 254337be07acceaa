"""Organization: how big enablement should be, who should be in it, what that costs, and the metrics beside it."""

import streamlit as st

from metrics.people import Baseline
from metrics.planning import headline_blocks, opening_blocks
from metrics.render import markup_of
from pages.parts.blocks import show as show_blocks
from pages.parts.guard import fragment
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, current_workspace
from pages.plan.organisation.address import choose_start, read_address, write_address
from pages.plan.organisation.beside_view import beside_view
from pages.plan.organisation.chosen_view import VIEWS, chosen_view
from pages.plan.organisation.headcounts import people
from pages.plan.organisation.inputs import on_screen
from pages.plan.organisation.proved_view import proved_view


@fragment
def organization(current: Current, baseline: Baseline) -> None:
    """Everything the inputs move."""
    plan, complaints = on_screen(baseline)
    if complaints:
        st.warning(plain(" ".join(complaints)))
    people(plan)
    st.html(markup_of(headline_blocks(plan)))
    if plan.nobody:
        st.info(plain(plan.nobody))
    chosen_view(current, plan)
    write_address(plan)


def show() -> None:
    """The page: title, caveat, where the numbers come from; the fragment, and beside it what no input moves."""
    st.title("Organisation", anchor=False)
    current = current_workspace()
    baseline = read_address(current, VIEWS)
    show_blocks(opening_blocks(baseline))
    choose_start(current)
    left, right = st.columns([5, 3], gap="large")
    with left:
        organization(current, baseline)
    with right:
        beside_view(current, baseline)
        proved_view(current)


show()
