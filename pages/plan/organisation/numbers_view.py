"""Every number of the rules, each to be changed, and the list of those that were."""

import streamlit as st

from metrics.planning import OrganizationPlan, own_number_blocks, scenario_inputs
from pages.parts.blocks import show
from pages.plan.organisation.inputs import key, number, put_back

ROWS = (
    ("ratio", "gross", "beyond"),
    ("bound_one", "bound_two", "bound_three"),
    ("strategic_one", "strategic_two", "strategic_three", "strategic_four"),
)


def numbers_view(plan: OrganizationPlan) -> None:
    """The roles' order and the rules' numbers as fields, then what is the user's own beside what it replaces."""
    _order(plan)
    for names in ROWS:
        for column, name in zip(st.columns(len(names), vertical_alignment="bottom"), names, strict=True):
            with column:
                number(plan, name)
    show(own_number_blocks(plan))
    if plan.own:
        st.button(
            "Back to the roster, the rules and the assumptions", on_click=put_back(plan.usual), icon=":material/undo:"
        )


def _order(plan: OrganizationPlan) -> None:
    """What the user decides about the roles and the size."""
    titles = scenario_inputs()["ranking"].option_titles
    st.multiselect(
        "Roles in your order (A7)", list(titles), key=key("ranking"), format_func=titles.__getitem__,
        persist_state="session", placeholder="the rules' order: name first what you want first",
    )  # fmt: skip
    st.toggle("The leader is an adult-learning specialist (A7)", key=key("leader_teaches"), persist_state="session")
    left, right = st.columns(2)
    with left:
        number(plan, "liaisons", help="One liaison for each (A7). Empty: not said.")
    with right:
        number(plan, "size", help="A business may need a hire earlier or later (A3). Empty: the ratio's.")
