"""Own metrics: what a manager counts, adds up, or takes the share or the median of, without SQL."""

import streamlit as st

from metrics.errors import UserError
from metrics.formatting import plural
from metrics.query import CustomChoices
from metrics.semantic import OwnMetric
from pages.measure.own_metrics.custom_preview import preview
from pages.measure.own_metrics.keep_form import keep_form
from pages.measure.own_metrics.kept_metrics import kept_metrics
from pages.measure.own_metrics.making import begin, being_changed, steps
from pages.parts.guard import fragment
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, current_workspace


@fragment
def make(current: Current) -> None:
    """The steps beside what they come to."""
    name = being_changed(current.snapshot)
    changed = next((own.metric for own in OwnMetric.all_of(current.snapshot) if own.name == name), None)
    st.header(f"Change “{plain(changed.title)}”" if changed else "Make a metric", anchor=False)
    if changed:
        st.button("Leave it as it was", icon=":material/undo:", on_click=begin, args=(current.reader,))
    if not CustomChoices.tables(current.snapshot):
        raise UserError(
            "There are no rows to make a metric of yet: upload deals, trainings or another table of events."
        )
    left, right = st.columns(2, gap="large")
    with left:
        draft = steps(current.reader)
    with right:
        st.subheader("What it comes to", anchor=False)
        grave = preview(draft, current.reader)
        if grave is not None:
            keep_form(draft, current, grave=grave)


st.title("Own metrics", anchor=False)
current = current_workspace()
st.caption(
    "Count the rows of a table, add up a column, take the share of a part or a median: no SQL needed. What you keep "
    "stands beside the catalogue: on Leading or Lagging, in Explore, on the command line."
)
own = OwnMetric.all_of(current.snapshot)
if kept := sum(each.metric is not None for each in own):
    st.header(plural(kept, "own metric"), anchor=False)
kept_metrics(own, current)
make(current)
