"""Curves of newcomers: which share had got there by each day, with the range of a curve that stands alone."""

from typing import TYPE_CHECKING

from metrics.people import RampGroup, Ramps, curve_points, longest_day
from pages.parts.charts import BAND, HEIGHT, dressed
from pages.parts.panels import COLORS

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
MOST_CURVES = 6


def ramp_chart(ramps: Ramps) -> "Figure":
    """A step curve a group, the largest ones; everybody alone has its range."""
    from plotly import graph_objects

    figure = graph_objects.Figure()
    groups = drawn(ramps)
    for place, group in enumerate(groups):
        points = curve_points(group)
        days = [point.day for point in points]
        if len(groups) == 1:
            hidden = {"mode": "lines", "line": {"width": 0, "shape": "hv"}, "hoverinfo": "skip", "showlegend": False}
            figure.add_scatter(x=days, y=[point.high for point in points], **hidden)
            figure.add_scatter(x=days, y=[point.low for point in points], fill="tonexty", fillcolor=BAND, **hidden)
        figure.add_scatter(
            x=days, y=[point.share for point in points], mode="lines", name=group.name,
            line={"color": COLORS[place % len(COLORS)], "width": 2.2, "shape": "hv",
                  "dash": DASHES[place % len(DASHES)]},
            hovertemplate=f"{group.name}: %{{y:.0%}} by day %{{x}}<extra></extra>",
        )  # fmt: skip
    across = {"title": "Days since the start", "range": [0, longest_day(ramps)]}
    dressed(figure, HEIGHT, {"title": "Had got there", "tickformat": ".0%", "range": [0, 1.02]}, across)
    if len(groups) > 1:
        figure.update_layout(
            showlegend=True, legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}, margin_t=56
        )
    return figure


def drawn(ramps: Ramps) -> tuple[RampGroup, ...]:
    """The groups that are drawn: the largest, in their order; everybody where there are none."""
    with_curve = [group for group in ramps.groups if group.curve is not None]
    largest = {group.name for group in sorted(with_curve, key=lambda group: -group.n)[:MOST_CURVES]}
    return tuple(group for group in with_curve if group.name in largest) or (ramps.whole,)
