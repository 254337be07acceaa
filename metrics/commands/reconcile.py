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
    reader = questions.reader(arguments)
    metric, currency = total_named(reader.snapshot, arguments.metric), reader.snapshot.settings.currency
    theirs = typed_number(arguments.number, metric.unit, currency)
    reconciliation = reconcile(reader, metric, questions.question(arguments, reader.snapshot), theirs)
    if arguments.json:
        print(json.dumps(document(reconciliation), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(reconciliation, currency)))
    return 0


def document(reconciliation: Reconciliation) -> dict[str, object]:
    """The reconciliation as plain values that JSON can hold."""
    return {
        "total": reconciliation.metric.name,
        "period_start": reconciliation.period.start.isoformat(),
        "period_end": reconciliation.period.end.isoformat(),
        "ours": float(reconciliation.ours),
        "theirs": float(reconciliation.theirs.value),
        "difference": float(reconciliation.difference),
        "rounding": float(reconciliation.theirs.rounding),
        "agrees": reconciliation.agrees,
        "groups": [
            {
                "name": group.name,
                "title": group.title,
                "rows": group.rows,
                "effect": float(group.effect),
                "difference_then": float(reconciliation.left(group)),
                "unknown": group.unknown,
            }
            for group in reconciliation.groups
        ],
        "explanations": [[group.name for group in chosen] for chosen in reconciliation.explanations],
        "set_aside_at_import": {file.name: file.rows_set_aside for file in reconciliation.set_aside},
    }


def _lines(reconciliation: Reconciliation, currency: str) -> Iterator[str]:
    ours, theirs = (
        format_value(each, reconciliation.metric.unit, currency)
        for each in (reconciliation.ours, reconciliation.theirs.value)
    )
    period = reconciliation.period
    yield f"{reconciliation.metric.title}, {period.start} to {period.end}: ours {ours}, yours {theirs}."
    yield reconciliation_verdict(reconciliation, currency)
    yield from reconciliation_explanation(reconciliation, currency)
    for group in reconciliation.groups:
        yield f"  {reconciliation_line(group, reconciliation, currency)}"
    yield from reconciliation_set_aside(reconciliation)
