"""The filter bar. What it holds stands in the address, so that a view can be mailed.

Each page has parameters of its own (`prefix`): Streamlit takes those of the page one leaves out of a link's address.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from metrics.errors import UserError
from metrics.query import Reader, Selection, SelectionChoices
from metrics.semantic import Dimension
from pages.parts.asking import covered, known_dimensions
from pages.parts.plain import plain

Width = int | Literal["stretch"]


def filter_bar(reader: Reader, prefix: str = "") -> Selection:
    """Draw the filters and return what they say. Raises UserError where the workspace has nothing to show yet."""
    days = covered(reader)
    if days is None:
        raise UserError("Nothing in this workspace has a day on which it happened: upload a file with events.")
    choices = SelectionChoices(days, reader.snapshot.settings)
    fresh = f"{prefix}period" not in st.session_state
    asked = {name: st.query_params.get_all(name) for name in st.query_params} if fresh else {}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        grain = _choice("Show by", choices.grains, f"{prefix}grain", 120)
        periods = choices.periods(grain)
        complete = next((place for place, period in enumerate(periods.values()) if period.complete), 0)
        label = _choice("Period", list(periods), f"{prefix}period", 150, complete)
        against = _choice("Compare with", choices.comparisons, f"{prefix}against", 210)
        where, roster, also = _segments(reader, choices, prefix)
    lost = [word for word in asked.get(f"{prefix}period", ()) if word not in periods] + _lost(reader, prefix, asked)
    if lost:
        st.warning(f"The link asks for {plain(', '.join(lost))}, which this data doesn't have: it is left out here.")
    selection = choices.selection(grain, label, against, roster, where, also)
    if selection.where or selection.roster == "today":
        st.caption(plain(filters_in_words(reader, selection)))
    return selection


def _lost(reader: Reader, prefix: str, asked: Mapping[str, Sequence[str]]) -> list[str]:
    """What a link asks for and the data doesn't have: dropped in silence, the whole would pass for a part."""
    start = f"{prefix}only_"
    values_by_key = {_key(dimension, prefix): dimension.values for dimension in known_dimensions(reader)}
    return [
        f"{name.removeprefix(start)} “{value}”"
        for name, values in asked.items()
        if name.startswith(start)
        for value in values
        if value not in values_by_key.get(name, ())
    ]


def forget(prefix: str) -> None:
    """Forget what another page's filters said, so that a link to it starts from the link's own words."""
    for key in [key for key in st.session_state if str(key).startswith(prefix)]:
        del st.session_state[key]


def drop_filters(prefix: str) -> None:
    """Take every folded filter away (a button's callback: widgets are drawn after it)."""
    for key in [str(key) for key in st.session_state if str(key).startswith(f"{prefix}only_")]:
        st.session_state[key] = []


def _segments(
    reader: Reader, choices: SelectionChoices, prefix: str
) -> tuple[dict[str, tuple[str, ...]], str, tuple[str, ...]]:
    """The filters that most views don't need, folded away: values kept by dimension, whose team counts, what is added.

    People's own dimensions fit every metric and are always there; those of single tables are added by name.
    """
    dimensions = known_dimensions(reader)
    own = [dimension for dimension in dimensions if dimension.source == "roster"]
    others = {dimension.title: dimension for dimension in dimensions if dimension.source != "roster"}
    with st.popover("Filters", key="filters", icon=":material/filter_list:"):
        roster = _choice("Count people under", choices.rosters, f"{prefix}teams", "stretch")
        further = st.multiselect(
            "Filter also by", list(others), key=f"{prefix}also", bind="query-params", placeholder="none"
        )
        shown = (*(others[title] for title in further), *own)
        where = {dimension.name: _values(dimension, prefix) for dimension in shown}
    return where, roster, tuple(further)


def filters_in_words(reader: Reader, selection: Selection) -> str:
    """What the folded filters say, so that nobody takes a part for the whole."""
    return selection.filters_in_words({dimension.name: dimension for dimension in known_dimensions(reader)})


def address(selection: Selection, prefix: str, **further: str) -> dict[str, str | list[str]]:
    """The query parameters of a link that shows the same selection on another page."""
    return {**{f"{prefix}{name}": word for name, word in selection.words.items()}, **further}


def _values(dimension: Dimension, prefix: str) -> tuple[str, ...]:
    return tuple(
        st.multiselect(
            dimension.title, dimension.values, key=_key(dimension, prefix), bind="query-params", placeholder="all"
        )
    )


def _key(dimension: Dimension, prefix: str) -> str:
    return f"{prefix}only_{dimension.name}"


def _choice(label: str, options: Sequence[str], key: str, width: Width, index: int = 0) -> str:
    return st.selectbox(label, options, index, key=key, width=width, bind="query-params", filter_mode=None)
