"""An answer as a plotly figure. Colours come from the theme; titles, units and alternative texts from the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import streamlit as st

from metrics.definition import Unit
from metrics.statistics.process import Limits

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT = 340
ROW_HEIGHT = 38
LINE = "#2b8a98"
SIGNAL = "#c8502f"
QUIET = "#87929b"
"""Colours that read on the light and on the dark ground alike; fonts and grounds are the theme's."""
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
CONFIG = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
}


@dataclass(frozen=True, slots=True)
class Point:
    """One mark of a chart: where it stands, its value and interval, and what is read when one points at it."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    text: str
    hollow: bool = False
    signal: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """What the points are held against, one value each, and what it is called."""

    name: str
    values: Sequence[float | None]


def trend(points: Sequence[Point], limits: Sequence[Limits], reference: Reference, axis: str, ticks: str) -> "Figure":
    """A line over periods with its interval as a band, process limits dashed, signals marked, partial periods hollow.

    `axis` is the title with the unit; `ticks` the d3 number format of the unit.
    """
    from plotly import graph_objects

    labels = [point.label for point in points]
    figure = graph_objects.Figure()
    if any(point.low is not None for point in points):
        figure.add_scatter(x=labels, y=[p.high for p in points], mode="lines", line_width=0, hoverinfo="skip")
        figure.add_scatter(
            x=labels, y=[p.low for p in points], mode="lines", line_width=0, hoverinfo="skip",
            fill="tonexty", fillcolor="rgba(120, 150, 160, 0.22)",
        )  # fmt: skip
    if limits:
        _draw_limits(figure, labels, limits)
    known = [position for position, value in enumerate(reference.values) if value is not None]
    if known:
        figure.add_scatter(
            x=labels, y=list(reference.values), mode="lines", line={"color": QUIET, "dash": "dot", "shape": "hvh"},
            hovertemplate=f"{reference.name} %{{y}}<extra></extra>",
        )  # fmt: skip
        _name(figure, labels[known[-1]], reference.values[known[-1]], reference.name)
    figure.add_scatter(
        x=labels, y=[p.value for p in points], mode="lines+markers", line={"color": LINE, "width": 2.2},
        text=[p.text for p in points], hovertemplate="%{text}<extra></extra>",
        marker={"size": 8, "color": LINE, "symbol": ["circle-open" if p.hollow else "circle" for p in points]},
    )  # fmt: skip
    signals = [p for p in points if p.signal]
    figure.add_scatter(
        x=[p.label for p in signals], y=[p.value for p in signals], mode="markers", hoverinfo="skip",
        marker={"size": 12, "symbol": "diamond", "color": SIGNAL},
    )  # fmt: skip
    return _dressed(figure, HEIGHT, {"title": axis, "tickformat": ticks}, {"type": "category"})


def _draw_limits(figure: "Figure", labels: Sequence[str], limits: Sequence[Limits]) -> None:
    """The middle and the two limits, as steps where they follow the place in the cycle."""
    lines = {
        "upper limit": [each.high for each in limits],
        "mean": [each.mean for each in limits],
        "lower limit": [each.low for each in limits],
    }
    for name, values in lines.items():
        dash = "solid" if name == "mean" else "dash"
        figure.add_scatter(
            x=labels, y=values, mode="lines", line={"color": QUIET, "width": 1, "dash": dash, "shape": "hvh"},
            hoverinfo="skip",
        )  # fmt: skip
        _name(figure, labels[-1], values[-1], name)


def _name(figure: "Figure", label: str, value: float | None, name: str) -> None:
    """Write a line's name over its end."""
    figure.add_annotation(
        x=label, y=value, text=name, showarrow=False, yshift=9, xanchor="right", font={"size": 11, "color": QUIET}
    )


def breakdown(points: Sequence[Point], axis: str, ticks: str) -> "Figure":
    """One dot a segment with its interval as a bar, largest on top as given."""
    from plotly import graph_objects

    figure = graph_objects.Figure()
    figure.add_scatter(
        x=[p.value for p in points], y=[p.label for p in points], mode="markers", marker={"size": 10, "color": LINE},
        text=[p.text for p in points], hovertemplate="%{text}<extra></extra>",
        error_x={
            "type": "data", "symmetric": False, "thickness": 1.6, "width": 4, "color": QUIET,
            "array": [_reach(p.high, p.value) for p in points],
            "arrayminus": [_reach(p.value, p.low) for p in points],
        },
    )  # fmt: skip
    height = 110 + ROW_HEIGHT * max(len(points), 1)
    across = {"title": axis, "tickformat": ticks}
    return _dressed(figure, height, {"type": "category", "autorange": "reversed"}, across)


def show(figure: "Figure", title: str, alt: str, key: str) -> None:
    """Draw a figure under a title that says what it shows, with a text for those who can't see it."""
    st.markdown(f"**{title}**")
    st.plotly_chart(figure, width="stretch", height=int(figure.layout.height), key=key, config=CONFIG, alt=alt)


def _reach(far: float | None, near: float | None) -> float | None:
    return None if far is None or near is None else far - near


def _dressed(figure: "Figure", height: int, vertical: Mapping[str, object], across: Mapping[str, object]) -> "Figure":
    figure.update_layout(
        height=height, showlegend=False, margin={"l": 10, "r": 10, "t": 12, "b": 10}, hovermode="closest",
        yaxis={**vertical, "automargin": True}, xaxis={**across, "automargin": True},
    )  # fmt: skip
    return figure
