"""`import`: files into a workspace."""

import argparse
import json
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

from metrics.commands.questions import user
from metrics.errors import UserError
from metrics.intake import DateOrder, DecimalMark, FileReport, ImportChoices, ImportPreview, RateDirection, Unit
from metrics.render import text_of
from metrics.schema import OUTCOMES, Outcome, WordMeaning, contracts, meanings_of
from metrics.semantic import titles_in_short

NAME = "import"
SUMMARY = "Reads CSV, TSV and .xlsx files, gzipped or not, into a workspace, as one new version or not at all."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of the command line."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--workspace", required=True, type=Path, metavar="DIR", help="the folder of the workspace")
    parser.add_argument("--as", dest="table", choices=list(contracts()), metavar="TABLE", help="the table it is")
    pairs: Sequence[tuple[str, str, str, Callable[[str], tuple[str, str]]]] = (
        ("--map", "HEADER=column", "what a header is; HEADER= for none", split_at_last),
        ("--stage", "VALUE=outcome", f"what a stage word means: {', '.join(OUTCOMES)}", _stage),
        ("--set", "COLUMN=VALUE", "a value for every row that has none", split_at_first),
        ("--date-order", "HEADER=order", f"which way dates are written: {', '.join(get_args(DateOrder))}", _order),
        ("--decimal", "HEADER=mark", "what stands before a number's decimals: . or ,", _mark),
        ("--word", "COLUMN:VALUE=MEANING", "what a word means: a kind, status, stage, role, host or reason", _word),
        ("--unit", "HEADER=unit", f"what numbers are in: {', '.join(get_args(Unit))}", _unit),
        ("--rate-direction", "HEADER=into", f"which way rates are quoted: {', '.join(get_args(RateDirection))}", _way),
    )
    for word, shape, help_text, kind in pairs:
        parser.add_argument(word, action="append", default=[], type=kind, metavar=shape, help=help_text)
    parser.add_argument("--keep", action="append", default=[], metavar="HEADER", help="a header to group and filter by")
    parser.add_argument("--complete", action="store_true", help="what the file does not have no longer exists")
    parser.add_argument("--clock", choices=("ok",), help="this machine's clock is right, whatever the data's days say")
    parser.add_argument(
        "--same-person", choices=("yes", "no"), help="guests of a meeting are the signed-in people of their name"
    )
    parser.add_argument(
        "--sheet", action="append", default=[], metavar="NAME", help="a sheet of a workbook; again for another one"
    )
    parser.add_argument(
        "--same-day",
        choices=("replace", "add"),
        help="rows of a person and day stored with other values, or of a customer and first day that differ",
    )
    parser.add_argument("--preview", action="store_true", help="say what the import would change, and store nothing")
    parser.add_argument("--skip-bad", action="store_true", help="leave files out that can't be used")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Imports and reports, or says what an import would do."""
    from metrics.intake import import_files, preview_files
    from metrics.store import Workspace

    choices = _choices(arguments)
    sheets = arguments.sheet or [None]
    files = [(path, replace(choices, sheet=sheet)) for path in arguments.files for sheet in sheets]
    show = _show_progress if sys.stderr.isatty() else None
    workspace = Workspace(arguments.workspace)
    if arguments.preview:
        _print_preview(preview_files(workspace, files, arguments.skip_bad, show), arguments.json)
        return 0
    reports = import_files(workspace, files, user(), arguments.skip_bad, show)
    if arguments.json:
        print(json.dumps([report.to_document() for report in reports], ensure_ascii=False, indent=1))
    else:
        print("\n".join(_sentences(report) for report in reports))
    return 0


def _choices(arguments: argparse.Namespace) -> ImportChoices:
    """The answers given for the files."""
    return ImportChoices(
        table=arguments.table,
        mapping=_once("--map", arguments.map),
        stages=cast(Mapping[str, Outcome], _once("--stage", arguments.stage)),
        constants=_once("--set", arguments.set),
        keep=tuple(arguments.keep),
        date_orders=cast(Mapping[str, DateOrder], _once("--date-order", arguments.date_order)),
        decimal_marks=cast(Mapping[str, DecimalMark], _once("--decimal", arguments.decimal)),
        units=cast(Mapping[str, Unit], _once("--unit", arguments.unit)),
        rate_directions=cast(Mapping[str, RateDirection], _once("--rate-direction", arguments.rate_direction)),
        words=tuple(_word_meaning(word, meaning) for word, meaning in _once("--word", arguments.word).items()),
        complete=arguments.complete,
        clock_is_right=arguments.clock == "ok",
        same_person=None if arguments.same_person is None else arguments.same_person == "yes",
        same_day=arguments.same_day,
    )


def _print_preview(preview: ImportPreview, as_json: bool) -> None:
    if as_json:
        print(json.dumps(preview.to_document(), ensure_ascii=False, indent=1))
        return
    print(text_of(preview.blocks))
    print("\n".join(("", *map(_sentences, preview.files), "This is a preview: nothing was stored.")))


def split_at_last(text: str) -> tuple[str, str]:
    """HEADER and column of HEADER=column. A header may hold an equals sign itself."""
    left, equals, right = text.rpartition("=")
    if not equals or not left:
        raise argparse.ArgumentTypeError(f"{text!r} has no form like HEADER=column")
    return left, right.strip()


def split_at_first(text: str) -> tuple[str, str]:
    """COLUMN and VALUE of COLUMN=VALUE. A value may hold an equals sign itself."""
    left, equals, right = text.partition("=")
    if not equals or not left or not right:
        raise argparse.ArgumentTypeError(f"{text!r} has no form like COLUMN=VALUE")
    return left.strip(), right


def _stage(text: str) -> tuple[str, str]:
    word, outcome = split_at_last(text)
    if outcome not in OUTCOMES:
        raise argparse.ArgumentTypeError(f"{outcome!r} is no outcome; a stage is {', '.join(OUTCOMES)}")
    return word, outcome


def _order(text: str) -> tuple[str, str]:
    header, order = split_at_last(text)
    if order not in get_args(DateOrder):
        raise argparse.ArgumentTypeError(f"{order!r} is no order of dates; it is {', '.join(get_args(DateOrder))}")
    return header, order


def _mark(text: str) -> tuple[str, str]:
    header, mark = split_at_last(text)
    if mark not in get_args(DecimalMark):
        raise argparse.ArgumentTypeError(f"{mark!r} is no decimal mark; it is . or ,")
    return header, mark


def _word(text: str) -> tuple[str, str]:
    named, meaning = split_at_last(text)
    column, colon, word = named.partition(":")
    if not colon or not word:
        raise argparse.ArgumentTypeError(f"{text!r} has no form like COLUMN:VALUE=MEANING")
    meanings = meanings_of(column)
    if not meanings:
        raise argparse.ArgumentTypeError(f"{column!r} is no column whose words have meanings")
    if meaning not in meanings:
        raise argparse.ArgumentTypeError(f"{meaning!r} is no meaning in {column}; it is {', '.join(meanings)}")
    return named, meaning


def _word_meaning(named: str, meaning: str) -> WordMeaning:
    column, _, word = named.partition(":")
    return WordMeaning(column, word, meaning)


def _unit(text: str) -> tuple[str, str]:
    header, unit = split_at_last(text)
    if unit not in get_args(Unit):
        raise argparse.ArgumentTypeError(f"{unit!r} is no unit; it is {', '.join(get_args(Unit))}")
    return header, unit


def _way(text: str) -> tuple[str, str]:
    header, way = split_at_last(text)
    if way not in get_args(RateDirection):
        raise argparse.ArgumentTypeError(f"{way!r} is no direction; it is {', '.join(get_args(RateDirection))}")
    return header, way


def _once(word: str, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The pairs by their left side. Raises UserError where one was given two meanings."""
    meanings: dict[str, str] = {}
    for left, right in pairs:
        if meanings.setdefault(left, right) != right:
            raise UserError(f"{word} says both {left}={meanings[left]} and {left}={right}; say one of them.")
    return meanings


