"""The hiring plan: what is expected, when each hire falls due, and what that costs."""

import streamlit as st

from metrics.planning import OrganizationPlan, hiring_blocks
from pages.parts.blocks import show
from pages.plan.organisation.inputs import number

FIELDS = (("growth", "attrition"), ("salary_leader", "salary_other", "hiring_cost"))


def hiring_view(plan: OrganizationPlan) -> None:
    """The inputs, the chart and the table of eight quarters."""
    for names in FIELDS:
        for column, name in zip(st.columns(len(names), vertical_alignment="bottom"), names, strict=True):
            with column:
                number(plan, name)
    show(hiring_blocks(plan))
