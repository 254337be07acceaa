"""`inspect FILE...`: what files hold, before anything is imported."""

import argparse
import json
import sys
from pathlib import Path

from metrics.errors import UserError
from metrics.intake import Inspection, inspect_file

NAME = "inspect"
SUMMARY = "Say what files hold: encoding, columns, types, ranges, and what was decided on which evidence."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words: files, `--json`, `--encoding`."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a CSV, TSV or .xlsx file, gzipped or not")
    parser.add_argument("--encoding", help="read the text in this encoding, whatever its bytes look like")
    parser.add_argument("--json", action="store_true", help="print a JSON list, one object a file")


def run(arguments: argparse.Namespace) -> int:
    """Prints one document or one page of text a file. Returns 1 if any file can't be read, the others are shown."""
    inspections: list[Inspection] = []
    status = 0
    for path in arguments.files:
        try:
            inspections.append(inspect_file(path, encoding=arguments.encoding))
        except UserError as refusal:
            print(refusal, file=sys.stderr)
            status = 1
    if arguments.json:
        documents = [inspection.to_document() for inspection in inspections]
        print(json.dumps(documents, indent=2, ensure_ascii=False))
    else:
        print("\n\n".join(as_text(inspection) for inspection in inspections))
    return status


def as_text(inspection: Inspection) -> str:
    """One inspection as lines for a person."""
    aside = f", {inspection.rows_set_aside:,} set aside" if inspection.rows_set_aside else ""
    lines = [f"{inspection.file}: {inspection.rows:,} rows{aside}, {len(inspection.columns):,} columns"]
    for decision in inspection.decisions:
        column = f" of “{decision.column}”" if decision.column else ""
        asked = "" if decision.certain else " (please confirm)"
        lines.append(f"  {decision.subject}{column}: {decision.value}{asked}, because {decision.evidence}")
    for profile in inspection.columns:
        total = "" if profile.sum is None else f", sum {profile.sum:,}"
        lines.append(
            f"  “{profile.name}”: {profile.type}, {profile.nulls:,} empty, {profile.distinct:,} different, "
            f"{profile.min} to {profile.max}{total}"
        )
    for problem in inspection.problems:
        where = ", ".join(f"line {example.line}: {example.found}" for example in problem.examples)
        lines.append(f"  {problem.severity}: {problem.problem} ({problem.count:,}) {where} {problem.fix}")
    return "\n".join(lines)
