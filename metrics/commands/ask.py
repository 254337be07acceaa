"""`ask`: one metric, over periods and segments, as JSON, CSV or a table."""

import argparse
import csv
import json
import sys
from collections.abc import Sequence

from metrics.commands import questions
from metrics.query import RowDocument, ask, row_document
from metrics.render import as_data
from metrics.semantic import metrics_of

NAME = "ask"
SUMMARY = "Compute a metric by period and segment."
FIXED = ("period_start", "period_end")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A question and the form of its answer."""
    questions.add_arguments(parser)
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table", help="default: table")


def run(arguments: argparse.Namespace) -> int:
    """Prints the answer's rows; what was left out, and other remarks, go to stderr with `table`."""
    reader = questions.reader(arguments)
    answer = ask(reader, questions.question(arguments, reader.snapshot))
    beside = metrics_of(reader.snapshot)[answer.question.metric].beside
    rows = [row_document(row, f"{beside[0]}_share" if beside else None) for row in answer.rows]
    if arguments.format == "json":
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    elif arguments.format == "csv":
        _write_csv(rows)
    else:
        _write_table(rows)
        for left_out in answer.excluded:
            print(f"Left out: {left_out.count} × {left_out.reason}", file=sys.stderr)
        for note in answer.notes:
            print(note, file=sys.stderr)
        print(f"Data through {answer.data_through}.", file=sys.stderr)
    return 0


def _columns(rows: Sequence[RowDocument]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _write_csv(rows: Sequence[RowDocument]) -> None:
    """Cells that a spreadsheet would run as a formula get an apostrophe in front."""
    writer = csv.writer(as_data(sys.stdout), lineterminator="\n")
    columns = _columns(rows)
    writer.writerow(_harmless(column) for column in columns)
    for row in rows:
        writer.writerow(_harmless(row.get(column)) for column in columns)


def _harmless(cell: str | float | int | bool | None) -> str | float | int | bool | None:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _write_table(rows: Sequence[RowDocument]) -> None:
    columns = [column for column in _columns(rows) if column not in FIXED]
    texts = [columns, *([_shown(row.get(column)) for column in columns] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for line in texts:
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip())


def _shown(cell: str | float | int | bool | None) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"{cell:,.4f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)
