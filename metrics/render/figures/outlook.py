"""What may come: the fan of eight in ten paths, and the tornado of what moves their sum."""

from typing import TYPE_CHECKING

from metrics.render.figures.dressing import LEGEND_ABOVE, LINE, QUIET, SIGNAL, axis_of, dressed, places, tagged
from metrics.report import Chart

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

FAN_HEIGHT = 320
TORNADO_ROW = 48
FILL = "rgba(43, 138, 152, 0.22)"
STYLES = ((SIGNAL, "/"), (LINE, ""))


def fan(chart: Chart) -> "Figure":
    """The middle path with the band in which eight of ten lie."""
    from plotly import graph_objects

    ((series,),) = (panel.series for panel in chart.panels)
    quarters = places(series.points)
    hidden = {"mode": "lines", "line_width": 0, "hoverinfo": "skip"}
    figure = graph_objects.Figure()
    figure.add_scatter(x=quarters, y=[point.high for point in series.points], **hidden)
    figure.add_scatter(
        x=quarters, y=[point.low for point in series.points], fill="tonexty", fillcolor=FILL, **hidden
    )  # fmt: skip
    figure.add_scatter(
        x=quarters, y=[point.value for point in series.points], mode="lines+markers",
        line={"color": LINE, "width": 2.2}, hovertemplate="%{y:,.3s}<extra></extra>",
    )  # fmt: skip
    return dressed(figure, FAN_HEIGHT, {**axis_of(chart.up), "tickformat": "~s"}, {"type": "category"})


def tornado(chart: Chart) -> "Figure":
    """A bar an input on either side of the mark, from the total when it alone is low to that when it alone is high."""
    from plotly import graph_objects

    (panel,), (expected,) = chart.panels, chart.marks
    figure = graph_objects.Figure()
    for series, (color, pattern) in zip(panel.series, STYLES, strict=True):
        totals = [point.value or 0.0 for point in series.points]
        figure.add_bar(
            y=places(series.points), x=[total - expected.at for total in totals], base=expected.at, orientation="h",
            name=tagged(series.name), customdata=totals, hovertemplate="%{customdata:,.3s}<extra></extra>",
            marker={"color": color, "pattern": {"shape": pattern, "fgcolor": "white", "fillmode": "overlay"}},
        )  # fmt: skip
    figure.add_vline(x=expected.at, line={"color": QUIET, "width": 1})
    height = 110 + TORNADO_ROW * len(panel.series[0].points)
    across = {**axis_of(chart.up), "tickformat": "~s", "nticks": 5}
    figure = dressed(figure, height, {"type": "category", "autorange": "reversed"}, across)
    figure.update_layout(barmode="overlay", showlegend=True, margin={"t": 36}, legend=LEGEND_ABOVE)
    return figure
