"""A metric over time, with what routine variation spans."""

import streamlit as st

from metrics.insights import process_limits
from metrics.query import Answer
from metrics.semantic import Metric
from pages.parts import charts
from pages.parts.chart_reading import axis, hollow, points, reference, trend_in_words
from pages.parts.filter_bar import Selection
from pages.parts.workspace_on_screen import Current


def metric_trend(metric: Metric, answer: Answer, selection: Selection, current: Current) -> None:
    """The metric over time, with what routine variation spans."""
    currency = current.snapshot.settings.currency
    process = process_limits(metric, answer.rows, selection.grain)
    labels = [row.period.label for row in answer.rows]
    drawn = points(metric, answer.rows, labels, currency, process)
    figure = charts.trend(
        drawn, process.limits, reference("plan", answer.rows), axis(metric, currency), charts.TICKS[metric.unit]
    )
    limits = ", with the limits of routine variation" if process.limits else ""
    title = f"{metric.title} by {selection.grain}{limits}"
    charts.show(figure, title, trend_in_words(metric, answer.rows, currency), "trend")
    if legend := charts.legend(drawn, hollow(metric)):
        st.caption(" ".join(legend))
