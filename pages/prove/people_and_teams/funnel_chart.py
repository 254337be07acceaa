"""The funnel: each rate over how much it rests on, and how far from the average chance alone would spread them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from metrics.formatting import format_value
from metrics.impact import FunnelLimits
from metrics.people import PerformanceRate, PerformanceRates, performance_counted
from pages.parts.chart_reading import axis as axis_title
from pages.parts.charts import HEIGHT, LINE, QUIET, SIGNAL, TICKS, dressed, show

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def funnel_view(performance: PerformanceRates, by: str, sentences: Sequence[str], currency: str) -> None:
    """The funnel with its title and how to read it."""
    title = f"{performance.metric.short_title} of each {by}, over how much it rests on"
    figure = funnel_chart(performance, axis_title(performance.metric, currency))
    show(figure, title, funnel_words(performance, sentences), "funnel")
    st.caption(
        "Dotted and dashed: how far from the average chance alone would bring one in 20, and one in 500. "
        "Diamond: outside both."
    )


def funnel_chart(performance: PerformanceRates, axis: str) -> "Figure":
    """A dot for each person or team; those outside the outer limits are diamonds."""
    from plotly import graph_objects

    figure = graph_objects.Figure()
    if performance.funnel is not None:
        _limits(figure, performance.funnel.warning, "dot")
        _limits(figure, performance.funnel.alarm, "dash")
        figure.add_hline(y=performance.funnel.target, line={"color": QUIET, "width": 1})
    for outside in (False, True):
        rates = [rate for rate in performance.rates if rate.n and (rate.standing != "within") == outside]
        figure.add_scatter(
            x=[rate.n for rate in rates], y=[rate.raw for rate in rates], mode="markers",
            marker={"size": 11 if outside else 7, "symbol": "diamond" if outside else "circle",
                    "color": SIGNAL if outside else LINE},
            text=[_in_words(performance, rate) for rate in rates], hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip
    across = {
        "title": f"How many {performance_counted(performance.metric, 2).split(' ', 1)[1]} it rests on",
        "rangemode": "tozero",
    }
    return dressed(figure, HEIGHT, {"title": axis, "tickformat": TICKS[performance.metric.unit]}, across)


def funnel_words(performance: PerformanceRates, sentences: Sequence[str]) -> str:
    """The funnel for those who don't see it."""
    return f"Funnel plot of {len(performance.rates)} rates. {' '.join(sentences)}"


def _limits(figure: "Figure", limits: FunnelLimits, dash: str) -> None:
    order = np.argsort(limits.n, kind="stable")
    for bound in (limits.low, limits.high):
        figure.add_scatter(
            x=limits.n[order], y=bound[order], mode="lines", line={"color": QUIET, "width": 1, "dash": dash},
            hoverinfo="skip",
        )  # fmt: skip


def _in_words(performance: PerformanceRates, rate: PerformanceRate) -> str:
    metric = performance.metric
    return f"{rate.name}: {format_value(rate.raw, metric.unit)} of {performance_counted(metric, rate.n)}"
