"""Several segments in one figure: lines over time, or dots of one period, in one panel or in small multiples.

Panels share their axes, so that what looks higher is higher. Two stand side by side: a phone can still show them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pages.parts.charts import HEIGHT, LINE, QUIET, ChartPoint, band, dressed, reach

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

COLORS = (LINE, "#c8502f", "#8a6fc9", "#9a7b1f", "#4f7fd6", "#c2578f", "#3f8f5a")
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


@dataclass(frozen=True, slots=True)
class Series:
    """One segment's points, and the values they are held against (none: nothing). All others together are `quiet`."""

    name: str
    points: Sequence[ChartPoint]
    held_against: Sequence[float | None] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class ChartPanel:
    """One of several small charts with the same axes; a chart of its own has no title."""

    title: str
    series: Sequence[Series]


def over_time(panels: Sequence[ChartPanel], labels: Sequence[str], axis: str, ticks: str) -> "Figure":
    """A line a segment over the periods `labels`, partial ones hollow; alone in its panel it has its interval too."""
    height = HEIGHT if len(panels) == 1 else PANEL_HEIGHT
    figure = _grid(panels, height)
    styles = _styles(panels)
    for position, panel in enumerate(panels):
        for series in panel.series:
            _draw_line(figure, series, styles, _place(position), alone=len(panel.series) == 1)
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=list(labels))
    figure.update_xaxes(nticks=8 if len(panels) == 1 else 2, tickangle=None if len(panels) == 1 else 0)
    figure.update_yaxes(tickformat=ticks, nticks=None if len(panels) == 1 else 4, rangemode="normal")
    return _finished(figure, panels, height, axis, legend=len(styles) > 1)


def of_one_period(panels: Sequence[ChartPanel], rows: Sequence[str], axis: str, ticks: str) -> "Figure":
    """A dot a segment with its interval, on the row of its name; a hollow mark is what it is held against."""
    row_height = ROW_HEIGHT if len(panels) == 1 else SMALL_ROW_HEIGHT
    height = row_height * max(len(rows), 1) + row_height // 2
    figure = _grid(panels, height)
    for position, panel in enumerate(panels):
        for series in panel.series:
            _draw_dots(figure, series, _place(position))
    figure.update_xaxes(tickformat=ticks, nticks=5)
    figure.update_yaxes(type="category", categoryorder="array", categoryarray=list(rows), range=[len(rows) - 0.4, -0.6])
    return _finished(figure, panels, height, axis, legend=False, across=True)


def _grid(panels: Sequence[ChartPanel], height: int) -> "Figure":
    from plotly.subplots import make_subplots

    rows = _rows(panels)
    return make_subplots(
        rows=rows, cols=_columns(panels), shared_xaxes="all", shared_yaxes="all",
        subplot_titles=[panel.title for panel in panels] if len(panels) > 1 else None,
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
    loud = [name for name, each in series.items() if not each.quiet]
    styles = {name: (COLORS[at % len(COLORS)], SYMBOLS[at % len(SYMBOLS)]) for at, name in enumerate(loud)}
    return {name: styles.get(name, (QUIET, "circle")) for name in series}


def _draw_line(
    figure: "Figure", series: Series, styles: Mapping[str, tuple[str, str]], place: dict[str, int], alone: bool
) -> None:
    color, mark = styles[series.name]
    labels = [point.label for point in series.points]
    if alone:
        band(figure, series.points, **place)
    if any(value is not None for value in series.held_against):
        figure.add_scatter(
            x=labels, y=list(series.held_against), mode="lines", line={"color": QUIET, "dash": "dot", "width": 1.6},
            hoverinfo="skip", showlegend=False, **place,
        )  # fmt: skip
    line = {"color": color, "width": 2, "dash": "dash" if series.quiet else "solid"}
    common = {"mode": "lines+markers", "name": series.name, "legendgroup": series.name, "line": line}
    if series.name not in {trace.name for trace in figure.data}:  # the legend's own mark, which is never hollow
        figure.add_scatter(x=[None], y=[None], marker={"size": 6, "color": color, "symbol": mark}, **common, **place)
    figure.add_scatter(
        x=labels, y=[point.value for point in series.points], showlegend=False,
        text=[point.text for point in series.points], hovertemplate="%{text}<extra></extra>",
        marker={"size": 6, "color": color, "symbol": [f"{mark}{_open(point)}" for point in series.points]},
        **common, **place,
    )  # fmt: skip


def _open(point: ChartPoint) -> str:
    return "-open" if point.hollow else ""


def _draw_dots(figure: "Figure", series: Series, place: dict[str, int]) -> None:
    names = [point.label for point in series.points]
    if any(value is not None for value in series.held_against):
        figure.add_scatter(
            x=list(series.held_against), y=names, mode="markers", hoverinfo="skip", showlegend=False,
            marker={"size": 10, "symbol": "circle-open", "color": QUIET, "line": {"width": 1.6}}, **place,
        )  # fmt: skip
    figure.add_scatter(
        x=[point.value for point in series.points], y=names, mode="markers", showlegend=False,
        marker={"size": 9, "color": LINE, "symbol": [f"circle{_open(point)}" for point in series.points]},
        text=[point.text for point in series.points], hovertemplate="%{text}<extra></extra>",
        error_x={
            "type": "data", "symmetric": False, "thickness": 1.6, "width": 4, "color": QUIET,
            "array": [reach(point.high, point.value) for point in series.points],
            "arrayminus": [reach(point.value, point.low) for point in series.points],
        }, **place,
    )  # fmt: skip


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
    _name_axis(figure, panels, axis, across)
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
