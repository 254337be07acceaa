"""The two headcounts: as sliders, and as exact numbers by function."""

import streamlit as st

from metrics.planning import OrganizationPlan
from metrics.schema import CUSTOMER_FACING
from pages.plan.organisation.inputs import People, exact, number, slider

# As far as a slider goes: through all four stages. The field beside it goes further.
SLIDER_MOST: dict[People, int] = {"people": 2_500, "enablers": 100}


def people(plan: OrganizationPlan) -> None:
    """The two headcounts as sliders, and both as exact numbers, all together and by function."""
    for kind, most in SLIDER_MOST.items():
        slider(kind, most)
    with st.expander("Exact, by function", icon=":material/groups:", key="plan functions", on_change="rerun") as opened:
        if not opened.open:
            return
        for column, kind in zip(st.columns(2), SLIDER_MOST, strict=True):
            with column:
                exact(kind)
        for word, function in CUSTOMER_FACING.items():
            left, right = st.columns(2)
            with left:
                number(plan, f"people_{word}", label=f"{function.capitalize()}: customer-facing")
            with right:
                number(plan, f"enablers_{word}", label=f"{function.capitalize()}: enablement")
