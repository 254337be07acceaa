"""Ramp: how long newcomers take, counting those still under way, and who is faster or slower."""

import streamlit as st

from metrics.people import Ramps, compared_ramps, describe_ramps, has_ramp, ramp_computed, still_followed
from metrics.programs import programs, ramps_by_program
from metrics.query import Grain, Question, missing_columns
from metrics.semantic import Metric, metrics_of
from metrics.store import Snapshot
from pages.parts.asking import dimensions_of_metric
from pages.parts.charts import file_name, show
from pages.parts.downloads import csv_button
from pages.parts.guard import fragment
from pages.parts.markup import TableCell, table
from pages.parts.plain import plain
from pages.parts.prove_style import styled
from pages.parts.workspace_on_screen import Current, current
from pages.prove.ramp.ramp_chart import MOST_CURVES, drawn, ramp_chart

FIRST = ("onboarding_time", "time_to_first_won_deal")
NOTHING = "nothing: everybody together"
GRAINS: dict[str, Grain] = {"quarter of starting": "quarter", "year of starting": "year"}
PROGRAMME = "programme: {}"
SPLITS = ("role", "function", "team", "region", "segment")


@fragment
def ramp(here: Current) -> None:
    """Everything the choices move."""
    known = _metrics(here.snapshot)
    if not known:
        st.info(
            "No time of newcomers is known yet: upload onboarding (who started and completed when), or the roster with "
            "start dates beside the deals."
        )
        st.page_link("pages/data/upload/page.py", label="Upload", icon=":material/upload_file:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.selectbox(
            "Time until", list(known), key="ramp_metric", bind="query-params", filter_mode=None, width=320
        )
        metric = known[title]
        split = st.selectbox(
            "Split by",
            _splits(here.snapshot, metric),
            key="ramp_split",
            bind="query-params",
            filter_mode=None,
            width=320,
        )
    found = _found(here.snapshot, metric, split)
    block = describe_ramps(found)
    st.markdown(f"**{plain(block.sentences[0])}**")
    for sentence in block.sentences[1:]:
        st.markdown(plain(sentence))
    if any(group.curve for group in drawn(found)):
        _curves(found)
    table(
        block.title,
        [TableCell(name) for name in block.heading],
        [[TableCell(text) for text in row] for row in block.table],
    )
    for note in block.footnotes:
        st.caption(plain(note))
    csv_button("Download", lambda: [dict(zip(block.heading, row, strict=True)) for row in block.table],
               f"{file_name(block.title)}.csv", "ramp_table")  # fmt: skip
    with st.expander(
        "How is this computed?", icon=":material/function:", key="ramp_computed", on_change="rerun"
    ) as opened:
        if opened.open:
            st.markdown("\n".join(f"- {plain(note)}" for note in ramp_computed(found)))


def _curves(found: Ramps) -> None:
    later = f", of those still under way on day {found.since:g}" if found.since else ""
    title = f"{found.metric.short_title}: share that had got there, by days since the start{later}"
    show(ramp_chart(found), title, " ".join(describe_ramps(found).sentences), "ramp")
    if len(found.groups) > MOST_CURVES:
        st.caption(f"The {MOST_CURVES} largest groups are drawn; the table has all.")
    heading, *rows = still_followed(found)
    table(
        "Still under way, and followed",
        [TableCell(name) for name in heading],
        [[TableCell(text) for text in row] for row in rows],
    )


def _metrics(snapshot: Snapshot) -> dict[str, Metric]:
    known = {
        name: metric
        for name, metric in metrics_of(snapshot).items()
        if has_ramp(metric) and not missing_columns(snapshot, metric) and name in FIRST
    }
    return {metric.title: metric for _, metric in sorted(known.items())}


def _splits(snapshot: Snapshot, metric: Metric) -> list[str]:
    dimensions = {each.name for each in dimensions_of_metric(snapshot, metric)}
    return [
        NOTHING,
        *GRAINS,
        *(name for name in SPLITS if name in dimensions),
        *(PROGRAMME.format(one.name) for one in programs(snapshot)),
    ]


def _found(snapshot: Snapshot, metric: Metric, split: str) -> Ramps:
    for one in programs(snapshot):
        if split == PROGRAMME.format(one.name):
            return ramps_by_program(snapshot, Question(metric.name), one)
    by = (split,) if split in SPLITS else ()
    return compared_ramps(snapshot, Question(metric.name, grain=GRAINS.get(split, "all"), by=by))


st.title("Ramp", anchor=False)
st.caption(
    "How long until a newcomer is there? Those still on the way count too: leaving them out would flatter the number."
)
styled()
ramp(current())
