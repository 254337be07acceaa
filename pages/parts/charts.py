"""An answer as a plotly figure. Colors come from the theme; titles, units and alternative texts from the answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import streamlit as st

from metrics.formatting import Unit
from metrics.statistics import NaturalLimits
from pages.parts.plain import plain

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT = 340
LINE = "#2b8a98"
SIGNAL = "#c8502f"
QUIET = "#87929b"
BAND = "rgba(120, 150, 160, 0.22)"
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
CONFIG = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
}


@dataclass(frozen=True, slots=True)
class ChartPoint:
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


def trend(
    points: Sequence[ChartPoint], limits: Sequence[NaturalLimits], reference: Reference, axis: str, ticks: str
) -> "Figure":
    """A line over periods with its interval as a band, process limits dashed, signals marked, partial periods hollow.

    `axis` is the title with the unit; `ticks` the d3 number format of the unit.
    """
    from plotly import graph_objects

    labels = [point.label for point in points]
    figure = graph_objects.Figure()
    band(figure, points)
    if limits:
        _draw_limits(figure, labels, limits)
    positions = [position for position, value in enumerate(reference.values) if value is not None]
    if positions:
        figure.add_scatter(
            x=labels, y=list(reference.values), mode="lines", line={"color": QUIET, "dash": "dot", "shape": "hvh"},
            hovertemplate=f"{reference.name} %{{y}}<extra></extra>",
        )  # fmt: skip
        _name(figure, labels[positions[-1]], reference.values[positions[-1]], reference.name)
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
    return dressed(figure, HEIGHT, {"title": axis, "tickformat": ticks}, {"type": "category"})


def band(figure: "Figure", points: Sequence[ChartPoint], **place: int) -> None:
    """Shade where each value likely lies, in one panel of the figure if `row` and `col` say which."""
    if all(point.low is None for point in points):
        return
    labels = [point.label for point in points]
    hidden: dict[str, object] = {"mode": "lines", "line_width": 0, "hoverinfo": "skip", "showlegend": False, **place}
    figure.add_scatter(x=labels, y=[point.high for point in points], **hidden)
    figure.add_scatter(x=labels, y=[point.low for point in points], fill="tonexty", fillcolor=BAND, **hidden)


def _draw_limits(figure: "Figure", labels: Sequence[str], limits: Sequence[NaturalLimits]) -> None:
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


def legend(points: Sequence[ChartPoint], hollow: str, *, shaded: bool = True) -> tuple[str, ...]:
    """How to read the marks of a chart, a sentence each: what `hollow` ones are, `shaded` if it draws intervals."""
    marks = {
        "Shaded: where each value likely lies.": shaded and any(point.low is not None for point in points),
        f"Hollow: {hollow}.": any(point.hollow for point in points),
        "Diamond: more than routine variation.": any(point.signal for point in points),
    }
    return tuple(sentence for sentence, drawn in marks.items() if drawn)


def show(figure: "Figure", title: str, alt: str, key: str) -> None:
    """Draw a figure under a title that says what it shows, with a text for those who can't see it."""
    st.markdown(f"**{plain(title)}**")
    config = {**CONFIG, "toImageButtonOptions": {"filename": file_name(title), "scale": 2}}
    st.plotly_chart(figure, width="stretch", height=int(figure.layout.height), key=key, config=config, alt=alt)


def file_name(title: str) -> str:
    """A title as the name of a file, without an ending: “Win rate in Q3 2026” is win-rate-in-q3-2026."""
    return "-".join(re.findall(r"\w+", title.lower()))[:80]


def reach(far: float | None, near: float | None) -> float | None:
    """How far an interval reaches beyond the value; None where its end or the value is unknown."""
    return None if far is None or near is None else far - near


def dressed(figure: "Figure", height: int, vertical: Mapping[str, object], across: Mapping[str, object]) -> "Figure":
    """The figure with its height, its margins, and what its axes say."""
    figure.update_layout(
        height=height, showlegend=False, margin={"l": 10, "r": 10, "t": 12, "b": 10}, hovermode="closest",
        yaxis=dict(vertical), xaxis=dict(across),
    )  # fmt: skip
    figure.update_xaxes(automargin=True)
    figure.update_yaxes(automargin=True)
    return figure
