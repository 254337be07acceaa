"""The list of a workspace's own metrics, each to be opened, changed, downloaded or taken out."""

from collections.abc import Callable

import streamlit as st

from metrics.semantic import OWN, Metric, own_metrics, parse_custom_metric, remove_custom_metric, unreadable_metrics
from pages.measure.own_metrics.making import begin
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, who


def kept_metrics(current: Current) -> None:
    """Every own metric; a document that is none is listed with the reason, and the others with what they count."""
    for name, metric in own_metrics(current.snapshot).items():
        with st.container(border=True, gap="xsmall", key=f"own_{name}"):
            st.page_link(
                "pages/review/metric/page.py", label=f"**{plain(metric.title)}**", icon=":material/chevron_right:",
                icon_position="right", query_params={"metric": metric.title},
            )  # fmt: skip
            st.markdown(f":gray[{metric.kind} ·] {plain(metric.definition)}")
            _buttons(current, name, metric)
    for name, reason in unreadable_metrics(current.snapshot).items():
        with st.container(border=True, gap="xsmall", key=f"own_{name}"):
            st.markdown(f"**{plain(name)}**  \n:gray[Not available.] {plain(reason)}")
            _buttons(current, name, None)


def _buttons(current: Current, name: str, metric: Metric | None) -> None:
    custom = parse_custom_metric(metric) if metric else None
    with st.container(horizontal=True):
        if custom:
            st.button(
                "Change",
                icon=":material/edit:",
                key=f"change_{name}",
                on_click=begin,
                args=(current.snapshot, custom, name),
            )
        st.download_button(
            "Download as .sql", current.snapshot.documents[f"{OWN}{name}.sql"].read_bytes, f"{name}.sql", "text/plain",
            key=f"download_{name}", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        st.button("Take out", icon=":material/delete:", key=f"remove_{name}", on_click=_taken_out(current, name))
    if metric and custom is None:
        st.caption("Written or changed outside of this page: it is used, but can't be changed here.")


def _taken_out(current: Current, name: str) -> Callable[[], None]:
    def take_out() -> None:
        with guarded():
            remove_custom_metric(current.workspace, name, who())
            st.toast("Taken out. History can undo this.", icon=":material/check:")

    return take_out
