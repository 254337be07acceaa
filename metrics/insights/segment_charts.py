"""The rows of an answer with segments, arranged as lines, dots and panels."""

from collections.abc import Mapping, Sequence

from metrics.insights.metric_words import points
from metrics.query import AGAINST, AnswerRow, Comparison
from metrics.report import ChartPanel, Series
from metrics.semantic import Metric

DRAWN: tuple[Comparison, ...] = ("year ago", "plan", "company")
"""What a line over time can be held against: the period before is on the line itself."""


def in_order(rows: Sequence[AnswerRow], dimension: str, others: Mapping[str, str]) -> list[str]:
    """The segments of a dimension, those with most behind their last period first, all others together last."""
    last = max((row.period.start for row in rows), default=None)
    counts: dict[str, int] = {}
    for row in rows:
        name = row.dimensions[dimension]
        counts[name] = max(counts.get(name, -1), row.n if row.period.start == last else -1)
    return sorted(counts, key=lambda name: (name == others.get(dimension), -counts[name], name))


def by_value(rows: Sequence[AnswerRow], dimension: str, others: Mapping[str, str]) -> list[AnswerRow]:
    """The rows from the highest value to the lowest, then those without one, all others together last."""
    return sorted(
        rows,
        key=lambda row: (
            row.dimensions[dimension] == others.get(dimension), row.value is None, -(row.value or 0),
        ),
    )  # fmt: skip


def lines_over_time(
    metric: Metric,
    rows: Sequence[AnswerRow],
    labels: Sequence[str],
    currency: str,
    others: Mapping[str, str],
    by: tuple[str | None, str | None],
    held_against: Comparison,
) -> tuple[ChartPanel, ...]:
    """A panel for each segment of the one dimension and in it a line for each of the other (None: there is one)."""
    panel_by, line_by = by
    lines = in_order(rows, line_by, others) if line_by else [""]
    panels = in_order(rows, panel_by, others) if panel_by else [""]
    alone = held_against if line_by is None and held_against in DRAWN else None

    def series(panel: str, line: str) -> Series | None:
        chosen = [row for row in rows if _is(row, panel_by, panel) and _is(row, line_by, line)]
        if not chosen:
            return None
        at = {row.period.label: row for row in chosen}
        drawn = points(metric, [at.get(label) for label in labels], labels, currency, name=line or panel)
        values = tuple(_compared(at.get(label), alone) for label in labels) if alone else ()
        together = line_by is not None and line == others.get(line_by)
        return Series(line, drawn, "others" if together else "value", values)

    return tuple(
        ChartPanel(panel, tuple(each for line in lines if (each := series(panel, line)) is not None))
        for panel in panels
    )


def dots_of_one_period(
    metric: Metric,
    rows: Sequence[AnswerRow],
    currency: str,
    others: Mapping[str, str],
    by: tuple[str, str | None],
    held_against: Comparison,
) -> tuple[tuple[ChartPanel, ...], tuple[str, ...]]:
    """A dot for each segment of the first dimension, in a panel for each of the second; and the names in order."""
    row_by, panel_by = by
    ordered = by_value(rows, row_by, others)
    names = in_order(rows, row_by, others) if panel_by else [row.dimensions[row_by] for row in ordered]
    panels = in_order(rows, panel_by, others) if panel_by else [""]
    chart_panels = []
    for panel in panels:
        chosen = [row for row in ordered if _is(row, panel_by, panel)]
        drawn = points(metric, chosen, [row.dimensions[row_by] for row in chosen], currency)
        series = Series("", drawn, held_against=tuple(_compared(row, held_against) for row in chosen))
        chart_panels.append(ChartPanel(panel, (series,)))
    return tuple(chart_panels), tuple(names)


def how_to_read_dots(rows: Sequence[AnswerRow], held_against: Comparison) -> tuple[str, ...]:
    """What the marks beside the dots are, a sentence each."""
    compared = any(each.value is not None for row in rows for each in row.compared.values())
    marks = {
        "Bar: where each value likely lies.": any(row.low is not None for row in rows),
        f"Ring: {AGAINST[held_against]}.": compared,
        "Hollow: a partial period.": any(not row.period.complete for row in rows),
    }
    return tuple(sentence for sentence, drawn in marks.items() if drawn)


def _is(row: AnswerRow, dimension: str | None, segment: str) -> bool:
    return dimension is None or row.dimensions[dimension] == segment


def _compared(row: AnswerRow | None, comparison: Comparison | None) -> float | None:
    compared = row.compared.get(comparison) if row and comparison else None
    return compared.value if compared else None
