"""One metric on a page of its own: over time with what routine variation spans, and segment by segment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from metrics.formatting import format_count
from metrics.insights.answer_table import answer_table
from metrics.insights.change_findings import process_limits
from metrics.insights.metric_words import axis, breakdown_in_words, how_to_read, points, trend_in_words
from metrics.insights.segment_charts import by_value, dots_of_one_period, how_to_read_dots
from metrics.query import AGAINST, Answer, AnswerRow, Comparison, Selection, beside_each_other
from metrics.report import Axis, Block, Chart, ChartPanel, ChartPoint, Note, Series
from metrics.semantic import Metric
from metrics.statistics import ProcessLimits

QUARTERS = 12
"""So many quarters of a metric that is being made are looked at."""


def trend_blocks(
    metric: Metric,
    answer: Answer,
    selection: Selection,
    currency: str,
    *,
    title: str = "",
    held_against: Comparison | None = "plan",
    key: str = "trend",
) -> tuple[Block, ...]:
    """The metric over time and how to read the chart; `title` where it is another than usual."""
    process = process_limits(metric, answer.rows, selection.grain)
    labels = [row.period.label for row in answer.rows]
    drawn = points(metric, answer.rows, labels, currency, process)
    limits = ", with the limits of routine variation" if process.limits else ""
    series = (*_limits(labels, process), *_held_against(labels, answer.rows, held_against), Series("", drawn))
    chart = Chart(
        kind="trend",
        title=title or f"{metric.title} by {selection.grain}{limits}",
        alt=trend_in_words(metric, answer.rows, currency),
        key=key,
        panels=(ChartPanel("", series),),
        across=Axis(names=tuple(labels)),
        up=axis(metric, currency),
    )
    return chart, *notes(how_to_read(metric, drawn))


def breakdown_blocks(
    metric: Metric, answer: Answer, selection: Selection, titles: Mapping[str, str], currency: str
) -> tuple[Block, ...]:
    """The chosen period, segment by segment of the one dimension in `titles`, as a chart and as numbers."""
    ((dimension, title),) = titles.items()
    rows = by_value(answer.rows, dimension, answer.others)
    drawn = beside_each_other(metric, answer, rows)
    panels, names = dots_of_one_period(
        metric, drawn, currency, answer.others, (dimension, None), selection.comparison
    )  # fmt: skip
    shown = f"{metric.title} in {selection.period.label} by {title.lower()}"
    labels = [row.dimensions[dimension] for row in rows]
    alt = breakdown_in_words(metric, rows, labels, currency)
    chart = Chart("dots", shown, alt, "breakdown", panels, Axis(names=names), axis(metric, currency))
    reading = (*how_to_read_dots(rows, selection.comparison), *about_groups(metric, answer, titles))
    table = answer_table(metric, rows, titles, currency, shown, selection.comparison)
    return chart, *notes(reading), table


def preview_blocks(metric: Metric, answer: Answer, several: str, currency: str) -> tuple[Block, ...]:
    """A metric that is being made, over its last quarters: the chart, how many rows count, the numbers."""
    rows = answer.rows[-QUARTERS:]
    labels = [row.period.label for row in rows]
    drawn = points(metric, rows, labels, currency)
    title = f"{metric.title} by quarter"
    alt = trend_in_words(metric, rows, currency)
    panels = (ChartPanel("", (Series("", drawn),)),)
    chart = Chart("trend", title, alt, "made_trend", panels, Axis(names=tuple(labels)), axis(metric, currency))
    counted = f"{format_count(sum(row.n for row in answer.rows))} {several} count."
    note = Note(" ".join((counted, *how_to_read(metric, drawn))))
    return chart, note, replace(answer_table(metric, rows, {}, currency, title), key="made_table")


def notes(sentences: Iterable[str]) -> tuple[Note, ...]:
    """Sentences as one note; none where there are none."""
    text = " ".join(sentences)
    return (Note(text),) if text else ()


def about_groups(metric: Metric, answer: Answer, titles: Mapping[str, str]) -> Iterator[str]:
    """That not every segment is shown by name, and what the others are."""
    for name, others in answer.others.items():
        yield (
            f"Split by {titles[name].lower()}, those with the largest n are shown by name. All others are one "
            f"group, “{others}”, computed from everything in it."
        )
    if len(beside_each_other(metric, answer, answer.rows)) < len(answer.rows):
        yield "As so many make it larger than any single one, that group is not drawn: its numbers are in the table."


def _limits(labels: Sequence[str], process: ProcessLimits) -> Iterator[Series]:
    """The middle and the two limits of routine variation."""
    if not process.limits:
        return
    lines = {
        "upper limit": [each.high for each in process.limits],
        "mean": [each.mean for each in process.limits],
        "lower limit": [each.low for each in process.limits],
    }
    for name, values in lines.items():
        drawn = tuple(ChartPoint(label, value) for label, value in zip(labels, values, strict=False))
        yield Series(name, drawn, "middle" if name == "mean" else "limit")


def _held_against(labels: Sequence[str], rows: Sequence[AnswerRow], comparison: Comparison | None) -> Iterator[Series]:
    """What the trend is held against, as a line of its own."""
    if comparison is None:
        return
    values = [row.compared[comparison].value if comparison in row.compared else None for row in rows]
    drawn = tuple(ChartPoint(label, value) for label, value in zip(labels, values, strict=True))
    yield Series(AGAINST[comparison].removeprefix("the "), drawn, "plan")
