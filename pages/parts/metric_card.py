"""A metric on a page of many: its card, which opens the metric itself, or what is missing to have it."""

import streamlit as st

from metrics.errors import Unavailable, UserError
from metrics.query import Answer
from metrics.semantic import Metric, metrics_of
from metrics.store import Snapshot
from pages.parts import card
from pages.parts.asking import answer
from pages.parts.chart_reading import card_of
from pages.parts.filter_bar import Selection
from pages.parts.missing import ways_out
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current

LINKED = "metric_"
"""The prefix of the filters on the page that a card opens."""


def recent(metric: Metric, selection: Selection, here: Current) -> Answer | Unavailable | UserError:
    """A metric up to the chosen period. All periods are asked for at once, so that choosing another asks nothing."""
    found = answer(here.snapshot, selection.for_any_period(metric.name))
    return found.within(selection.trend[0], selection.period) if isinstance(found, Answer) else found


def metric_card(metric: Metric, found: Answer, selection: Selection, here: Current, *, brief: bool = False) -> None:
    """One metric's value, trend, change and evidence, under a link to its own page; less of it where it is `brief`."""
    with st.container(border=True, gap="xsmall", key=f"card_{metric.name}"):
        st.page_link(
            "pages/review/metric/page.py",
            label=f"**{plain(_name(metric, here) if brief else metric.title)}**",
            icon=":material/chevron_right:",
            icon_position="right",
            help=plain(metric.summary),
            query_params=selection.address(prefix=LINKED, metric=metric.title),
        )
        card.draw(card_of(metric, found, selection, here.snapshot.settings, brief=brief))


def _name(metric: Metric, here: Current) -> str:
    """What stands before the colon of a title, unless another metric is called so too."""
    names = [each.short_title for each in metrics_of(here.snapshot).values()]
    return metric.short_title if names.count(metric.short_title) == 1 else metric.title


def without(metric: Metric, reason: Exception, snapshot: Snapshot) -> None:
    """One metric that can't be had, and why."""
    st.markdown(f"**{plain(metric.title)}**  \n:gray[Not available.] {plain(reason)}")
    if isinstance(reason, Unavailable):
        ways_out(metric, snapshot)
