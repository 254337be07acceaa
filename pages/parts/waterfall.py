"""From one number to another over what is added and taken away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from pages.parts.charts import LINE, QUIET, SIGNAL, dressed

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT = 320
ROW_HEIGHT, LINE_HEIGHT = 22, 15
LETTERS = 24
"""So many letters of a name stand side by side where names stand beside bars."""


@dataclass(frozen=True, slots=True)
class WaterfallBar:
    """A total that is reached, or a part that leads on from the one before; `text` is written at its end."""

    name: str
    value: float
    text: str
    total: bool = False


def upright(bars: Sequence[WaterfallBar], axis: str, ticks: str) -> "Figure":
    """Bars side by side, their names below: for few of them."""
    names = [escape(bar.name, quote=False) for bar in bars]
    figure = _waterfall(bars, {"x": names, "y": [bar.value for bar in bars], "orientation": "v"})
    return dressed(figure, HEIGHT, {"title": axis, "tickformat": ticks}, {"type": "category"})


def lying(bars: Sequence[WaterfallBar], axis: str, ticks: str) -> "Figure":
    """Bars one below the other, their names, which may be long, beside them. Two bars may have the same name."""
    names = ["<br>".join(escape(line, quote=False) for line in wrap(bar.name, LETTERS)) for bar in bars]
    places = list(range(len(bars)))
    figure = _waterfall(bars, {"y": places, "x": [bar.value for bar in bars], "orientation": "h"})
    height = sum(ROW_HEIGHT + LINE_HEIGHT * name.count("<br>") + LINE_HEIGHT for name in names) + 60
    vertical = {"tickmode": "array", "tickvals": places, "ticktext": names, "range": [len(bars) - 0.4, -0.6]}
    furthest = max((bar.value for bar in bars if bar.total), default=0.0)
    return dressed(figure, height, vertical, {"title": axis, "tickformat": ticks, "range": [0, furthest * 1.25]})


def _waterfall(bars: Sequence[WaterfallBar], placed: Mapping[str, object]) -> "Figure":
    from plotly import graph_objects

    figure = graph_objects.Figure()
    figure.add_waterfall(
        measure=["absolute" if bar.total else "relative" for bar in bars],
        text=[escape(bar.text, quote=False) for bar in bars],
        textposition="outside", hoverinfo="skip", cliponaxis=False, connector={"line": {"color": QUIET, "width": 1}},
        increasing={"marker": {"color": LINE}}, decreasing={"marker": {"color": SIGNAL}},
        totals={"marker": {"color": QUIET}}, **placed,
    )  # fmt: skip
    return figure
