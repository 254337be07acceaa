"""The funnel: each rate over how much it rests on, and how far from the average chance alone would spread them."""

from typing import TYPE_CHECKING

from metrics.render.figures.dressing import (
    HEIGHT,
    LINE,
    POINTED_AT,
    QUIET,
    SIGNAL,
    axis_of,
    dressed,
    places,
    texts,
)
from metrics.report import Chart, Series

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

DASHES = {"inner limit": "dot", "limit": "dash"}


def funnel(chart: Chart) -> "Figure":
    """A dot for each person or team; those outside the outer limits are diamonds."""
    from plotly import graph_objects

    figure = graph_objects.Figure()
    (panel,) = chart.panels
    for series in panel.series:
        if series.role in DASHES:
            figure.add_scatter(
                x=places(series.points), y=[point.value for point in series.points], mode="lines", hoverinfo="skip",
                line={"color": QUIET, "width": 1, "dash": DASHES[series.role]},
            )  # fmt: skip
    for mark in chart.marks:
        figure.add_hline(y=mark.at, line={"color": QUIET, "width": 1})
    for series in panel.series:
        if series.role == "value":
            _draw_rates(figure, series)
    return dressed(figure, HEIGHT, axis_of(chart.up), axis_of(chart.across))


def _draw_rates(figure: "Figure", series: Series) -> None:
    for outside in (False, True):
        points = [point for point in series.points if point.signal == outside]
        figure.add_scatter(
            x=places(points), y=[point.value for point in points], mode="markers",
            marker={"size": 11 if outside else 7, "symbol": "diamond" if outside else "circle",
                    "color": SIGNAL if outside else LINE},
            text=texts(points), hovertemplate=POINTED_AT,
        )  # fmt: skip
