"""What the page of people and teams can show: the rates that can be told apart, for whom, and over which days."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from metrics.formatting import plural
from metrics.people import can_be_rated
from metrics.query import Question, missing_columns, periods_within
from metrics.semantic import Metric, metrics_of
from metrics.store import Snapshot
from pages.parts.asking import covered, dimensions_of_metric

BY = {"person": "person", "team": "team"}
ORDERS = ("by name", "by likely rate, with its range")
YEAR = "the last four quarters"
EVERYTHING = "all of it"
QUARTERS = 4


@dataclass(frozen=True, slots=True)
class RateChoice:
    """What was chosen: the metric, for each of whom, the period in words and its days, and the order of the list."""

    metric: Metric
    by: str
    period: str
    span: tuple[date | None, date | None]
    by_rate: bool

    @property
    def question(self) -> Question:
        """What is asked for."""
        return Question(self.metric.name, *self.span, by=(self.by,))

    def can_be_told(self, snapshot: Snapshot) -> bool:
        """Whether the files say enough to tell the metric for each person or team."""
        dimensions = {dimension.name for dimension in dimensions_of_metric(snapshot, self.metric)}
        return self.by in dimensions and can_be_rated(self.metric, self.by)


def rate_choice(snapshot: Snapshot) -> RateChoice | None:
    """Draw the choices and return what they say; None where there is no rate to choose."""
    metrics_by_title = _metrics(snapshot)
    if not metrics_by_title:
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.selectbox(
            "Metric", list(metrics_by_title), key="rates_metric", bind="query-params", filter_mode=None, width=300
        )
        by = st.selectbox("For each", list(BY), key="rates_by", bind="query-params", filter_mode=None, width=140)
        spans = _spans(snapshot)
        period = st.selectbox("Over", list(spans), key="rates_period", bind="query-params", filter_mode=None, width=220)
        order = st.selectbox("Listed", ORDERS, key="rates_order", bind="query-params", filter_mode=None, width=260)
    return RateChoice(metrics_by_title[title], by, period, spans[period], order == ORDERS[1])


def _metrics(snapshot: Snapshot) -> dict[str, Metric]:
    """The metrics that are a share of things counted for people or teams, lagging first: win rate leads."""
    metrics = [
        metric
        for metric in metrics_of(snapshot).values()
        if not missing_columns(snapshot, metric) and (can_be_rated(metric, "person") or can_be_rated(metric, "team"))
    ]
    metrics.sort(key=lambda metric: (metric.kind != "lagging", metric.order))
    return {metric.title: metric for metric in metrics}


def _spans(snapshot: Snapshot) -> dict[str, tuple[date | None, date | None]]:
    """The last year of whole quarters, each quarter, and everything."""
    days = covered(snapshot)
    if days is None:
        return {EVERYTHING: (None, None)}
    quarters = [each for each in periods_within(None, None, "quarter", days, snapshot.settings) if each.complete]
    spans: dict[str, tuple[date | None, date | None]] = {}
    if quarters:
        last = quarters[-QUARTERS:]
        label = YEAR if len(last) == QUARTERS else f"all {plural(len(last), 'whole quarter')} there are"
        spans[label] = (last[0].start, last[-1].end)
    spans |= {each.label: (each.start, each.end) for each in reversed(quarters)}
    return {**spans, EVERYTHING: (None, None)}
