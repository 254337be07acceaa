"""`quality`: what is doubtful in a workspace, how often, and what it does to which metric."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from metrics.commands import questions
from metrics.quality import DataFinding, check_data

NAME = "quality"
SUMMARY = "Check a workspace across its files: what is doubtful, and what it does to which metric."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which workspace, and `--json` for programs."""
    parser.add_argument("--workspace", type=Path, default=None, metavar="DIR", help="the workspace's folder")
    parser.add_argument("--version", type=int, metavar="N", help="the workspace as of its version N")
    parser.add_argument("--json", action="store_true", help="as JSON, with the query that lists all rows")


def run(arguments: argparse.Namespace) -> int:
    """Prints what the checks found, the findings that change numbers first."""
    findings = check_data(questions.reader(arguments))
    if arguments.json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False))
    else:
        print("\n\n".join(map(_in_words, findings)) or "The checks found nothing.")
    return 0


def _in_words(finding: DataFinding) -> str:
    lines = [
        f"{finding.title}: {finding.count} ({finding.severity})",
        *(f"  {example}" for example in finding.examples),
        f"  {finding.effect} Bears on {', '.join(finding.metrics)}.",
        f"  {finding.fix}",
    ]
    return "\n".join(lines)
