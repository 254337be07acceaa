"""What Explore draws of an answer: a figure, a title that says what it shows, its words, and how to read it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.insights import process_limits
from metrics.query import Answer, AnswerRow, Comparison, beside_each_other, filled
from metrics.semantic import Metric
from pages.parts import charts, panels
from pages.parts.chart_reading import AGAINST, axis, breakdown_in_words, hollow, points, reference, trend_in_words
from pages.parts.filter_bar import Selection
from pages.parts.segment_charts import DRAWN, by_value, dots_of_one_period, lines_over_time
from pages.parts.view_choices import View

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

MOST_IN_WORDS = 20


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure, a text for those who can't see it, and sentences on how to read it."""

    figure: "Figure"
    alt: str
    notes: tuple[str, ...]


def titled(metric: Metric, selection: Selection, view: View) -> str:
    """What the view shows: “Win rate by quarter, Q4 2023 to Q3 2026: a line for each team”."""
    names = [title.lower() for title in view.dimensions]
    if not view.over_time:
        return f"{metric.title} in {selection.period.label} by {' and '.join(names)}"
    trend = selection.looking_back(view.back).trend
    span = trend[0].label if len(trend) == 1 else f"{trend[0].label} to {trend[-1].label}"
    shown = f"{metric.title} by {selection.grain}, {span}"
    if view.form == "Table" or not names:
        return " and by ".join((shown, *names))
    parts = ("line", "panel") if view.form == "Trend" else ("panel", "line")
    return f"{shown}: {', '.join(f'a {part} for each {name}' for part, name in zip(parts, names, strict=False))}"


def pictured(metric: Metric, answer: Answer, selection: Selection, view: View, currency: str) -> Picture:
    """The picture of a view."""
    if not view.dimensions:
        return _whole(metric, answer, selection, currency)
    if view.form == "Breakdown":
        return _dots(metric, answer, selection, view, currency)
    return _lines(metric, answer, selection, view, currency)


def about_groups(metric: Metric, answer: Answer, titles: Mapping[str, str]) -> Iterator[str]:
    """That not every segment is shown by name, and what the others are."""
    for name, others in answer.others.items():
        yield (
            f"Split by {titles[name].lower()}, those with the largest n are shown by name. All others are one "
            f"group, “{others}”, computed from everything in it."
        )
    if len(beside_each_other(metric, answer, answer.rows)) < len(answer.rows):
        yield "As so many make it larger than any single one, that group is not drawn: its numbers are in the table."


def how_to_read_dots(rows: Sequence[AnswerRow], held_against: Comparison) -> tuple[str, ...]:
    """What the marks beside the dots are, a sentence each."""
    compared = any(each.value is not None for row in rows for each in row.compared.values())
    marks = {
        "Bar: where each value likely lies.": any(row.low is not None for row in rows),
        f"Ring: {AGAINST[held_against]}.": compared,
        "Hollow: a partial period.": any(not row.period.complete for row in rows),
    }
    return tuple(sentence for sentence, drawn in marks.items() if drawn)


def _whole(metric: Metric, answer: Answer, selection: Selection, currency: str) -> Picture:
    process = process_limits(metric, answer.rows, selection.grain)
    labels = [row.period.label for row in answer.rows]
    drawn = points(metric, answer.rows, labels, currency, process)
    held_against = reference(selection.comparison, answer.rows)
    if selection.comparison not in DRAWN:
        held_against = charts.Reference("", ())
    figure = charts.trend(drawn, process.limits, held_against, axis(metric, currency), charts.TICKS[metric.unit])
    return Picture(figure, trend_in_words(metric, answer.rows, currency), charts.legend(drawn, hollow(metric)))


def _lines(metric: Metric, answer: Answer, selection: Selection, view: View, currency: str) -> Picture:
    rows = beside_each_other(metric, answer, filled(metric, answer))
    first, second = (*view.titles, None)[:2]
    by = (second, first) if view.form == "Trend" else (first, second)
    labels = [period.label for period in selection.looking_back(view.back).trend]
    drawn = lines_over_time(metric, rows, labels, answer.others, by, selection.comparison, currency)
    figure = panels.over_time(drawn, labels, axis(metric, currency), charts.TICKS[metric.unit])
    marks = [point for panel in drawn for series in panel.series for point in series.points]
    notes = charts.legend(marks, hollow(metric), shaded=by[1] is None)
    if by[1] is None and selection.comparison in DRAWN:
        notes = (*notes, f"Dotted: {AGAINST[selection.comparison]}.")
    last = [row for row in rows if row.period.start == selection.period.start]
    return Picture(figure, _values_in_words(metric, last, view, currency), notes)


def _dots(metric: Metric, answer: Answer, selection: Selection, view: View, currency: str) -> Picture:
    first, second = (*view.titles, None)[:2]
    rows = beside_each_other(metric, answer, answer.rows)
    drawn, names = dots_of_one_period(
        metric, rows, answer.others, (str(first), second), selection.comparison, currency
    )  # fmt: skip
    figure = panels.of_one_period(drawn, names, axis(metric, currency), charts.TICKS[metric.unit])
    notes = how_to_read_dots(answer.rows, selection.comparison)
    return Picture(figure, _values_in_words(metric, answer.rows, view, currency), notes)


def _values_in_words(metric: Metric, rows: Sequence[AnswerRow], view: View, currency: str) -> str:
    """The values from the highest on, as many as one can listen to."""
    ordered = by_value(rows, next(iter(view.titles)), {})
    named = [" and ".join(row.dimensions.values()) for row in ordered[:MOST_IN_WORDS]]
    words = breakdown_in_words(metric, ordered[:MOST_IN_WORDS], named, currency)
    return words if len(ordered) <= MOST_IN_WORDS else f"{words}, and more in the table"