def _show_progress(share: float, sentence: str) -> None:
    print(f"{share:4.0%}  {sentence}", file=sys.stderr)


def _sentences(report: FileReport) -> str:
    """The report of one file, for people."""
    lines = [f"{report.file}: {report.problems[0].problem}"] if report.table is None else [_counts(report)]
    for problem in report.problems if report.table else ():
        where = f" “{problem.column}”" if problem.column else ""
        line = next((f" (first in line {example.line:,})" for example in problem.examples if example.line), "")
        lines.append(f"  {problem.severity}: {problem.count:,} ×{where} {problem.problem} {problem.fix}{line}")
    lines += _unread(report)
    lines += [
        f"  not yet: {disabled.metric} needs {', '.join(disabled.missing)}" for disabled in report.disabled_metrics
    ]
    return "\n".join(lines)


def _unread(report: FileReport) -> list[str]:
    """The headers nothing was read from: each that is near a column with the words that map it, then the others."""
    lines = []
    for each in report.unread:
        if each.nearest:
            needed = f" (needed for {titles_in_short(each.needed_for)})" if each.needed_for else ""
            words = shlex.quote(f"{each.header}={each.nearest}")
            lines.append(f"  not read: “{each.header}” is nearest to {each.nearest}{needed}; if it is: --map {words}")
    others = [f"“{each.header}”" for each in report.unread if not each.nearest]
    if others:
        lines.append(
            f"  not read: {', '.join(others)}, near no column. --map HEADER=column says what one is, --keep HEADER "
            "keeps one to group and filter by."
        )
    return lines


def _counts(report: FileReport) -> str:
    return (
        f"{report.file} → {report.table}: {report.rows_read:,} rows read, {report.rows_used:,} used, "
        f"{report.rows_set_aside:,} set aside"
    )
