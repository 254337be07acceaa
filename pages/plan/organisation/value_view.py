"""The value of one more enablement hire: only from effects that were proved, and otherwise not at all."""

import streamlit as st

from metrics.planning import OrganizationPlan, value_blocks
from metrics.programs import proved_effects
from pages.parts.blocks import show
from pages.parts.workspace_on_screen import Current
from pages.plan.organisation.inputs import number
from pages.plan.organisation.proved_view import LOOKING

FIELDS = {"margin": "", "ratio": "People reached by one more hire", "salary_other": "What the hire costs a year"}


def value_view(plan: OrganizationPlan, current: Current) -> None:
    """What it hangs on, and a row for each proved effect that can become money."""
    with st.spinner(LOOKING):
        effects = proved_effects(current.reader)
    if effects:
        for column, (name, label) in zip(st.columns(len(FIELDS)), FIELDS.items(), strict=True):
            with column:
                number(plan, name, label=label)
    show(value_blocks(plan, effects))
