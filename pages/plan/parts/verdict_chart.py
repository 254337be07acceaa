"""The scale of ratios: one line without zones, its ends and the typical ratio named, and where one stands on it."""

from math import log10
from typing import TYPE_CHECKING

from metrics.planning.organisation import Recommendation
from metrics.planning.organisation_block import scale_marks
from metrics.planning.wording import ratio_text
from pages.parts.charts import LINE, QUIET, SIGNAL, dressed

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT = 130
NOW, RECOMMENDED = "now", "recommended"
ANCHORS = ("gross inefficiency", "aimed at", "not bought in")
LEVELS = {NOW: 1.0, RECOMMENDED: -1.0}
"""Over the line, and under it: the two are often close together."""


def verdict_chart(found: Recommendation) -> "Figure":
    """The scale, logarithmic, with the ratio there is above it and the recommended one below."""
    from plotly import graph_objects

    numbers = found.numbers
    marks = {mark.name: mark.ratio for mark in scale_marks(found)}
    ends = (numbers.gross, numbers.beyond)
    anchors = (numbers.gross, numbers.ratio, numbers.beyond)
    figure = graph_objects.Figure()
    figure.add_scatter(x=ends, y=[0, 0], mode="lines", line={"color": QUIET, "width": 5}, hoverinfo="skip")
    figure.add_scatter(
        x=anchors, y=[0, 0, 0], mode="markers", hoverinfo="skip",
        marker={"symbol": "line-ns", "size": 16, "line": {"width": 3, "color": QUIET}},
    )  # fmt: skip
    for name, symbol, colour in ((NOW, "triangle-down", SIGNAL), (RECOMMENDED, "triangle-up", LINE)):
        if name in marks:
            _mark(figure, name, marks[name], symbol, colour, ends)
    for ratio, name, side in zip(anchors, ANCHORS, ("left", "center", "right"), strict=True):
        figure.add_annotation(  # its own place on a logarithmic axis is the logarithm
            x=log10(ratio), y=-2.1, text=f"{ratio_text(ratio)}<br>{name}", showarrow=False, xanchor=side, align=side,
            font={"size": 12},
        )  # fmt: skip
    across = {"type": "log", "range": _range(ends), "visible": False, "fixedrange": True}
    figure = dressed(figure, HEIGHT, {"visible": False, "range": [-3, 1.6], "fixedrange": True}, across)
    figure.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return figure


def in_words(found: Recommendation) -> str:
    """What the scale shows, for those who can't see it."""
    marks = ", ".join(f"{mark.name} {ratio_text(mark.ratio)}" for mark in scale_marks(found))
    return f"Scale of customer-facing people per enablement person: {marks}. {found.verdict.sentence}"


def _mark(figure: "Figure", name: str, ratio: float, symbol: str, colour: str, ends: tuple[int, int]) -> None:
    """A triangle that points at the line, and its ratio; held at the end where it lies beyond."""
    place = min(max(ratio, ends[0]), ends[1])
    near_the_end = place > (ends[0] * ends[1]) ** 0.5
    figure.add_scatter(
        x=[place], y=[0.42 * LEVELS[name]], mode="markers+text", hoverinfo="skip",
        text=[f"  <b>{ratio_text(ratio)}</b> {name}  "],
        textposition="middle left" if near_the_end else "middle right", textfont={"color": colour, "size": 13},
        marker={"symbol": symbol, "size": 13, "color": colour},
    )  # fmt: skip


def _range(ends: tuple[int, int]) -> list[float]:
    """The scale, with a little room at both ends."""
    low, high = (log10(end) for end in ends)
    room = (high - low) * 0.03
    return [low - room, high + room]
