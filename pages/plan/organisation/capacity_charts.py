"""Capacity as charts: the fan of what may come, and the tornado of what moves it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from metrics.planning import Capacity, CapacityBar
from pages.parts.charts import LINE, QUIET, SIGNAL, dressed

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT = 320
TORNADO_ROW = 48
FILL = "rgba(43, 138, 152, 0.22)"


def fan(capacity: Capacity, labels: Sequence[str], unit: str) -> "Figure":
    """The middle path with the band in which eight of ten lie."""
    from plotly import graph_objects

    low, middle, high = (list(values) for values in (capacity.p10, capacity.p50, capacity.p90))
    hidden = {"mode": "lines", "line_width": 0, "hoverinfo": "skip"}
    figure = graph_objects.Figure()
    figure.add_scatter(x=list(labels), y=high, **hidden)
    figure.add_scatter(x=list(labels), y=low, fill="tonexty", fillcolor=FILL, **hidden)
    figure.add_scatter(
        x=list(labels), y=middle, mode="lines+markers", line={"color": LINE, "width": 2.2},
        hovertemplate="%{y:,.3s}<extra></extra>",
    )  # fmt: skip
    vertical = {"title": f"capacity per quarter ({unit})", "rangemode": "tozero", "tickformat": "~s"}
    return dressed(figure, HEIGHT, vertical, {"type": "category"})


def tornado(capacity: Capacity, unit: str) -> "Figure":
    """A bar an input, from the total when it alone is low to the total when it alone is high."""
    from plotly import graph_objects

    shown = [bar_label(bar) for bar in capacity.bars]
    figure = graph_objects.Figure()
    for name, color, pattern, totals in (
        ("low", SIGNAL, "/", [bar.at_low for bar in capacity.bars]),
        ("high", LINE, "", [bar.at_high for bar in capacity.bars]),
    ):
        figure.add_bar(
            y=shown, x=[total - capacity.expected for total in totals], base=capacity.expected, orientation="h",
            name=f"input {name}", customdata=totals, hovertemplate="%{customdata:,.3s}<extra></extra>",
            marker={"color": color, "pattern": {"shape": pattern, "fgcolor": "white", "fillmode": "overlay"}},
        )  # fmt: skip
    figure.add_vline(x=capacity.expected, line={"color": QUIET, "width": 1})
    height = 110 + TORNADO_ROW * len(capacity.bars)
    across = {"title": f"capacity of eight quarters ({unit})", "tickformat": "~s", "nticks": 5}
    figure = dressed(figure, height, {"type": "category", "autorange": "reversed"}, across)
    figure.update_layout(
        barmode="overlay", showlegend=True, margin={"t": 36},
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
    )  # fmt: skip
    return figure


def bar_label(bar: CapacityBar) -> str:
    """An input with its low and high value, on two lines."""
    if bar.name == "time_to_backfill":
        return f"{bar.title}<br>{bar.low_input:g} to {bar.high_input:g}"
    return f"{bar.title}<br>{100 * bar.low_input:g} % to {100 * bar.high_input:g} %"


def fan_in_words(capacity: Capacity, labels: Sequence[str]) -> str:
    """The fan for those who can't see it."""
    first, last = (
        f"{middle:,.1f} full quotas (eight of ten paths {low:,.1f} to {high:,.1f})"
        for low, middle, high in ((capacity.p10[at], capacity.p50[at], capacity.p90[at]) for at in (0, -1))
    )
    return f"Capacity per quarter: {first} in {labels[0]}, {last} in {labels[-1]}"


def tornado_in_words(capacity: Capacity) -> str:
    """The tornado for those who can't see it."""
    bars = "; ".join(f"{bar.title} {bar.at_low:,.0f} to {bar.at_high:,.0f}" for bar in capacity.bars)
    expected = f"{capacity.expected:,.0f} expected"
    return f"Capacity of eight quarters in full quotas, {expected}, by input from low to high: {bars}"
