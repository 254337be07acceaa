"""An answer in the words that a card, a chart and its reader's ear need."""

from collections.abc import Iterable, Sequence

from metrics.formatting import UNKNOWN, format_count, format_interval, format_value, unit_word
from metrics.query import AnswerRow
from metrics.report import Axis, ChartPoint
from metrics.schema import Settings
from metrics.semantic import Metric
from metrics.statistics import ProcessLimits


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


def axis(metric: Metric, currency: str, names: Sequence[str] = ()) -> Axis:
    """The axis of a metric's values, with its unit."""
    return Axis(f"{metric.title} ({unit_word(metric.unit, currency)})", metric.unit, names=tuple(names))


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
) -> tuple[ChartPoint, ...]:
    """The rows as marks of a chart, with the signals of a trend; `name` is read before each label.

    Without a row there is a gap.
    """
    signals = {signal.position for signal in process.signals} if process else set()
    return tuple(
        ChartPoint(
            label,
            row.value if row else None,
            row.low if row else None,
            row.high if row else None,
            _pointed_at(metric, row, f"{name}, {label}" if name else label, currency) if row else "",
            hollow=row is not None and not row.comparable,
            signal=position in signals,
        )
        for position, (label, row) in enumerate(zip(labels, rows, strict=True))
    )


def how_to_read(metric: Metric, drawn: Iterable[ChartPoint], *, shaded: bool = True) -> tuple[str, ...]:
    """What the marks of a chart are, a sentence each; `shaded` if it draws intervals as bands."""
    marks = tuple(drawn)
    hollow = "a partial period" if metric.beside is None else "a partial period, or one too young to be judged"
    sentences = {
        "Shaded: where each value likely lies.": shaded and any(point.low is not None for point in marks),
        f"Hollow: {hollow}.": any(point.hollow for point in marks),
        "Diamond: more than routine variation.": any(point.signal for point in marks),
    }
    return tuple(sentence for sentence, there in sentences.items() if there)


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


def _pointed_at(metric: Metric, row: AnswerRow, label: str, currency: str) -> str:
    return f"{label}: {format_value(row.value, metric.unit, currency)}\n{evidence(metric, row, currency)}"
