"""`catalog`: what can be asked, and what each metric means."""

import argparse
import json

from metrics.definition import Metric, catalog
from metrics.reference import value_of

NAME = "catalog"
SUMMARY = "List the metrics: what each is, how it is counted, and which columns it reads."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--json` for programs."""
    parser.add_argument("--json", action="store_true", help="as JSON, with the definition in full")


def run(arguments: argparse.Namespace) -> int:
    """Prints the catalogue, leading metrics first."""
    if arguments.json:
        print(json.dumps([document(metric) for metric in catalog().values()], indent=2, ensure_ascii=False))
        return 0
    width = max(map(len, catalog()))
    for metric in catalog().values():
        print(f"{metric.name:<{width}}  {metric.kind:<7}  {metric.title}. {metric.summary}")
    return 0


def document(metric: Metric) -> dict[str, object]:
    """A metric's header as plain values that JSON can hold."""
    return {
        "name": metric.name,
        "title": metric.title,
        "summary": metric.summary,
        "definition": metric.definition,
        "example": metric.example,
        "kind": metric.kind,
        "group": metric.group,
        "headline": metric.headline,
        "unit": metric.unit,
        "better": metric.better,
        "shape": metric.shape,
        "measure": metric.measure,
        "value": value_of(metric),
        "beside": " / ".join(metric.beside) if metric.beside else None,
        "interval": metric.interval,
        "population": metric.population,
        "stock": metric.stock,
        "split": metric.split,
        "reads": {table: list(columns) for table, columns in metric.reads.items()},
        "rules": list(metric.rules),
        "sql": metric.sql,
    }
