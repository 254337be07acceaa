"""`catalog`: what can be asked, and what each metric means."""

import argparse
import json
import sys
from pathlib import Path

from metrics.render import value_of
from metrics.semantic import Metric, catalog, metrics_of, unreadable_metrics
from metrics.store import Workspace

NAME = "catalog"
SUMMARY = "List the metrics: what each is, how it is counted, and which columns it reads."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A workspace whose own metrics are listed too, and `--json` for programs."""
    parser.add_argument("--workspace", type=Path, metavar="DIR", help="list this workspace's own metrics too")
    parser.add_argument("--json", action="store_true", help="as JSON, with the definition in full")


def run(arguments: argparse.Namespace) -> int:
    """Prints the catalogue, leading metrics first. A workspace's documents that are no metric are named on stderr."""
    metrics_by_name = catalog()
    if arguments.workspace:
        snapshot = Workspace(arguments.workspace).latest()
        metrics_by_name = metrics_of(snapshot)
        for name, reason in unreadable_metrics(snapshot).items():
            print(f"The metric “{name}” can't be used: {reason}", file=sys.stderr)
    if arguments.json:
        print(json.dumps([document(metric) for metric in metrics_by_name.values()], indent=2, ensure_ascii=False))
        return 0
    width = max(map(len, metrics_by_name))
    for metric in metrics_by_name.values():
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
