"""Bars: from one number to another over what is added and taken away, and counts by reason one on another."""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from metrics.render.figures.dressing import LEGEND_ABOVE, LINE, QUIET, SIGNAL, axis_of, dressed, places, tagged, texts
from metrics.report import Chart, ChartPoint, Mark, Series

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

WATERFALL_HEIGHT, STACK_HEIGHT = 320, 360
ROW_HEIGHT, LINE_HEIGHT = 22, 15
LETTERS = 24
"""So many letters of a name stand side by side where names stand beside bars."""
PATTERNS = ((SIGNAL, ""), ("#8a6fc9", "/"), ("#9a7b1f", "x"))
"""Each reason has a color and a pattern, for those who can't tell the colors apart."""


def waterfall(chart: Chart) -> "Figure":
    """Bars side by side, their names below: for few of them."""
    points = _only(chart)
    placed = {"x": places(points), "y": [point.value for point in points], "orientation": "v"}
    return dressed(_waterfall(points, placed), WATERFALL_HEIGHT, axis_of(chart.up), {"type": "category"})


def bridge(chart: Chart) -> "Figure":
    """Bars one below the other, their names, which may be long, beside them. Two bars may have the same name."""
    points = _only(chart)
    names = ["<br>".join(tagged(line) for line in wrap(str(point.x), LETTERS)) for point in points]
    rows = list(range(len(points)))
    figure = _waterfall(points, {"y": rows, "x": [point.value for point in points], "orientation": "h"})
    height = sum(ROW_HEIGHT + LINE_HEIGHT * name.count("<br>") + LINE_HEIGHT for name in names) + 60
    vertical = {"tickmode": "array", "tickvals": rows, "ticktext": names, "range": [len(points) - 0.4, -0.6]}
    furthest = max((point.value or 0 for point in points if point.total), default=0.0)
    return dressed(figure, height, vertical, {**axis_of(chart.up), "range": [0, furthest * 1.25]})


def stack(chart: Chart) -> "Figure":
    """Counts by reason, one on another; their total as a line with its numbers; marks where something begins."""
    from plotly import graph_objects

    figure = graph_objects.Figure()
    (panel,) = chart.panels
    reasons = [series for series in panel.series if series.role == "value"]
    for series, (color, pattern) in zip(reasons, PATTERNS, strict=False):
        figure.add_bar(
            x=places(series.points), y=[point.value for point in series.points], name=tagged(series.name),
            marker={"color": color, "pattern": {"shape": pattern, "fgcolor": "white", "fillmode": "overlay"}},
            hovertemplate=f"%{{y}} {tagged(series.name)}<extra></extra>",
        )  # fmt: skip
    for series in panel.series:
        if series.role == "middle":
            _draw_total(figure, series)
    for mark in chart.marks:
        _draw_beginning(figure, mark)
    figure = dressed(figure, STACK_HEIGHT, {**axis_of(chart.up), "tickformat": "~s"}, {"type": "category"})
    figure.update_layout(barmode="stack", showlegend=True, margin={"t": 36}, legend=LEGEND_ABOVE)
    return figure


def _only(chart: Chart) -> Sequence[ChartPoint]:
    ((series,),) = (panel.series for panel in chart.panels)
    return series.points


def _waterfall(points: Sequence[ChartPoint], placed: Mapping[str, object]) -> "Figure":
    from plotly import graph_objects

    figure = graph_objects.Figure()
    figure.add_waterfall(
        measure=["absolute" if point.total else "relative" for point in points], text=texts(points),
        textposition="outside", hoverinfo="skip", cliponaxis=False, connector={"line": {"color": QUIET, "width": 1}},
        increasing={"marker": {"color": LINE}}, decreasing={"marker": {"color": SIGNAL}},
        totals={"marker": {"color": QUIET}}, **placed,
    )  # fmt: skip
    return figure


def _draw_total(figure: "Figure", series: Series) -> None:
    figure.add_scatter(
        x=places(series.points), y=[point.value for point in series.points], mode="lines+markers+text",
        name=tagged(series.name), line={"color": LINE, "width": 2.2}, text=texts(series.points),
        textposition="top center", hovertemplate="%{text} " + tagged(series.name) + "<extra></extra>",
        cliponaxis=False,
    )  # fmt: skip


def _draw_beginning(figure: "Figure", mark: Mark) -> None:
    figure.add_vline(x=mark.at, line={"color": QUIET, "dash": "dash"})
    figure.add_annotation(
        x=mark.at + 0.05, y=1, yref="paper", text=tagged(mark.text), showarrow=False, xanchor="left", yanchor="top",
        font={"size": 11, "color": QUIET},
    )  # fmt: skip
