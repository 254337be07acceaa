"""`reconcile`: a total known from elsewhere, held against ours."""

import argparse
import json
from collections.abc import Iterator

from metrics.commands import questions
from metrics.errors import UserError
from metrics.formatting import format_value
from metrics.insights import (
    Reconciliation,
    reconcile,
    reconciliation_explanation,
    reconciliation_line,
    reconciliation_set_aside,
    reconciliation_totals,
    reconciliation_verdict,
    total_named,
    typed_number,
)

NAME = "reconcile"
TOTALS = ", ".join(reconciliation_totals())
SUMMARY = f"Hold a total you know against ours: one of {TOTALS}, or a metric that is a count or a sum."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A question, the number known, and the form of what is said."""
    questions.add_arguments(parser)
    parser.add_argument("number", metavar="NUMBER", help="the total you know, as 412, 1,234.50 or 1.2M")
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Prints ours beside theirs, what adds up to the difference, and every group of rows."""
    if arguments.by or arguments.grain != "all":
        raise UserError("A total you know is one number: ask without --by and --grain, with --from, --to and --where.")
    snapshot = questions.snapshot(arguments)
    metric, currency = total_named(snapshot, arguments.metric), snapshot.settings.currency
    theirs = typed_number(arguments.number, metric.unit, currency)
    found = reconcile(snapshot, metric, questions.question(arguments), theirs)
    if arguments.json:
        print(json.dumps(document(found), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(found, currency)))
    return 0


def document(found: Reconciliation) -> dict[str, object]:
    """The reconciliation as plain values that JSON can hold."""
    return {
        "total": found.metric.name,
        "period_start": found.period.start.isoformat(),
        "period_end": found.period.end.isoformat(),
        "ours": float(found.ours),
        "theirs": float(found.theirs.value),
        "difference": float(found.difference),
        "rounding": float(found.theirs.rounding),
        "agrees": found.agrees,
        "groups": [
            {
                "name": group.name,
                "title": group.title,
                "rows": group.rows,
                "effect": float(group.effect),
                "difference_then": float(found.left(group)),
                "unknown": group.unknown,
            }
            for group in found.groups
        ],
        "explanations": [[group.name for group in chosen] for chosen in found.explanations],
        "set_aside_at_import": {file.name: file.rows_set_aside for file in found.set_aside},
    }


def _lines(found: Reconciliation, currency: str) -> Iterator[str]:
    ours, theirs = (format_value(each, found.metric.unit, currency) for each in (found.ours, found.theirs.value))
    yield f"{found.metric.title}, {found.period.start} to {found.period.end}: ours {ours}, yours {theirs}."
    yield reconciliation_verdict(found, currency)
    yield from reconciliation_explanation(found, currency)
    for group in found.groups:
        yield f"  {reconciliation_line(group, found, currency)}"
    yield from reconciliation_set_aside(found)
