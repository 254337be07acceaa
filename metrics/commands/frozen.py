"""`frozen`: the frozen periods, and what later imports made of their numbers."""

import argparse
import json
from pathlib import Path

from metrics.commands.questions import reader_of
from metrics.errors import UserError
from metrics.review import (
    Restatement,
    frozen_periods,
    moved_figures,
    restatement_document,
    restatement_of,
    restatement_verdict,
    snapshot_conditions,
    snapshot_origin,
    snapshot_remarks,
    steps_of,
)
from metrics.store import Workspace, default_folder

NAME = "frozen"
SUMMARY = "List the frozen periods: their numbers as presented, beside now, and which file changed them."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which workspace, which period (else all of them), and `--json` for programs."""
    parser.add_argument("period", nargs="?", metavar="PERIOD", help="only this one, as 'Q1 2025'")
    parser.add_argument("--workspace", type=Path, default=None, metavar="DIR", help="the workspace's folder")
    parser.add_argument("--json", action="store_true", help="as JSON, with every number then and now")


def run(arguments: argparse.Namespace) -> int:
    """Prints each frozen period with what was restated of it."""
    workspace = Workspace(arguments.workspace or default_folder())
    reader = reader_of(workspace)
    periods = frozen_periods(reader.snapshot)
    asked = [each for each in periods if arguments.period in (None, each.label)]
    if arguments.period and not asked:
        there = f"; there are {', '.join(each.label for each in periods)}" if periods else ": nothing is frozen yet"
        raise UserError(f"“{arguments.period}” is not frozen in the workspace {workspace.folder}{there}.")
    restatements = [restatement_of(workspace, period_snapshot, reader) for period_snapshot in asked]
    if arguments.json:
        print(
            json.dumps([restatement_document(comparison) for comparison in restatements], indent=2, ensure_ascii=False)
        )
    else:
        print("\n\n".join(map(_in_words, restatements)) or "Nothing is frozen yet: freeze a period with `freeze`.")
    return 0


def _in_words(comparison: Restatement) -> str:
    period_snapshot = comparison.period_snapshot
    currencies = (period_snapshot.settings.currency, comparison.currency)
    lines = [
        f"{period_snapshot.label}. {snapshot_origin(period_snapshot)}",
        *snapshot_conditions(period_snapshot),
        restatement_verdict(comparison),
        *snapshot_remarks(comparison),
    ]
    for number in comparison.restated:
        team = f", {number.team}" if number.team else ""
        lines.append(f"{number.metric.title}{team}: {moved_figures(number, currencies)}")
        lines += [f"  {step}" for step in steps_of(number)]
    return "\n  ".join(lines)
