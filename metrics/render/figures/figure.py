"""A chart as a plotly figure, whatever its kind."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from metrics.render.figures.bars import bridge, stack, waterfall
from metrics.render.figures.curves import events, steps
from metrics.render.figures.funnel import funnel
from metrics.render.figures.outlook import fan, tornado
from metrics.render.figures.panels import dots, lines
from metrics.render.figures.trend import trend
from metrics.report import Chart, ChartKind

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

DRAWN: "Mapping[ChartKind, Callable[[Chart], Figure]]" = MappingProxyType(
    {
        "trend": trend,
        "lines": lines,
        "dots": dots,
        "steps": steps,
        "events": events,
        "funnel": funnel,
        "waterfall": waterfall,
        "bridge": bridge,
        "stack": stack,
        "fan": fan,
        "tornado": tornado,
    }
)
CONFIG: Mapping[str, object] = MappingProxyType(
    {
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "displaylogo": False,
        "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
    }
)
"""What a figure offers beside itself, wherever it is shown: nothing that would send it elsewhere."""


def figure_of(chart: Chart) -> "Figure":
    """The figure of a chart, with a height of its own; title and alternative text are for who shows it."""
    return DRAWN[chart.kind](chart)
