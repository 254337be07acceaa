"""The reference pages, generated: docs/metrics.md from the catalogue, docs/tables.md from the contracts.

`python -m metrics.render.reference` writes them, docs/exports.md and the index of what SELECTs read; tests hold what is
committed against what is rendered.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from metrics.formatting import UNIT_WORDS
from metrics.render.exports_reference import render_exports
from metrics.render.markdown import generated, link_to, markdown_table
from metrics.schema import Column, Contract, contracts
from metrics.semantic import Interval, Measure, Metric, MetricGroup, MetricKind, Population, Shape, Stock, catalog

DOCUMENTS = Path(__file__).parents[2] / "docs"

KINDS: Mapping[MetricKind, str] = MappingProxyType(
    {
        "leading": "Leading metrics: you move them directly",
        "lagging": "Lagging metrics: executives care most, you move them indirectly",
    }
)
SHAPES: Mapping[Shape, str] = MappingProxyType(
    {
        "event": "events, each on the day it happened",
        "spell": "spells, asked on a day of a period",
        "duration": "durations in days",
    }
)
MEASURES: Mapping[Measure, str] = MappingProxyType(
    {
        "sum": "total",
        "ratio": "ratio of two totals",
        "median": "median",
        "distinct": "distinct people who did it ÷ people who could have",
        "survival": "from the Kaplan–Meier curve",
        "product": "product of ratios of totals",
    }
)
INTERVALS: Mapping[Interval, str] = MappingProxyType(
    {
        "none": "none: a total of everything there is, is no sample",
        "share clustered by seller": "Wilson's, with the rows counted as the independent draws they are worth once the "
        "rows of one seller are allowed to resemble one another (Korn and Graubard 1998), Student's t on sellers − 1",
        "share clustered by person": "as a share clustered by seller, over the people whose rows they are",
        "ratio clustered by seller": "linearised variance of the ratio over the people who own the rows, Student's t "
        "on people − 1 (Cochran 1977)",
        "ratio clustered by person": "as a ratio clustered by seller, over the people whose rows they are",
        "ratio clustered by customer": "as a ratio clustered by seller, over the customers",
        "wilson": "Wilson's score interval (1927)",
        "order statistic": "order statistics of the median by the binomial, widened by how much each seller's rows "
        "resemble one another (Woodruff 1952)",
        "kaplan-meier": "Kaplan–Meier with Greenwood's variance on the log-log scale (Brookmeyer and Crowley 1982); "
        "those still under way count as censored",
    }
)
STOCKS: Mapping[Stock, str] = MappingProxyType(
    {
        "left": "of those there on the first day of a period, the ones that left within it",
        "kept": "of those there on the first day of a period, their value after it, at most what it was",
        "later": "of those there on the first day of a period, their value after it",
        "there": "those there on the last day of a period",
    }
)
POPULATIONS: Mapping[Population, str] = MappingProxyType(
    {"customer-facing": "active customer-facing people", "sellers": "active sellers"}
)
TYPES: Mapping[str, str] = MappingProxyType(
    {
        "text": "text",
        "date": "date",
        "timestamp": "date and time",
        "money": "money",
        "number": "number",
        "integer": "whole number",
        "percent": "percent",
        "boolean": "yes or no",
    }
)


def render() -> str:
    """The text of docs/metrics.md: every metric of the catalogue, leading before lagging."""
    metrics = tuple(catalog().values())
    parts = [
        "# Metrics",
        generated("the files under `metrics/semantic/metrics/`"),
        "Every value comes with how many rows it rests on (n), a 95 % interval where one is honest, and the rows left "
        "out with the reason. A zero denominator is no value, never 0. Rule ids such as B11 name the rule a metric "
        "carries.",
        "## Contents",
        "\n".join(_contents(metrics)),
    ]
    for kind, heading in KINDS.items():
        parts.append(f"## {heading}")
        parts.extend(_metric(metric) for metric in metrics if metric.kind == kind)
    return "\n\n".join(parts) + "\n"


def _contents(metrics: Sequence[Metric]) -> Iterator[str]:
    """One line a group, with a link to each of its metrics."""
    for group in get_args(MetricGroup):
        links = [link_to(metric.title) for metric in metrics if metric.group == group]
        if links:
            yield f"- {group}: {' · '.join(links)}"


def render_tables() -> str:
    """The text of docs/tables.md: every table a file can become, its columns and the headers that are known."""
    parts = [
        "# Tables",
        generated("the files under `metrics/schema/contracts/`"),
        "A column that is not required may be missing: only what can't be computed without it is off, by name. "
        "Known headers are recognised whatever their case, blanks and punctuation; any other header is suggested and "
        "confirmed. Any further column of a file can be kept, to group and filter by.",
    ]
    parts.extend(_contract(contract) for contract in contracts().values())
    return "\n\n".join(parts) + "\n"


def write(folder: Path = DOCUMENTS) -> tuple[Path, ...]:
    """Write the pages into a folder; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"metrics.md": render(), "tables.md": render_tables(), "exports.md": render_exports()}
    pages = {folder / name: text for name, text in texts.items()}
    for path, text in pages.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return tuple(pages)


