"""Keeping a metric that was made, or taking it along as a file."""

import streamlit as st

from metrics.query import Remark
from metrics.semantic import custom_file_text, custom_metric_name, custom_text_faults, keep_custom_metric
from pages.measure.own_metrics.making import Draft, begin
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, who


def keep_form(draft: Draft, remarks: tuple[Remark, ...], current: Current) -> None:
    """Keep the metric, knowingly where something grave was said of it; or take it along as a file."""
    knowing = True
    if any(remark.grave for remark in remarks):
        warned_of = hash((draft.custom.table, draft.custom.day, draft.custom.whole, draft.custom.part))
        knowing = st.checkbox("I have read the warning; keep it all the same", key=f"knowing_{warned_of}")
    with st.container(horizontal=True):
        label = "Keep the changes" if draft.replacing else "Keep this metric"
        pressed = st.button(label, type="primary", icon=":material/save:", disabled=current.sample)
        title = " ".join(draft.custom.title.split())
        st.download_button(
            "Download as .sql", lambda: custom_file_text(draft.custom, draft.subject).encode(),
            f"{custom_metric_name(title, ())}.sql",
            "text/plain", on_click="ignore", icon=":material/download:", key="download_draft",
            disabled=bool(custom_text_faults(current.snapshot, draft.custom, draft.replacing)),
        )  # fmt: skip
    if current.sample:
        st.caption("This is the sample company: try it here; a metric is kept once your own data is here.")
    if pressed:
        keep(draft, knowing, current)


def keep(draft: Draft, knowing: bool, current: Current) -> None:
    """Publish the metric, or say why not."""
    for fault in custom_text_faults(current.snapshot, draft.custom, draft.replacing):
        st.error(plain(fault), icon=":material/error:")
    if not knowing:
        st.error("Tick that you have read the warning, or change the conditions.", icon=":material/error:")
    elif not custom_text_faults(current.snapshot, draft.custom, draft.replacing):
        with guarded():
            keep_custom_metric(current.workspace, draft.custom, who(), draft.replacing)
            st.toast(f"Kept “{plain(draft.custom.title)}”. History can undo this.", icon=":material/check:")
            begin(current.snapshot)
            st.rerun()
