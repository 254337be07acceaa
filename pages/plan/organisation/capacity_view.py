"""Ramp and attrition, what if: the inputs with their low and high values, the fan and the tornado."""

import streamlit as st

from metrics.planning import OrganizationPlan, capacity_blocks
from pages.parts.blocks import show
from pages.plan.organisation.inputs import key, number, selectbox

UNSURE = {
    "growth": "Growth",
    "quits": "Leave a year",
    "stretch": "Ramp length",
    "attainment": "Attainment",
    "wait": "Months to replace",
}
"""The inputs that aren't known exactly. Short names, as three of them stand side by side."""
KINDS = (("_low", "low"), ("", "likely"), ("_high", "high"))


def capacity_view(plan: OrganizationPlan) -> None:
    """What comes of it, under it what is put in, and what is taken for granted."""
    drawn = st.container()
    _inputs(plan)
    *result, assumed = capacity_blocks(plan)
    with drawn:
        show(result)
    show((assumed,))


def _inputs(plan: OrganizationPlan) -> None:
    """Sellers and their ramp, then each unsure input with its low, likely and high value."""
    left, right = st.columns(2)
    with left:
        part = "the part of the people in sales that the roster's sellers are"
        number(plan, "sellers", help=f"Empty: {part}. Now {plan.sellers:,}.")
    with right:
        number(
            plan, "quota", label="Quota per seller and quarter",
            help="0: capacity is counted in full quotas, not in money.",
        )  # fmt: skip
    if not plan.baseline.ramp:
        st.session_state[key("ramp")] = "months"
    with left:
        selectbox("ramp", "The ramp of new sellers is", without=() if plan.baseline.ramp else ("own",))
    with right:
        number(plan, "ramp_months")
    for name, title in UNSURE.items():
        for column, (ending, word) in zip(st.columns(3), KINDS, strict=True):
            with column:
                number(plan, f"{name}{ending}", label=f"{title}, {word}")
    number(plan, "noise")
