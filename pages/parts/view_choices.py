"""How Explore looks at a metric: the form, up to two dimensions, and how far back. All of it stands in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import streamlit as st

from metrics.query import Question
from metrics.semantic import Dimension, Metric
from pages.parts.asking import dimensions_of_metric, titled
from pages.parts.filter_bar import SHOWN, Selection
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current

Form = Literal["Trend", "Breakdown", "Small multiples", "Table"]
FORMS: tuple[Form, ...] = get_args(Form)
NOTHING = "nothing"
BACK = (1, 2, 4, 6, 8, 12, 18, 24, 26, 36, 52)
MOST: Mapping[Form, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "Trend": ((6,), (6, 11)),
    "Breakdown": ((20,), (12, 7)),
    "Small multiples": ((11,), (11, 5)),
    "Table": ((500,), (500, 8)),
}
"""So many segments can still be told apart: of one dimension, and of each of two."""
PREFIX = "explore_"


@dataclass(frozen=True, slots=True)
class View:
    """A form, up to two dimensions by their titles, and how many periods back."""

    form: Form
    dimensions: Mapping[str, Dimension]
    back: int

    @property
    def titles(self) -> dict[str, str]:
        """The dimensions' titles by their names."""
        return {dimension.name: title for title, dimension in self.dimensions.items()}

    @property
    def over_time(self) -> bool:
        """Whether it shows several periods."""
        return self.form in ("Trend", "Small multiples") or (self.form == "Table" and len(self.dimensions) < 2)

    def question(self, metric: Metric, selection: Selection) -> Question:
        """What has to be asked to draw it."""
        start = selection.looking_back(self.back).trend[0].start if self.over_time else selection.period.start
        by = tuple(self.titles)
        most = MOST[self.form][len(by) - 1] if by else ()
        return Question(
            metric.name, start, selection.period.end, selection.grain, by, selection.where, (selection.comparison,),
            selection.roster, most=most,
        )  # fmt: skip


def view_bar(metric: Metric, selection: Selection, current: Current) -> View:
    """Draw the choices of how to look, and return what they say."""
    dimensions = titled(dimensions_of_metric(current.snapshot, metric))
    usual = next((title for title, dimension in dimensions.items() if dimension.name == metric.split), NOTHING)
    lost = _lost(dimensions)
    form = st.radio("Show as", FORMS, key=f"{PREFIX}form", bind="query-params", horizontal=True)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = _dimension("Split by", [NOTHING, *dimensions], f"{PREFIX}by", usual)
        rest = [NOTHING, *(title for title in dimensions if title != first)]
        second = _dimension("and by", rest, f"{PREFIX}then", NOTHING) if first != NOTHING else NOTHING
        chosen = {title: dimensions[title] for title in (first, second) if title != NOTHING}
        view = View(form or "Trend", chosen, SHOWN[selection.grain])
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
