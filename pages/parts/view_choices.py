"""How Explore looks at a metric: the form, up to two dimensions, and how far back. All of it stands in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from metrics.insights import View
from metrics.query import Selection
from metrics.semantic import Dimension, Metric
from pages.parts.asking import dimensions_of_metric, titled
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current

NOTHING = "nothing"
BACK = (1, 2, 4, 6, 8, 12, 18, 24, 26, 36, 52)
PREFIX = "explore_"


def view_bar(metric: Metric, selection: Selection, current: Current) -> View:
    """Draw the choices of how to look, and return what they say."""
    dimensions = titled(dimensions_of_metric(current.reader, metric))
    usual = next((title for title, dimension in dimensions.items() if dimension.name == metric.split), NOTHING)
    lost = _lost(dimensions)
    form = st.radio("Show as", View.FORMS, key=f"{PREFIX}form", bind="query-params", horizontal=True)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = _dimension("Split by", [NOTHING, *dimensions], f"{PREFIX}by", usual)
        rest = [NOTHING, *(title for title in dimensions if title != first)]
        second = _dimension("and by", rest, f"{PREFIX}then", NOTHING) if first != NOTHING else NOTHING
        chosen = {title: dimensions[title] for title in (first, second) if title != NOTHING}
        view = View(form or "Trend", chosen, selection.usual_back)
        back = st.selectbox(
            "Periods back", BACK, BACK.index(view.back), key=f"{PREFIX}back", bind="query-params", width=130,
            filter_mode=None, disabled=not view.over_time,
        )  # fmt: skip
    if lost:
        st.warning(f"{plain(metric.title)} can't be split by {plain(', '.join(lost))}: that is left out here.")
    return replace(view, back=back or view.back)


def fit(metric: Metric, dimensions: Sequence[Dimension]) -> None:
    """Make the split fit another metric: the one it is usually shown by, else the one chosen, if it has that."""
    titles = titled(dimensions)
    usual = [title for title, dimension in titles.items() if dimension.name == metric.split]
    for name, wanted in ((f"{PREFIX}by", usual), (f"{PREFIX}then", [])):
        if wanted or st.session_state.get(name) not in titles:
            st.session_state[name] = wanted[0] if wanted else NOTHING


def _dimension(label: str, options: list[str], key: str, usual: str) -> str:
    return st.selectbox(
        label, options, options.index(usual), key=key, bind="query-params", width=190, filter_mode=None
    )  # fmt: skip


def _lost(dimensions: Mapping[str, Dimension]) -> list[str]:
    """What a link wants to split by and the metric can't."""
    fresh = f"{PREFIX}by" not in st.session_state
    asked = [word for name in ("by", "then") for word in st.query_params.get_all(f"{PREFIX}{name}")] if fresh else []
    return [word for word in asked if word not in dimensions and word != NOTHING]
