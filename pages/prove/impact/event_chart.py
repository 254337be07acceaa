"""The event study as a chart: how far those reached moved from what they would have done, month by month."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from metrics.formatting import PER_CENT
from metrics.impact import ImpactQuestion, amount_text, likely_between_text
from metrics.programs import EventPoint, effect_as_shown, event_range
from pages.parts.charts import HEIGHT, LINE, QUIET, TICKS, ChartPoint, band, dressed

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def event_chart(points: Sequence[EventPoint], question: ImpactQuestion, axis: str) -> "Figure":
    """A point a month with its likely range; those before the start are hollow and should lie about nothing."""
    from plotly import graph_objects

    figure = graph_objects.Figure()
    words = [_in_words(point, question) for point in points]
    shown = effect_as_shown(points, question)
    drawn = [
        ChartPoint(str(point.month), point.value, point.low, point.high, text, hollow=point.month < 0)
        for point, text in zip(shown, words, strict=True)
    ]
    for side in ([each for each in drawn if each.hollow], [each for each in drawn if not each.hollow]):
        band(figure, side)
        figure.add_scatter(
            x=[int(each.label) for each in side], y=[each.value for each in side], mode="lines+markers",
            line={"color": LINE, "width": 2.2, "dash": "dot" if side and side[0].hollow else "solid"},
            marker={"size": 8, "color": LINE, "symbol": ["circle-open" if each.hollow else "circle" for each in side]},
            text=[each.text for each in side], hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip
    figure.add_hline(y=0, line={"color": QUIET, "width": 1})
    figure.add_vline(x=-0.5, line={"color": QUIET, "width": 1, "dash": "dash"})
    figure.add_annotation(
        x=-0.5, y=1, yref="paper", text="start", showarrow=False, xanchor="left", xshift=4, font={"color": QUIET}
    )
    return dressed(
        figure,
        HEIGHT,
        {
            "title": axis,
            "tickformat": "~r" if question.unit in PER_CENT else TICKS[question.unit],
            "range": list(event_range(shown)),
        },
        {"title": "Months since the start", "tickformat": "d"},
    )


def _in_words(point: EventPoint, question: ImpactQuestion) -> str:
    when = f"{point.month:+d} months".replace("-", "−")
    return f"{when}: {amount_text(point.value, question)} ({likely_between_text(point.low, point.high, question)})"
