"""Every number of the rules, each to be changed, and the list of those that were."""

from collections.abc import Sequence

import streamlit as st

from metrics.planning import ROLES, Scenario, ScenarioChanges, organization_rules
from pages.parts.markup import TableCell, table
from pages.parts.plain import plain
from pages.plan.organisation.inputs import key, number, put_back

ROWS = (
    ("ratio", "gross", "beyond"),
    ("bound_one", "bound_two", "bound_three"),
    ("strategic_one", "strategic_two", "strategic_three", "strategic_four"),
)


def numbers_view(changes: Sequence[ScenarioChanges], usual: Scenario) -> None:
    """The roles' order and the rules' numbers as fields, then what is the user's own beside what it replaces."""
    _order()
    for names in ROWS:
        for column, name in zip(st.columns(len(names), vertical_alignment="bottom"), names, strict=True):
            with column:
                number(name)
    rules = organization_rules()
    st.caption(plain(" ".join(f"{each.text} ({each.rule})" for each in (rules.typical, rules.too_many, rules.too_few))))
    if not changes:
        st.success("Nothing is your own yet: every number is the roster's, a rule's or an assumption's.")
        return
    rows = [
        [
            TableCell(each.title),
            TableCell(each.rule or "fact or assumption"),
            TableCell(each.usual),
            TableCell(each.own),
        ]
        for each in changes
    ]
    table("Numbers of your own", [TableCell("What"), TableCell("Rule"), TableCell("Usual"), TableCell("Yours")], rows)
    st.button("Back to the roster, the rules and the assumptions", on_click=put_back(usual), icon=":material/undo:")


def _order() -> None:
    """What the user decides about the roles and the size."""
    titles = {role.key: role.usual.title for role in organization_rules().roles}
    st.multiselect(
        "Roles in your order (A7)", ROLES, key=key("ranking"), format_func=titles.__getitem__, persist_state="session",
        placeholder="the rules' order: name first what you want first",
    )  # fmt: skip
    st.toggle("The leader is an adult-learning specialist (A7)", key=key("leader_teaches"), persist_state="session")
    left, right = st.columns(2)
    with left:
        number("liaisons", help="One liaison for each (A7). Empty: not said.")
    with right:
        number("size", help="A business may need a hire earlier or later (A3). Empty: the ratio's.")
