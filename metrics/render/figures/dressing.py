"""What all figures share: colors, number formats, texts, margins."""

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from metrics.formatting import Unit
from metrics.report import Axis, ChartPoint

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT = 340
LINE = "#2b8a98"
SIGNAL = "#c8502f"
QUIET = "#87929b"
BAND = "rgba(120, 150, 160, 0.22)"
COLORS = (LINE, SIGNAL, "#8a6fc9", "#9a7b1f", "#4f7fd6", "#c2578f", "#3f8f5a")
"""Colors that read on the light and on the dark ground alike; fonts and grounds are the theme's."""
TICKS: Mapping[Unit, str] = MappingProxyType(
    {
        "share": ".0%",
        "percent": ".0%",
        "money": "~s",
        "days": "~r",
        "hours": "~r",
        "count": "~r",
        "points": "~r",
        "times": "~r",
    }
)
"""The d3 format of the numbers on an axis."""
POINTED_AT = "%{text}<extra></extra>"
WHOLE: Mapping[str, int] = MappingProxyType({})
"""The place of what is drawn in a figure without panels."""
LEGEND_ABOVE = {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"}


def tagged(text: str) -> str:
    """A text as a figure takes it: tags are what they are, and a new line is one."""
    return escape(text, quote=False).replace("\n", "<br>")


def texts(points: Sequence[ChartPoint]) -> list[str]:
    """What is read when one points at each."""
    return [tagged(point.text) for point in points]


def places(points: Sequence[ChartPoint]) -> list[str | float]:
    """Where each stands: on a place with a name, or at a number."""
    return [tagged(point.x) if isinstance(point.x, str) else point.x for point in points]


def axis_of(axis: Axis) -> dict[str, object]:
    """An axis of numbers, with its title and its ends where it has them."""
    drawn: dict[str, object] = {"title": tagged(axis.title), "tickformat": TICKS[axis.unit]}
    if axis.low is not None and axis.high is not None:
        drawn["range"] = [axis.low, axis.high]
    elif axis.low == 0:
        drawn["rangemode"] = "tozero"
    return drawn


def band(
    figure: "Figure", points: Sequence[ChartPoint], shape: str = "linear", place: Mapping[str, int] = WHOLE
) -> None:
    """Shade where each value likely lies, in one panel of the figure if `row` and `col` say which."""
    if all(point.low is None for point in points):
        return
    line = {"width": 0, "shape": shape}
    hidden: dict[str, object] = {"mode": "lines", "line": line, "hoverinfo": "skip", "showlegend": False, **place}
    figure.add_scatter(x=places(points), y=[point.high for point in points], **hidden)
    figure.add_scatter(
        x=places(points), y=[point.low for point in points], fill="tonexty", fillcolor=BAND, **hidden
    )  # fmt: skip


def name_line(figure: "Figure", place: str | float, value: float | None, name: str) -> None:
    """Write a line's name over its end."""
    figure.add_annotation(
        x=place, y=value, text=tagged(name), showarrow=False, yshift=9, xanchor="right",
        font={"size": 11, "color": QUIET},
    )  # fmt: skip


def dressed(figure: "Figure", height: int, vertical: Mapping[str, object], across: Mapping[str, object]) -> "Figure":
    """The figure with its height, its margins, and what its axes say."""
    figure.update_layout(
        height=height, showlegend=False, margin={"l": 10, "r": 10, "t": 12, "b": 10}, hovermode="closest",
        yaxis=dict(vertical), xaxis=dict(across),
    )  # fmt: skip
    figure.update_xaxes(automargin=True)
    figure.update_yaxes(automargin=True)
    return figure
