"""The list of a workspace's own metrics, each to be opened, changed, downloaded or taken out."""

from collections.abc import Callable, Sequence

import streamlit as st

from metrics.semantic import OwnMetric
from pages.measure.own_metrics.making import begin
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, who


def kept_metrics(own: Sequence[OwnMetric], current: Current) -> None:
    """Every own metric; a document that is none is listed with the reason, and the others with what they count."""
    for each in own:
        with st.container(border=True, gap="xsmall", key=f"own_{each.name}"):
            if each.metric:
                st.page_link(
                    "pages/review/metric/page.py", label=f"**{plain(each.metric.title)}**",
                    icon=":material/chevron_right:", icon_position="right", query_params={"metric": each.metric.title},
                )  # fmt: skip
                st.markdown(f":gray[{each.metric.kind} ·] {plain(each.metric.definition)}")
            else:
                st.markdown(f"**{plain(each.name)}**  \n:gray[Not available.] {plain(each.reason)}")
            _buttons(each, current)


def _buttons(own: OwnMetric, current: Current) -> None:
    with st.container(horizontal=True):
        if own.custom:
            st.button(
                "Change",
                icon=":material/edit:",
                key=f"change_{own.name}",
                on_click=begin,
                args=(current.reader, own.custom, own.name),
            )
        st.download_button(
            "Download as .sql", lambda: own.file, f"{own.name}.sql", "text/plain", key=f"download_{own.name}",
            on_click="ignore", icon=":material/download:", disabled=own.lost,
        )  # fmt: skip
        st.button("Take out", icon=":material/delete:", key=f"remove_{own.name}", on_click=_taken_out(own, current))
    if own.metric and own.custom is None:
        st.caption("Written or changed outside of this page: it is used, but can't be changed here.")


def _taken_out(own: OwnMetric, current: Current) -> Callable[[], None]:
    def take_out() -> None:
        with guarded():
            own.take_out(current.workspace, who())
            st.toast("Taken out. History can undo this.", icon=":material/check:")

    return take_out
