"""Curves over time since a start: which share had got there by each day, and how far those reached moved."""

from typing import TYPE_CHECKING

from metrics.render.figures.dressing import (
    COLORS,
    HEIGHT,
    LINE,
    POINTED_AT,
    QUIET,
    axis_of,
    band,
    dressed,
    places,
    tagged,
    texts,
)
from metrics.report import Chart, Series

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

DASHES = ("solid", "dash", "dot", "dashdot", "longdash")


def steps(chart: Chart) -> "Figure":
    """A step curve a group; one alone has its range."""
    from plotly import graph_objects

    figure = graph_objects.Figure()
    (panel,) = chart.panels
    for place, series in enumerate(panel.series):
        if len(panel.series) == 1:
            band(figure, series.points, "hv")
        name = tagged(series.name)
        figure.add_scatter(
            x=places(series.points), y=[point.value for point in series.points], mode="lines", name=name,
            line={"color": COLORS[place % len(COLORS)], "width": 2.2, "shape": "hv",
                  "dash": DASHES[place % len(DASHES)]},
            hovertemplate=f"{name}: %{{y:.0%}} by day %{{x}}<extra></extra>",
        )  # fmt: skip
    dressed(figure, HEIGHT, axis_of(chart.up), axis_of(chart.across))
    if len(panel.series) > 1:
        figure.update_layout(
            showlegend=True, legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}, margin_t=56
        )
    return figure


def events(chart: Chart) -> "Figure":
    """A point a month with its likely range; those before the start are hollow and should lie about nothing."""
    from plotly import graph_objects

    figure = graph_objects.Figure()
    (panel,) = chart.panels
    for series in panel.series:
        _draw_side(figure, series)
    for mark in chart.marks:
        line = {"color": QUIET, "width": 1, "dash": "dash" if mark.dashed else "solid"}
        if mark.level:
            figure.add_hline(y=mark.at, line=line)
            continue
        figure.add_vline(x=mark.at, line=line)
        figure.add_annotation(
            x=mark.at, y=1, yref="paper", text=tagged(mark.text), showarrow=False, xanchor="left", xshift=4,
            font={"color": QUIET},
        )  # fmt: skip
    return dressed(figure, HEIGHT, axis_of(chart.up), axis_of(chart.across))


def _draw_side(figure: "Figure", series: Series) -> None:
    """What came before the start, or after it."""
    before = any(point.hollow for point in series.points)
    band(figure, series.points)
    figure.add_scatter(
        x=places(series.points), y=[point.value for point in series.points], mode="lines+markers",
        line={"color": LINE, "width": 2.2, "dash": "dot" if before else "solid"},
        marker={"size": 8, "color": LINE, "symbol": "circle-open" if before else "circle"},
        text=texts(series.points), hovertemplate=POINTED_AT,
    )  # fmt: skip
