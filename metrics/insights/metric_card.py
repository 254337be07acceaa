"""A metric as a key figure: its value, how it moved, what that means, how sure it is, and what was planned."""

from metrics.formatting import UNKNOWN, format_change, format_change_interval, format_value
from metrics.insights.change_findings import ChangeFinding, Direction, Strength, describe_change
from metrics.insights.metric_words import amount_note, evidence, trend_in_words, warning
from metrics.query import AGAINST, Answer, AnswerRow, ComparedValue, Comparison
from metrics.report import KeyFigure, Tone
from metrics.schema import Settings
from metrics.semantic import Metric

DIRECTIONS: dict[Direction, Tone] = {"good": "better", "bad": "worse", "unchanged": "quiet"}
VERDICTS: dict[Strength, str] = {
    "real change": "Real change",
    "more than chance": "More than chance",
    "unsure": "Unusual, but not surely a real change",
    "routine variation": "Routine variation",
    "too few periods": "Too few periods to tell real change from routine variation",
}


def metric_figure(
    metric: Metric, answer: Answer, comparison: Comparison, settings: Settings, *, brief: bool = False
) -> KeyFigure:
    """The last period of a trend; a `brief` one among many says no plan and not how sure the change is."""
    currency = settings.currency
    row = answer.rows[-1]
    finding = _last_finding(metric, answer)
    signal = finding is not None and finding.strength == "real change"
    change, tone = _change(metric, row, comparison, currency)
    agrees = finding is not None and tone == DIRECTIONS[finding.direction]
    plan = _plan(metric, row.compared.get("plan"), currency) if comparison != "plan" else ""
    evidence_parts = (evidence(metric, row, currency), *(() if brief else (plan, amount_note(metric, settings))))
    return KeyFigure(
        title=metric.title,
        value=format_value(row.value, metric.unit, currency, compact=True),
        change=change,
        tone=tone if signal and agrees else "quiet",
        verdict=_verdict(finding) if finding else "",
        signal=signal,
        sure="" if brief else _sure(metric, row.compared.get(comparison), currency),
        evidence=" · ".join(part for part in evidence_parts if part),
        warning=warning(row),
        series=tuple(entry.value for entry in answer.rows),
        marked=len(answer.rows) - 1,
        trend=trend_in_words(metric, answer.rows, currency),
    )


def _last_finding(metric: Metric, answer: Answer) -> ChangeFinding | None:
    """What the last period's value means beside those before; None where that period can't be judged."""
    findings = describe_change(metric, answer)
    return findings[0] if findings and findings[0].period == answer.rows[-1].period else None


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
