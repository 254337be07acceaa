"""Several segments in one figure: lines over time, or dots of one period, in one panel or in small multiples.

Panels share their axes, so that what looks higher is higher. Two stand side by side: a phone can still show them.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from metrics.render.figures.dressing import (
    COLORS,
    HEIGHT,
    LINE,
    POINTED_AT,
    QUIET,
    TICKS,
    band,
    dressed,
    places,
    tagged,
    texts,
)
from metrics.report import Chart, ChartPanel, ChartPoint, Mark, Series

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "star", "cross")
"""Each segment has a color and a mark, for those who can't tell the colors apart."""
ACROSS = 2
PANEL_HEIGHT = 140
ROW_HEIGHT, SMALL_ROW_HEIGHT = 38, 24
GAP = 34
"""Between two rows of panels: the title of the lower ones."""
BELOW = 44
LEGEND_ROW = 22
LEGEND_ENTRIES = 4
"""So many names of the legend stand side by side; on a phone there are fewer, and the legend takes from the chart."""


def lines(chart: Chart) -> "Figure":
    """A line a segment over the periods, partial ones hollow; alone in its panel it has its interval too."""
    single = len(chart.panels) == 1
    height = HEIGHT if single else PANEL_HEIGHT
    figure = _grid(chart.panels, height)
    styles = _styles(chart.panels)
    for position, panel in enumerate(chart.panels):
        for series in panel.series:
            _draw_line(figure, series, styles, _place(position), alone=len(panel.series) == 1)
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=[*map(tagged, chart.across.names)])
    figure.update_xaxes(nticks=8 if single else 2, tickangle=None if single else 0)
    figure.update_yaxes(tickformat=TICKS[chart.up.unit], nticks=None if single else 4, rangemode="normal")
    figure = _finished(figure, chart.panels, height, chart.up.title, legend=len(styles) > 1)
    for mark in chart.marks:
        _draw_mark(figure, mark)
    return figure


def dots(chart: Chart) -> "Figure":
    """A dot a segment with its interval, on the row of its name; a ring is what it is held against."""
    row_height = ROW_HEIGHT if len(chart.panels) == 1 else SMALL_ROW_HEIGHT
    rows = [*map(tagged, chart.across.names)]
    height = row_height * max(len(rows), 1) + row_height // 2
    figure = _grid(chart.panels, height)
    for position, panel in enumerate(chart.panels):
        for series in panel.series:
            _draw_dots(figure, series, _place(position))
    figure.update_xaxes(tickformat=TICKS[chart.up.unit], nticks=5)
    figure.update_yaxes(type="category", categoryorder="array", categoryarray=rows, range=[len(rows) - 0.4, -0.6])
    return _finished(figure, chart.panels, height, chart.up.title, legend=False, across=True)


def _grid(panels: Sequence[ChartPanel], height: int) -> "Figure":
    from plotly.subplots import make_subplots

    rows = _rows(panels)
    return make_subplots(
        rows=rows, cols=_columns(panels), shared_xaxes="all", shared_yaxes="all",
        subplot_titles=[tagged(panel.title) for panel in panels] if len(panels) > 1 else None,
        vertical_spacing=GAP / (height * rows + GAP * (rows - 1)), horizontal_spacing=0.03,
    )  # fmt: skip


def _columns(panels: Sequence[ChartPanel]) -> int:
    return min(ACROSS, len(panels))


