"""Ramp: how long newcomers take, counting those still under way, and who is faster or slower."""

import streamlit as st

from metrics.people import describe_ramps, ramp_computed
from pages.parts.guard import fragment
from pages.parts.plain import plain
from pages.parts.prove_style import styled
from pages.parts.text_block import show_sentences, show_table
from pages.parts.workspace_on_screen import Current, current_workspace
from pages.prove.ramp.ramp_chart import drawn
from pages.prove.ramp.ramp_choices import ramp_choices, ramps_of
from pages.prove.ramp.ramp_curves import ramp_curves


@fragment
def ramp(current: Current) -> None:
    """Everything the choices move."""
    chosen = ramp_choices(current.snapshot)
    if chosen is None:
        st.info(
            "No time of newcomers is known yet: upload onboarding (who started and completed when), or the roster with "
            "start dates beside the deals."
        )
        st.page_link("pages/data/upload/page.py", label="Upload", icon=":material/upload_file:")
        return
    metric, split = chosen
    ramps = ramps_of(current.snapshot, metric, split)
    block = describe_ramps(ramps)
    show_sentences(block.sentences)
    if any(group.curve for group in drawn(ramps)):
        ramp_curves(ramps, " ".join(block.sentences))
    show_table(block, "ramp_table")
    with st.expander(
        "How is this computed?", icon=":material/function:", key="ramp_computed", on_change="rerun"
    ) as opened:
        if opened.open:
            st.markdown("\n".join(f"- {plain(note)}" for note in ramp_computed(ramps)))


st.title("Ramp", anchor=False)
st.caption(
    "How long until a newcomer is there? Those still on the way count too: leaving them out would flatter the number."
)
styled()
ramp(current_workspace())
