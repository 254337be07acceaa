"""Keeping a metric that was made, or taking it along as a file."""

import streamlit as st

from metrics.query import CustomDraft
from pages.measure.own_metrics.making import begin
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, who


def keep_form(draft: CustomDraft, current: Current, *, grave: bool) -> None:
    """Keep the metric, knowingly where something `grave` was said of it; or take it along as a file."""
    knowing = not grave or st.checkbox(
        "I have read the warning; keep it all the same", key=f"knowing_{hash(draft.counted)}"
    )
    with st.container(horizontal=True):
        label = "Keep the changes" if draft.replacing else "Keep this metric"
        pressed = st.button(label, type="primary", icon=":material/save:", disabled=current.sample)
        st.download_button(
            "Download as .sql", lambda: draft.file, draft.file_name, "text/plain", on_click="ignore",
            icon=":material/download:", key="download_draft", disabled=bool(draft.text_faults(current.snapshot)),
        )  # fmt: skip
    if current.sample:
        st.caption("This is the sample company: try it here; a metric is kept once your own data is here.")
    if pressed:
        keep(draft, knowing, current)


def keep(draft: CustomDraft, knowing: bool, current: Current) -> None:
    """Publish the metric, or say why not."""
    faults = draft.text_faults(current.snapshot)
    for fault in faults:
        st.error(plain(fault), icon=":material/error:")
    if not knowing:
        st.error("Tick that you have read the warning, or change the conditions.", icon=":material/error:")
    elif not faults:
        with guarded():
            draft.keep(current.workspace, who())
            st.toast(f"Kept “{plain(draft.custom.title)}”. History can undo this.", icon=":material/check:")
            begin(current.reader)
            st.rerun()
