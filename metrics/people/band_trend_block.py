"""Each band's metric over the quarters, with the days on which teams came into another band."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from metrics.formatting import format_date, format_value
from metrics.insights import axis, how_to_read, points
from metrics.people.baseline import Baseline
from metrics.people.enablement_ratio import RATIO_WARNING, band_question, changes_within, headline_metrics
from metrics.query import Answer, Ask
from metrics.report import Axis, Block, Chart, ChartPanel, Mark, Note, Series
from metrics.semantic import Metric

MOST_NAMED = 2
"""So many teams are named beside a mark in the chart."""
QUARTERS_SHOWN = 12
NO_DAYS = "Nothing in this workspace has a day on which it happened."


def band_trend_blocks(baseline: Baseline, title: str, ask: Ask) -> tuple[Block, ...]:
    """The headline metric of that title, a line for each band of today, and how to read it; else why there is none."""
    (metric,) = (each for each in headline_metrics() if each.title == title)
    if baseline.event_days is None:
        return (Note(NO_DAYS, "warning"),)
    answers = {
        name: ask(band_question(metric.name, teams, *baseline.event_days, "quarter"))
        for name, teams in baseline.bands.items()
    }
    answered = {name: each for name, each in answers.items() if isinstance(each, Answer)}
    if not answered:
        return (Note(str(next(iter(answers.values()))), "warning"),)
    marked = _marked(baseline, answered)
    chart = _chart(metric, answered, marked, baseline.settings.currency)
    notes = (
        *(f"Dashed, {format_date(day)}: {_named(teams)} came into another band." for _, day, teams in marked),
        *how_to_read(metric, chart.points, shaded=len(answered) == 1),
        RATIO_WARNING,
    )
    return (chart, Note(" ".join(notes)))


def _chart(
    metric: Metric, answers: Mapping[str, Answer], marked: Sequence[tuple[float, date, object]], currency: str
) -> Chart:
    labels = [row.period.label for row in next(iter(answers.values())).rows][-QUARTERS_SHOWN:]
    series = tuple(
        Series(name, points(metric, answer.rows[-len(labels) :], labels, currency)) for name, answer in answers.items()
    )
    title = f"{metric.title} by quarter, a line for each band of today"
    return Chart(
        kind="lines",
        title=title,
        alt=f"{title}. In {labels[-1]}: {'; '.join(_latest(metric, answers, currency))}",
        key="bands",
        panels=(ChartPanel("", series),),
        across=Axis(names=tuple(labels)),
        up=axis(metric, currency),
        marks=tuple(Mark(place, format_date(day)) for place, day, _ in marked),
    )


def _marked(baseline: Baseline, answers: Mapping[str, Answer]) -> Sequence[tuple[float, date, tuple[str, ...]]]:
    periods = [row.period for row in next(iter(answers.values())).rows][-QUARTERS_SHOWN:]
    return changes_within(baseline.ratios, periods) if baseline.ratios else ()


def _latest(metric: Metric, answers: Mapping[str, Answer], currency: str) -> Iterator[str]:
    for name, answer in answers.items():
        yield f"{name} {format_value(answer.rows[-1].value, metric.unit, currency, compact=True)}"


def _named(teams: Sequence[str]) -> str:
    if len(teams) <= MOST_NAMED + 1:
        return ", ".join(teams)
    return f"{', '.join(teams[:MOST_NAMED])} and {len(teams) - MOST_NAMED} more teams"