def _rows(panels: Sequence[ChartPanel]) -> int:
    return -(-len(panels) // ACROSS)


def _place(position: int) -> dict[str, int]:
    return {"row": position // ACROSS + 1, "col": position % ACROSS + 1}


def _styles(panels: Sequence[ChartPanel]) -> dict[str, tuple[str, str]]:
    """The color and the mark of each segment, the same in every panel."""
    series = {each.name: each for panel in panels for each in panel.series}
    loud = [name for name, each in series.items() if each.role != "others"]
    styles = {name: (COLORS[at % len(COLORS)], SYMBOLS[at % len(SYMBOLS)]) for at, name in enumerate(loud)}
    return {name: styles.get(name, (QUIET, "circle")) for name in series}


def _draw_line(
    figure: "Figure", series: Series, styles: Mapping[str, tuple[str, str]], place: dict[str, int], alone: bool
) -> None:
    color, mark = styles[series.name]
    name = tagged(series.name)
    if alone:
        band(figure, series.points, place=place)
    if any(value is not None for value in series.held_against):
        figure.add_scatter(
            x=places(series.points), y=list(series.held_against), mode="lines", hoverinfo="skip", showlegend=False,
            line={"color": QUIET, "dash": "dot", "width": 1.6}, **place,
        )  # fmt: skip
    line = {"color": color, "width": 2, "dash": "dash" if series.role == "others" else "solid"}
    common = {"mode": "lines+markers", "name": name, "legendgroup": name, "line": line}
    if name not in {trace.name for trace in figure.data}:  # the legend's own mark, which is never hollow
        figure.add_scatter(x=[None], y=[None], marker={"size": 6, "color": color, "symbol": mark}, **common, **place)
    figure.add_scatter(
        x=places(series.points), y=[point.value for point in series.points], showlegend=False,
        text=texts(series.points), hovertemplate=POINTED_AT,
        marker={"size": 6, "color": color, "symbol": [f"{mark}{_open(point)}" for point in series.points]},
        **common, **place,
    )  # fmt: skip


def _open(point: ChartPoint) -> str:
    return "-open" if point.hollow else ""


def _draw_mark(figure: "Figure", mark: Mark) -> None:
    figure.add_vline(x=mark.at, line={"color": QUIET, "dash": "dash" if mark.dashed else "solid"})
    if mark.text:
        figure.add_annotation(
            x=mark.at, y=1, yref="paper", yanchor="top", xanchor="left", showarrow=False, font={"size": 11},
            text=f" {tagged(mark.text)}",
        )  # fmt: skip


def _draw_dots(figure: "Figure", series: Series, place: dict[str, int]) -> None:
    names = places(series.points)
    if any(value is not None for value in series.held_against):
        figure.add_scatter(
            x=list(series.held_against), y=names, mode="markers", hoverinfo="skip", showlegend=False,
            marker={"size": 10, "symbol": "circle-open", "color": QUIET, "line": {"width": 1.6}}, **place,
        )  # fmt: skip
    figure.add_scatter(
        x=[point.value for point in series.points], y=names, mode="markers", showlegend=False,
        marker={"size": 9, "color": LINE, "symbol": [f"circle{_open(point)}" for point in series.points]},
        text=texts(series.points), hovertemplate=POINTED_AT,
        error_x={
            "type": "data", "symmetric": False, "thickness": 1.6, "width": 4, "color": QUIET,
            "array": [reach(point.high, point.value) for point in series.points],
            "arrayminus": [reach(point.value, point.low) for point in series.points],
        }, **place,
    )  # fmt: skip


def reach(far: float | None, near: float | None) -> float | None:
    """How far an interval reaches beyond the value; None where its end or the value is unknown."""
    return None if far is None or near is None else far - near


def _finished(
    figure: "Figure", panels: Sequence[ChartPanel], height: int, axis: str, *, legend: bool, across: bool = False
) -> "Figure":
    """The figure with its axis named once, a legend if it needs one, and no empty panel."""
    rows, columns = _rows(panels), _columns(panels)
    figure.update_annotations(font_size=12)
    if rows * columns > len(panels):  # the last place is empty: the axis above it is the lowest of its column
        figure.update_xaxes(visible=False, row=rows, col=columns)
        figure.update_yaxes(visible=False, row=rows, col=columns)
        figure.update_xaxes(showticklabels=True, row=rows - 1, col=columns)
    entries = len({trace.name for trace in figure.data if trace.legendgroup})
    legend_height = LEGEND_ROW * -(-entries // LEGEND_ENTRIES) if legend else 0
    plot, titles = height * rows + GAP * (rows - 1), 2 * GAP - 12 if len(panels) > 1 else 0
    dressed(figure, plot + titles + legend_height + 12 + BELOW, {}, {})
    figure.update_layout(margin_t=titles + legend_height + 12, margin_b=BELOW, showlegend=legend)
    if legend:
        figure.update_layout(legend={"orientation": "h", "x": 0, "y": 1 + (titles + 4) / plot, "yanchor": "bottom"})
    _name_axis(figure, panels, tagged(axis), across)
    return figure


def _name_axis(figure: "Figure", panels: Sequence[ChartPanel], axis: str, across: bool) -> None:
    """The title with the unit: on the axis of a single chart, above small multiples."""
    if len(panels) > 1:
        figure.add_annotation(
            text=axis, x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", yshift=GAP - 10,
            showarrow=False, font={"size": 12, "color": QUIET},
        )  # fmt: skip
    elif across:
        figure.update_xaxes(title=axis)
    else:
        figure.update_yaxes(title=axis)
