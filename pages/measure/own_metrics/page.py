"""Own metrics: what a manager counts, adds up, or takes the share or the median of, without SQL."""

import streamlit as st

from metrics.errors import UserError
from metrics.formatting import plural
from metrics.query import Remark
from metrics.semantic import (
    custom_file_text,
    custom_metric_name,
    custom_text_faults,
    keep_custom_metric,
    own_metrics,
    subjects_with_rows,
)
from pages.measure.own_metrics.kept_metrics import kept_metrics
from pages.measure.own_metrics.made_preview import preview
from pages.measure.own_metrics.making import Draft, begin, being_changed, steps
from pages.parts.guard import fragment, guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, current, who


@fragment
def make(here: Current) -> None:
    """The steps beside what they come to."""
    changed = own_metrics(here.snapshot).get(being_changed(here.snapshot) or "")
    st.header(f"Change “{plain(changed.title)}”" if changed else "Make a metric", anchor=False)
    if changed:
        st.button("Leave it as it was", icon=":material/undo:", on_click=begin, args=(here.snapshot,))
    if not subjects_with_rows(here.snapshot):
        raise UserError(
            "There are no rows to make a metric of yet: upload deals, trainings or another table of events."
        )
    left, right = st.columns(2, gap="large")
    with left:
        draft = steps(here.snapshot)
    with right:
        st.subheader("What it comes to", anchor=False)
        found = preview(draft, here.snapshot)
        if found is not None:
            save(draft, found, here)


def save(draft: Draft, found: tuple[Remark, ...], here: Current) -> None:
    """Keep the metric, knowingly where something grave was said of it; or take it along as a file."""
    known = True
    if any(remark.grave for remark in found):
        warned_of = hash((draft.made.table, draft.made.day, draft.made.whole, draft.made.part))
        known = st.checkbox("I have read the warning; keep it all the same", key=f"knowing_{warned_of}")
    with st.container(horizontal=True):
        label = "Keep the changes" if draft.replacing else "Keep this metric"
        pressed = st.button(label, type="primary", icon=":material/save:", disabled=here.sample)
        title = " ".join(draft.made.title.split())
        st.download_button(
            "Download as .sql", lambda: custom_file_text(draft.made, draft.subject).encode(),
            f"{custom_metric_name(title, ())}.sql",
            "text/plain", on_click="ignore", icon=":material/download:", key="download_draft",
            disabled=bool(custom_text_faults(here.snapshot, draft.made, draft.replacing)),
        )  # fmt: skip
    if here.sample:
        st.caption("This is the sample company: try it here; a metric is kept once your own data is here.")
    if pressed:
        keep_now(draft, known, here)


def keep_now(draft: Draft, known: bool, here: Current) -> None:
    """Publish the metric, or say why not."""
    for fault in custom_text_faults(here.snapshot, draft.made, draft.replacing):
        st.error(plain(fault), icon=":material/error:")
    if not known:
        st.error("Tick that you have read the warning, or change the conditions.", icon=":material/error:")
    elif not custom_text_faults(here.snapshot, draft.made, draft.replacing):
        with guarded():
            keep_custom_metric(here.workspace, draft.made, who(), draft.replacing)
            st.toast(f"Kept “{plain(draft.made.title)}”. History can undo this.", icon=":material/check:")
            begin(here.snapshot)
            st.rerun()


st.title("Own metrics", anchor=False)
here = current()
st.caption(
    "Count the rows of a table, add up a column, take the share of a part or a median: no SQL needed. What you keep "
    "stands beside the catalogue: on Leading or Lagging, in Explore, on the command line."
)
if kept := len(own_metrics(here.snapshot)):
    st.header(plural(kept, "own metric"), anchor=False)
kept_metrics(here)
make(here)
