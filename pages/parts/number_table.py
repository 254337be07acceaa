"""An answer as a table: in words on the screen, as plain values in a file."""

from collections.abc import Container, Mapping, Sequence

import streamlit as st

from metrics.formatting import UNKNOWN, format_change, format_count, format_value
from metrics.query import AnswerRow, Comparison, row_document
from metrics.semantic import Metric
from pages.parts.chart_reading import AGAINST, beside
from pages.parts.downloads import csv_button

Table = list[dict[str, str]]


def table(
    metric: Metric,
    rows: Sequence[AnswerRow],
    titles: Mapping[str, str],
    currency: str,
    comparison: Comparison | None = None,
) -> Table:
    """A line a row: its period if there are several, its segments under their `titles`, its value, how sure it is."""
    several = len({row.period for row in rows}) > 1
    return [_line(metric, row, titles, currency, comparison, several) for row in rows]


def crosstab(metric: Metric, rows: Sequence[AnswerRow], titles: Mapping[str, str], currency: str) -> Table:
    """A line for each segment of the first dimension and a column for each of the second, with n behind each value."""
    first, second = titles
    columns = dict.fromkeys(row.dimensions[second] for row in rows)
    cells = {(row.dimensions[first], row.dimensions[second]): _cell(metric, row, currency) for row in rows}
    return [
        {
            _apart(titles[first], columns): name,
            **{column: cells.get((name, column), UNKNOWN) for column in columns},
        }
        for name in dict.fromkeys(row.dimensions[first] for row in rows)
    ]


def values(metric: Metric, rows: Sequence[AnswerRow], comparison: Comparison | None = None) -> list[dict[str, object]]:
    """The rows as plain values under the names that the command line gives them, with what they are held against."""
    share = f"{metric.beside[0]}_share" if metric.beside else None
    return [{**row_document(row, share), **_compared(row, comparison)} for row in rows]


def show(shown: Table, title: str, key: str) -> None:
    """Draw a table, with a text for those who can't see it."""
    st.dataframe(shown, hide_index=True, key=key, alt=f"Table: {title}")


def download(
    metric: Metric, rows: Sequence[AnswerRow], file_name: str, key: str, comparison: Comparison | None = None
) -> None:
    """A button that gives the rows as CSV."""
    csv_button("Numbers (CSV)", lambda: values(metric, rows, comparison), f"{file_name}.csv", key)


def _line(
    metric: Metric,
    row: AnswerRow,
    titles: Mapping[str, str],
    currency: str,
    comparison: Comparison | None,
    several: bool,
) -> dict[str, str]:
    further = {metric.beside_title.capitalize(): format_value(row.beside, "share")} if metric.beside else {}
    period = {"Period": row.period.label} if several else {}
    numbers = {
        "Value": format_value(row.value, metric.unit, currency),
        **further,
        "n": format_count(row.n),
        "Low": format_value(row.low, metric.unit, currency),
        "High": format_value(row.high, metric.unit, currency),
        **(_held_against(metric, row, comparison, currency) if comparison else {}),
    }
    segments = {_apart(title, {**period, **numbers}): row.dimensions[name] for name, title in titles.items()}
    return {**period, **segments, **numbers}


def _apart(title: str, taken: Container[str]) -> str:
    """The heading of a dimension: a kept column may be called as one of ours, and takes nothing's place."""
    return f"{title} (your column)" if title in taken else title


def _held_against(metric: Metric, row: AnswerRow, comparison: Comparison, currency: str) -> dict[str, str]:
    compared = row.compared.get(comparison)
    name = AGAINST[comparison].removeprefix("the ").capitalize()
    return {
        name: format_value(compared.value if compared else None, metric.unit, currency),
        "Change": format_change(compared.change if compared else None, metric.unit, currency),
    }


def _cell(metric: Metric, row: AnswerRow, currency: str) -> str:
    sure = " · ".join(part for part in (f"n = {format_count(row.n)}", beside(metric, row)) if part)
    return f"{format_value(row.value, metric.unit, currency)} ({sure})"


def _compared(row: AnswerRow, comparison: Comparison | None) -> dict[str, object]:
    compared = row.compared.get(comparison) if comparison else None
    if compared is None:
        return {}
    return {"compared_with": comparison, "compared_value": compared.value, "change": compared.change}
