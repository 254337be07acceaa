"""`freeze`: keeps a period's numbers as they were presented."""

import argparse
import json
from pathlib import Path

from metrics.commands.questions import reader_of, user
from metrics.errors import UserError
from metrics.formatting import format_date, plural
from metrics.query import period_called
from metrics.review import freeze, frozen_period, snapshot_conditions, snapshot_document, snapshot_origin
from metrics.store import Workspace

NAME = "freeze"
SUMMARY = "Keep a period's numbers as they are now, to see later what an import changed in them."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which period of which workspace."""
    parser.add_argument("period", metavar="PERIOD", help="as the pages call it: 'Q1 2025', 'Mar 2025', 2025")
    parser.add_argument("--workspace", required=True, type=Path, metavar="DIR", help="the workspace's folder")
    parser.add_argument("--replace", action="store_true", help="in place of what was frozen of the period before")
    parser.add_argument("--json", action="store_true", help="print the frozen numbers as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Freezes the period in the newest version and says what was kept."""
    workspace = Workspace(arguments.workspace)
    reader = reader_of(workspace)
    snapshot = reader.snapshot
    if not snapshot.tables:
        raise UserError(f"The workspace {workspace.folder} is still empty: import files before you freeze a period.")
    period = period_called(arguments.period, snapshot.settings)
    former = frozen_period(snapshot, period.start, period.end)
    if former and not arguments.replace:
        raise UserError(
            f"{former.label} was frozen on {format_date(former.frozen_at.date())} by {former.who}; say --replace to "
            "freeze it again in its place (an undo brings it back)."
        )
    period_snapshot = freeze(workspace, reader, period, user())
    if arguments.json:
        print(json.dumps(snapshot_document(period_snapshot), indent=1, ensure_ascii=False))
        return 0
    figures = plural(sum(len(metric.figures) for metric in period_snapshot.metrics), "number")
    metrics = plural(len(period_snapshot.metrics), "metric")
    print(f"{period_snapshot.label}: {figures} of {metrics}. {snapshot_origin(period_snapshot)}")
    for sentence in snapshot_conditions(period_snapshot):
        print(f"  {sentence}")
    return 0
