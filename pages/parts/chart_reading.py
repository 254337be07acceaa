"""An answer in the words a card and a chart show."""

from collections.abc import Sequence
from html import escape

from metrics.formatting import (
    UNKNOWN,
    format_change,
    format_change_interval,
    format_count,
    format_interval,
    format_value,
    unit_word,
)
from metrics.insights import ChangeFinding, Direction, Strength, describe_change
from metrics.query import Answer, AnswerRow, ComparedValue, Comparison
from metrics.schema import Settings
from metrics.semantic import Metric
from metrics.statistics import ProcessLimits
from pages.parts.card import Card, Tone
from pages.parts.charts import ChartPoint, Reference
from pages.parts.filter_bar import Selection

AGAINST: dict[Comparison, str] = {
    "previous": "the period before",
    "year ago": "a year earlier",
    "plan": "the plan",
    "company": "the rest of the company",
}
DIRECTIONS: dict[Direction, Tone] = {"good": "better", "bad": "worse", "unchanged": "quiet"}
VERDICTS: dict[Strength, str] = {
    "real change": "Real change",
    "more than chance": "More than chance",
    "unsure": "Unusual, but not surely a real change",
    "routine variation": "Routine variation",
    "too few periods": "Too few periods to tell real change from routine variation",
}


def card_of(metric: Metric, answer: Answer, selection: Selection, settings: Settings, *, brief: bool = False) -> Card:
    """The card of the last period of a trend; a `brief` one among many says no plan and not how sure the change is."""
    currency = settings.currency
    row = answer.rows[-1]
    finding = _last_finding(metric, answer)
    signal = finding is not None and finding.strength == "real change"
    change, tone = _change(metric, row, selection.comparison, currency)
    agrees = finding is not None and tone == DIRECTIONS[finding.direction]
    plan = _plan(metric, row.compared.get("plan"), currency) if selection.comparison != "plan" else ""
    evidence_parts = (evidence(metric, row, currency), *(() if brief else (plan, amount_note(metric, settings))))
    return Card(
        value=format_value(row.value, metric.unit, currency, compact=True),
        change=change,
        tone=tone if signal and agrees else "quiet",
        verdict=_verdict(finding) if finding else "",
        signal=signal,
        sure="" if brief else _sure(metric, row.compared.get(selection.comparison), currency),
        evidence=" · ".join(part for part in evidence_parts if part),
        warning=warning(row),
        series=[entry.value for entry in answer.rows],
        marked=len(answer.rows) - 1,
        trend=trend_in_words(metric, answer.rows, currency),
    )


def _last_finding(metric: Metric, answer: Answer) -> ChangeFinding | None:
    """What the last period's value means beside those before; None where that period can't be judged."""
    findings = describe_change(metric, answer)
    return findings[0] if findings and findings[0].period == answer.rows[-1].period else None


def evidence(metric: Metric, row: AnswerRow, currency: str) -> str:
    """How many the value rests on, how sure it is, and what must be read with it."""
    interval = format_interval(row.low, row.high, metric.unit, currency, compact=True)
    parts = (f"n = {format_count(row.n)}", "" if interval == UNKNOWN else interval, beside(metric, row))
    return " · ".join(part for part in parts if part)


def beside(metric: Metric, row: AnswerRow) -> str:
    """What must be read with the value, such as “18.0 % still open”; nothing for a metric without such."""
    if metric.beside is None or row.beside is None:
        return ""
    return f"{format_value(row.beside, 'share')} {metric.beside_title}"


def hollow(metric: Metric) -> str:
    """What a hollow mark stands for."""
    return "a partial period" if metric.beside is None else "a partial period, or one too young to be judged"


def axis(metric: Metric, currency: str) -> str:
    """What an axis shows, with its unit."""
    return f"{escape(metric.title, quote=False)} ({unit_word(metric.unit, currency)})"


def reference(comparison: Comparison, rows: Sequence[AnswerRow]) -> Reference:
    """What a trend is held against, as a line of its own."""
    values = [row.compared[comparison].value if comparison in row.compared else None for row in rows]
    return Reference(AGAINST[comparison].removeprefix("the "), values)


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
    if not row.settled:
        return "Too much of it is still open to judge it: the value will still change."
    return ""


def points(
    metric: Metric,
    rows: Sequence[AnswerRow | None],
    labels: Sequence[str],
    currency: str,
    process: ProcessLimits | None = None,
    name: str = "",
) -> list[ChartPoint]:
    """The rows as marks of a chart, with the signals of a trend; `name` is read before each label.

    Without a row there is a gap. A figure takes tags in its texts for its own: those of a file stay what they are.
    """
    signals = {signal.position for signal in process.signals} if process else set()
    return [
        ChartPoint(
            escape(label, quote=False),
            row.value if row else None,
            row.low if row else None,
            row.high if row else None,
            _pointed_at(metric, row, f"{name}, {label}" if name else label, currency) if row else "",
            hollow=row is not None and not row.comparable,
            signal=position in signals,
        )
        for position, (label, row) in enumerate(zip(labels, rows, strict=True))
    ]


def _pointed_at(metric: Metric, row: AnswerRow, label: str, currency: str) -> str:
    value = format_value(row.value, metric.unit, currency)
    texts = (escape(text, quote=False) for text in (label, value, evidence(metric, row, currency)))
    return "{}: {}<br>{}".format(*texts)


def trend_in_words(metric: Metric, rows: Sequence[AnswerRow], currency: str) -> str:
    """What a trend shows, for those who can't see it."""
    with_value = [row for row in rows if row.value is not None]
    if not with_value:
        return "No trend: no period has a value"
    first, last = (
        f"{format_value(row.value, metric.unit, currency, compact=True)} in {row.period.label}"
        for row in (with_value[0], with_value[-1])
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
        return _not_compared(compared, comparison), "quiet"
    change = format_change(compared.change, metric.unit, currency, compact=True)
    other = format_value(compared.value, metric.unit, currency, compact=True)
    note = f". {compared.reason}" if compared.reason else ""
    if compared.change == 0:
        return f"As {AGAINST[comparison]} ({other}){note}", "quiet"
    better = (compared.change > 0) == (metric.better == "higher")
    arrow = "▲" if compared.change > 0 else "▼"
    text = f"{arrow} {change}, {'better' if better else 'worse'} than {AGAINST[comparison]} ({other}){note}"
    return text, "better" if better else "worse"


def _not_compared(compared: ComparedValue | None, comparison: Comparison) -> str:
    """Why there is no difference: nothing is known of the other, or the two don't cover as much."""
    if compared is None or compared.reason is None:
        return ""
    verdict = "Nothing to compare with" if compared.value is None else f"Not compared with {AGAINST[comparison]}"
    return f"{verdict}: {compared.reason}"


def _verdict(finding: ChangeFinding) -> str:
    """What the trend says of the last value, and where a real change left it: the last step may point the other way."""
    words, standing = VERDICTS[finding.strength], finding.limits.verdict.standing
    return f"{words}: {standing}" if standing and finding.strength == "real change" else words


def _sure(metric: Metric, compared: ComparedValue | None, currency: str) -> str:
    """Where the true difference likely lies."""
    if compared is None:
        return ""
    interval = format_change_interval(compared.low, compared.high, metric.unit, currency, compact=True)
    return "" if interval == UNKNOWN else f"change {interval}"


def _plan(metric: Metric, plan: ComparedValue | None, currency: str) -> str:
    if plan is None or plan.value is None:
        return ""
    target = format_value(plan.value, metric.unit, currency, compact=True)
    return f"Plan {target} ({format_change(plan.change, metric.unit, currency, compact=True)})"
