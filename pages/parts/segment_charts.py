"""The rows of an answer with segments, arranged as lines, dots and panels."""

from collections.abc import Mapping, Sequence
from html import escape

from metrics.query import AnswerRow, Comparison
from metrics.semantic import Metric
from pages.parts.chart_reading import points
from pages.parts.panels import ChartPanel, Series

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
    others: Mapping[str, str],
    by: tuple[str | None, str | None],
    held_against: Comparison,
    currency: str,
) -> list[ChartPanel]:
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
        values = [_compared(at.get(label), alone) for label in labels] if alone else []
        return Series(
            escape(line, quote=False), drawn, values, quiet=line_by is not None and line == others.get(line_by)
        )

    return [
        ChartPanel(
            escape(panel, quote=False),
            [line_series for line in lines if (line_series := series(panel, line)) is not None],
        )
        for panel in panels
    ]


def dots_of_one_period(
    metric: Metric,
    rows: Sequence[AnswerRow],
    others: Mapping[str, str],
    by: tuple[str, str | None],
    held_against: Comparison,
    currency: str,
) -> tuple[list[ChartPanel], list[str]]:
    """A dot for each segment of the first dimension, in a panel for each of the second; and the names in order."""
    row_by, panel_by = by
    ordered = by_value(rows, row_by, others)
    names = in_order(rows, row_by, others) if panel_by else [row.dimensions[row_by] for row in ordered]
    panels = in_order(rows, panel_by, others) if panel_by else [""]
    chart_panels = []
    for panel in panels:
        chosen = [row for row in ordered if _is(row, panel_by, panel)]
        drawn = points(metric, chosen, [row.dimensions[row_by] for row in chosen], currency)
        chart_panels.append(
            ChartPanel(
                escape(panel, quote=False), [Series("", drawn, [_compared(row, held_against) for row in chosen])]
            )
        )
    return chart_panels, [escape(name, quote=False) for name in names]


def _is(row: AnswerRow, dimension: str | None, segment: str) -> bool:
    return dimension is None or row.dimensions[dimension] == segment


def _compared(row: AnswerRow | None, comparison: Comparison) -> float | None:
    compared = row.compared.get(comparison) if row else None
    return compared.value if compared else None
