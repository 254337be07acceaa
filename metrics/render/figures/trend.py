"""A line over periods with its interval, what routine variation spans, and what it is held against."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from metrics.render.figures.dressing import (
    HEIGHT,
    LINE,
    POINTED_AT,
    QUIET,
    SIGNAL,
    axis_of,
    band,
    dressed,
    name_line,
    places,
    tagged,
    texts,
)
from metrics.report import Chart, ChartPoint, Series

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def trend(chart: Chart) -> "Figure":
    """The interval as a band, process limits dashed, signals as diamonds, partial periods hollow."""
    from plotly import graph_objects

    figure = graph_objects.Figure()
    (panel,) = chart.panels
    (values,) = (series for series in panel.series if series.role == "value")
    band(figure, values.points)
    for series in panel.series:
        if series.role in ("limit", "middle"):
            _draw_limit(figure, series)
    for series in panel.series:
        if series.role == "plan":
            _draw_plan(figure, series)
    _draw_values(figure, values.points)
    return dressed(figure, HEIGHT, axis_of(chart.up), {"type": "category"})


def _draw_values(figure: "Figure", points: Sequence[ChartPoint]) -> None:
    figure.add_scatter(
        x=places(points), y=[point.value for point in points], mode="lines+markers", text=texts(points),
        line={"color": LINE, "width": 2.2}, hovertemplate=POINTED_AT,
        marker={"size": 8, "color": LINE, "symbol": ["circle-open" if each.hollow else "circle" for each in points]},
    )  # fmt: skip
    signals = [point for point in points if point.signal]
    figure.add_scatter(
        x=places(signals), y=[point.value for point in signals], mode="markers", hoverinfo="skip",
        marker={"size": 12, "symbol": "diamond", "color": SIGNAL},
    )  # fmt: skip


def _draw_limit(figure: "Figure", series: Series) -> None:
    """The middle or a limit, as steps where it follows the place in the cycle."""
    dash = "solid" if series.role == "middle" else "dash"
    figure.add_scatter(
        x=places(series.points), y=[point.value for point in series.points], mode="lines", hoverinfo="skip",
        line={"color": QUIET, "width": 1, "dash": dash, "shape": "hvh"},
    )  # fmt: skip
    name_line(figure, places(series.points)[-1], series.points[-1].value, series.name)


def _draw_plan(figure: "Figure", series: Series) -> None:
    """What the line is held against, with its name over the last value it has."""
    with_value = [point for point in series.points if point.value is not None]
    if not with_value:
        return
    figure.add_scatter(
        x=places(series.points), y=[point.value for point in series.points], mode="lines",
        line={"color": QUIET, "dash": "dot", "shape": "hvh"},
        hovertemplate=f"{tagged(series.name)} %{{y}}<extra></extra>",
    )  # fmt: skip
    name_line(figure, places(with_value)[-1], with_value[-1].value, series.name)
