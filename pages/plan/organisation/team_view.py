"""The team: its chart, the roles to hire in order, what comes first, and where it may report to."""

import streamlit as st

from metrics.planning import OrganizationPlan, printed_blocks, team_blocks
from metrics.render import html_file, markup_of
from pages.plan.organisation.inputs import selectbox


def team_view(plan: OrganizationPlan) -> None:
    """Everything about the team; without people nothing: the headline says why."""
    recommendation = plan.recommendation
    if recommendation.team is None:
        return
    if recommendation.first_activities:
        selectbox("activity", "A team of one puts first (A5)")
    st.html(markup_of(team_blocks(recommendation)))
    st.download_button(
        "The team as a page to print (HTML)", lambda: html_file(printed_blocks(recommendation)), "enablement-team.html",
        "text/html", key="team_page", on_click="ignore", icon=":material/print:",
    )  # fmt: skip
