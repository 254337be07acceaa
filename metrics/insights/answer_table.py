"""An answer as a table in words, and as the plain values that a file takes."""

from collections.abc import Container, Mapping, Sequence

from metrics.formatting import UNKNOWN, format_change, format_count, format_value
from metrics.insights.metric_words import beside
from metrics.query import AGAINST, Answer, AnswerRow, Comparison, row_document
from metrics.report import Table, TableCell
from metrics.semantic import Metric


def answer_table(
    metric: Metric,
    rows: Sequence[AnswerRow],
    titles: Mapping[str, str],
    currency: str,
    title: str,
    comparison: Comparison | None = None,
) -> Table:
    """A line a row: its period if there are several, its segments under their `titles`, its value, how sure it is."""
    several = len({row.period for row in rows}) > 1
    return _table(title, [_line(metric, row, titles, currency, comparison, several) for row in rows])


def crosstab(metric: Metric, rows: Sequence[AnswerRow], titles: Mapping[str, str], currency: str, title: str) -> Table:
    """A line for each segment of the first dimension and a column for each of the second, with n behind each value."""
    first, second = titles
    columns = dict.fromkeys(row.dimensions[second] for row in rows)
    cells = {(row.dimensions[first], row.dimensions[second]): _cell(metric, row, currency) for row in rows}
    return _table(
        title,
        [
            {
                _apart(titles[first], columns): name,
                **{column: cells.get((name, column), UNKNOWN) for column in columns},
            }
            for name in dict.fromkeys(row.dimensions[first] for row in rows)
        ],
    )


def answer_values(metric: Metric, answer: Answer) -> list[dict[str, object]]:
    """The rows as plain values under the names that the command line gives them, with what they are held against."""
    share = f"{metric.beside[0]}_share" if metric.beside else None
    comparison = next(iter(answer.question.compare), None)
    return [{**row_document(row, share), **_compared(row, comparison)} for row in answer.rows]


def _table(title: str, lines: Sequence[Mapping[str, str]]) -> Table:
    heading = tuple(map(TableCell, lines[0])) if lines else ()
    return Table(title, heading, tuple(tuple(map(TableCell, line.values())) for line in lines), "numbers", long=True)


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
