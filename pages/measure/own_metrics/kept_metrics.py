"""The list of a workspace's own metrics, each to be opened, changed, downloaded or taken out."""

from collections.abc import Callable

import streamlit as st

from metrics.semantic import OWN, Metric, own_metrics, parse_custom_metric, remove_custom_metric, unreadable_metrics
from pages.measure.own_metrics.making import begin
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, who


def kept_metrics(here: Current) -> None:
    """Every own metric; a document that is none is listed with the reason, and the others with what they count."""
    for name, metric in own_metrics(here.snapshot).items():
        with st.container(border=True, gap="xsmall", key=f"own_{name}"):
            st.page_link(
                "pages/review/metric/page.py", label=f"**{plain(metric.title)}**", icon=":material/chevron_right:",
                icon_position="right", query_params={"metric": metric.title},
            )  # fmt: skip
            st.markdown(f":gray[{metric.kind} ·] {plain(metric.definition)}")
            _buttons(here, name, metric)
    for name, reason in unreadable_metrics(here.snapshot).items():
        with st.container(border=True, gap="xsmall", key=f"own_{name}"):
            st.markdown(f"**{plain(name)}**  \n:gray[Not available.] {plain(reason)}")
            _buttons(here, name, None)


def _buttons(here: Current, name: str, metric: Metric | None) -> None:
    made = parse_custom_metric(metric) if metric else None
    with st.container(horizontal=True):
        if made:
            st.button(
                "Change", icon=":material/edit:", key=f"change_{name}", on_click=begin, args=(here.snapshot, made, name)
            )
        st.download_button(
            "Download as .sql", here.snapshot.documents[f"{OWN}{name}.sql"].read_bytes, f"{name}.sql", "text/plain",
            key=f"download_{name}", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        st.button("Take out", icon=":material/delete:", key=f"remove_{name}", on_click=_taken_out(here, name))
    if metric and made is None:
        st.caption("Written or changed outside of this page: it is used, but can't be changed here.")


def _taken_out(here: Current, name: str) -> Callable[[], None]:
    def take_out() -> None:
        with guarded():
            remove_custom_metric(here.workspace, name, who())
            st.toast("Taken out. History can undo this.", icon=":material/check:")

    return take_out
