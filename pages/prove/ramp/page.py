"""Ramp: how long newcomers take, counting those still under way, and who is faster or slower."""

import streamlit as st

from metrics.programs import RampChoices
from pages.parts.blocks import show
from pages.parts.guard import fragment
from pages.parts.workspace_on_screen import Current, current_workspace


@fragment
def ramp(current: Current) -> None:
    """Everything the choices move."""
    choices = RampChoices(current.reader)
    metrics_by_title = choices.metrics
    if not metrics_by_title:
        st.info(
            "No time of newcomers is known yet: upload onboarding (who started and completed when), or the roster with "
            "start dates beside the deals."
        )
        st.page_link("pages/data/upload/page.py", label="Upload", icon=":material/upload_file:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.selectbox(
            "Time until", list(metrics_by_title), key="ramp_metric", bind="query-params", filter_mode=None, width=320
        )
        metric = metrics_by_title[title]
        split = st.selectbox(
            "Split by", choices.splits(metric), key="ramp_split", bind="query-params", filter_mode=None, width=320
        )
    report = choices.report(metric, split)
    show(report.blocks)
    with st.expander(
        "How is this computed?", icon=":material/function:", key="ramp_computed", on_change="rerun"
    ) as opened:
        if opened.open:
            show(report.computed)


st.title("Ramp", anchor=False)
st.caption(
    "How long until a newcomer is there? Those still on the way count too: leaving them out would flatter the number."
)
ramp(current_workspace())
