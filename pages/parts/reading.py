"""An answer in the words a card and a chart show."""

from collections.abc import Sequence

from metrics.definition import Metric
from metrics.findings import process_limits
from metrics.formatting import (
    UNKNOWN,
    format_change,
    format_change_interval,
    format_count,
    format_interval,
    format_value,
)
from metrics.question import Answer, AnswerRow, Compared, Comparison
from metrics.settings import Settings
from metrics.statistics.process import ProcessLimits
from pages.parts.card import Card, Tone
from pages.parts.charts import Point
from pages.parts.filters import Selection

AGAINST: dict[Comparison, str] = {
    "previous": "the period before",
    "year ago": "a year earlier",
    "plan": "the plan",
    "company": "the rest of the company",
}
VERDICTS: dict[str, str] = {
    "real change": "Real change",
    "routine variation": "Routine variation",
    "too few points": "Too few periods to tell real change from routine variation",
    "no value": "",
}


def card_of(metric: Metric, answer: Answer, selection: Selection, settings: Settings) -> Card:
    """The card of the last period of a trend."""
    currency = settings.currency
    row = answer.rows[-1]
    verdict = process_limits(metric, answer.rows).verdict if row.period.complete else None
    signal = verdict is not None and verdict.kind == "real change"
    change, tone = _change(metric, row, selection.comparison, currency)
    plan = _plan(metric, row.compared.get("plan"), currency) if selection.comparison != "plan" else ""
    return Card(
        value=format_value(row.value, metric.unit, currency, compact=True),
        change=change,
        tone=tone if signal else "quiet",
        verdict=VERDICTS[verdict.kind] if verdict else "",
        signal=signal,
        sure=_sure(metric, row.compared.get(selection.comparison), currency),
        evidence=" · ".join(
            part for part in (evidence(metric, row, currency), plan, amount_note(metric, settings)) if part
        ),
        warning=warning(row),
        series=[entry.value for entry in answer.rows],
        marked=len(answer.rows) - 1,
        trend=trend_in_words(metric, answer.rows, currency),
    )


def evidence(metric: Metric, row: AnswerRow, currency: str) -> str:
    """How many the value rests on, and how sure it is."""
    interval = format_interval(row.low, row.high, metric.unit, currency, compact=True)
    return f"n = {format_count(row.n)}" + (f" · {interval}" if interval != UNKNOWN else "")


def amount_note(metric: Metric, settings: Settings) -> str:
    """What an amount of money stands for, so that nobody reads a yearly value as a total."""
    if metric.unit != "money":
        return ""
    if settings.amount_means is None:
        return "nobody has said yet what a deal's amount means (Settings)"
    return f"a deal's amount is its {settings.amount_means}"


def warning(row: AnswerRow) -> str:
    """What a reader must know before believing the value: nothing to show, or a period that isn't over."""
    if row.reason:
        return row.reason
    if not row.period.complete:
        return f"Partial period: the data doesn't cover all of {row.period.label}."
    return ""


def points(
    metric: Metric,
    rows: Sequence[AnswerRow],
    labels: Sequence[str],
    currency: str,
    process: ProcessLimits | None = None,
) -> list[Point]:
    """The rows as marks of a chart, with the signals of a trend."""
    signals = {signal.position for signal in process.signals} if process else set()
    return [
        Point(
            label,
            row.value,
            row.low,
            row.high,
            f"{label}: {format_value(row.value, metric.unit, currency)}<br>{evidence(metric, row, currency)}",
            hollow=not row.period.complete,
            signal=position in signals,
        )
        for position, (label, row) in enumerate(zip(labels, rows, strict=True))
    ]


def trend_in_words(metric: Metric, rows: Sequence[AnswerRow], currency: str) -> str:
    """What a trend shows, for those who can't see it."""
    known = [row for row in rows if row.value is not None]
    if not known:
        return "No trend: no period has a value"
    first, last = (
        f"{format_value(row.value, metric.unit, currency, compact=True)} in {row.period.label}"
        for row in (known[0], known[-1])
    )
    return f"{metric.title}: from {first} to {last}"


def breakdown_in_words(metric: Metric, rows: Sequence[AnswerRow], labels: Sequence[str], currency: str) -> str:
    """What a breakdown shows, for those who can't see it: the values from first to last."""
    values = [
        f"{label} {format_value(row.value, metric.unit, currency, compact=True)}"
        for label, row in zip(labels, rows, strict=True)
    ]
    return f"{metric.title}: {', '.join(values)}"


def _change(metric: Metric, row: AnswerRow, comparison: Comparison, currency: str) -> tuple[str, Tone]:
    compared = row.compared.get(comparison)
    if compared is None or compared.change is None or row.value is None:
        reason = compared.reason if compared else None
        return (f"Nothing to compare with: {reason}" if reason else "", "quiet")
    change = format_change(compared.change, metric.unit, currency, compact=True)
    other = format_value(compared.value, metric.unit, currency, compact=True)
    if compared.change == 0:
        return f"As {AGAINST[comparison]} ({other})", "quiet"
    better = (compared.change > 0) == (metric.better == "higher")
    arrow = "▲" if compared.change > 0 else "▼"
    text = f"{arrow} {change}, {'better' if better else 'worse'} than {AGAINST[comparison]} ({other})"
    return text, "better" if better else "worse"


def _sure(metric: Metric, compared: Compared | None, currency: str) -> str:
    """Where the true difference likely lies."""
    if compared is None:
        return ""
    interval = format_change_interval(compared.low, compared.high, metric.unit, currency, compact=True)
    return "" if interval == UNKNOWN else f"change {interval}"


def _plan(metric: Metric, plan: Compared | None, currency: str) -> str:
    if plan is None or plan.value is None:
        return ""
    target = format_value(plan.value, metric.unit, currency, compact=True)
    return f"Plan {target} ({format_change(plan.change, metric.unit, currency, compact=True)})"