def _metric(metric: Metric) -> str:
    facts = [
        ("Name", f"`{metric.name}`"),
        ("Unit", UNIT_WORDS[metric.unit]),
        ("Better", metric.better),
        ("About", metric.group),
        ("Usually shown by", metric.split or ""),
        ("Beside it", f"{metric.beside_title}: `{' / '.join(metric.beside)}`" if metric.beside else ""),
        ("Computed as", _computed(metric)),
        ("Counts", SHAPES[metric.shape]),
        ("Of spells", STOCKS[metric.stock] if metric.stock else ""),
        ("Interval", INTERVALS[metric.interval]),
        ("Denominator from the roster", POPULATIONS[metric.population] if metric.population else ""),
        ("Reads", _reads(metric.reads)),
        ("Rules", ", ".join(metric.rules)),
        ("Changed in meaning", " ".join(f"{change.month}: {change.what}" for change in metric.changed)),
    ]
    return "\n\n".join(
        (
            f"### {metric.title}",
            metric.summary,
            metric.definition,
            f"*Example.* {metric.example}",
            "\n".join(f"- {name}: {text}" for name, text in facts if text),
            f"```sql\n{metric.sql}\n```",
        )
    )


def value_of(metric: Metric) -> str:
    """How the value is put together from its components: `won / decided`, or the factors of a product."""
    if metric.factors:
        signs = ("÷ " if factor.divides else "× " for factor in metric.factors)
        factors = (f"{factor.title} ({_over(factor.numerator, factor.denominator)})" for factor in metric.factors)
        return " ".join(f"{sign}{factor}" for sign, factor in zip(signs, factors, strict=True)).removeprefix("× ")
    return _over(metric.numerator, metric.denominator)


def _over(above: str, below: str | None) -> str:
    return f"{above} / {below}" if below else above


def _computed(metric: Metric) -> str:
    day = f", the share finished by day {metric.day}" if metric.day else ", its median" * (metric.measure == "survival")
    return f"{MEASURES[metric.measure]}{day}: `{value_of(metric)}`"


def _reads(reads: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{table} ({', '.join(columns)})" for table, columns in reads.items())


def _contract(contract: Contract) -> str:
    key = f"Key: {', '.join(contract.key)}." if contract.key else "No key: identical rows are counted, never merged."
    rows = [_column(column, contract) for column in contract.columns.values()]
    return "\n\n".join(
        (
            f"## {contract.title}",
            f"Table `{contract.name}`. One row is {contract.row[0].lower()}{contract.row[1:]}. {key}",
            markdown_table(("Column", "Type", "Required", "Known headers"), rows),
        )
    )


def _column(column: Column, contract: Contract) -> tuple[str, str, str, str]:
    needed = "yes" if column.required else "key" if column.name in contract.key else ""
    return f"`{column.name}`", TYPES[column.type], needed, ", ".join(column.aliases)


if __name__ == "__main__":
    from metrics.render.statement_index import write_statement_index  # reads what no page needs

    for page in (*write(), write_statement_index()):
        print(f"Wrote {page.relative_to(DOCUMENTS.parent)}.")
