"""`ramp`: how long newcomers take, counting those still under way, and who is faster or slower."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import get_args

from metrics.commands import questions
from metrics.errors import UserError
from metrics.people import RampGroup, Ramps, compared_ramps, curve_points, ramp_footnotes, ramp_sentences, ramp_table
from metrics.programs import program_named, ramps_by_program
from metrics.query import Grain, Question, Reader

NAME = "ramp"
SUMMARY = "Say how long newcomers take, by when they started, by team or role, or by programme."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which time, of which workspace, and how it is split."""
    parser.add_argument("metric", metavar="METRIC", nargs="?", default="onboarding_time", help="default: %(default)s")
    parser.add_argument("--workspace", type=Path, default=None, metavar="DIR", help="the workspace's folder")
    parser.add_argument("--version", type=int, metavar="N", help="the workspace as of its version N")
    parser.add_argument("--by", metavar="DIMENSION", help="one curve per role, function, team, …")
    parser.add_argument("--grain", choices=get_args(Grain), default="all", help="one curve per … of starting")
    parser.add_argument("--program", metavar="PROGRAM", help="those reached by it beside the others")
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Prints the sentences and the table. Raises UserError for two splits at once."""
    ramps = _asked_ramps(questions.reader(arguments), arguments)
    if arguments.json:
        print(json.dumps(document(ramps), indent=2, ensure_ascii=False))
        return 0
    table = ramp_table(ramps)
    rows = ("  ".join(cell.text for cell in row) for row in (table.heading, *table.rows))
    print("\n".join((table.title, "", *ramp_sentences(ramps), "", *rows)))
    print("\n" + "\n".join(ramp_footnotes(ramps)))
    return 0


def document(ramps: Ramps) -> dict[str, object]:
    """The ramps as plain values that JSON can hold. All days count from the start; groups are compared `since` one."""
    return {
        "metric": ramps.metric.name,
        "split": ramps.split or None,
        "since": ramps.since,
        "sentences": list(ramp_sentences(ramps)),
        "reason": ramps.reason,
        "everybody": _group(ramps.whole),
        "groups": [_group(group) for group in ramps.groups],
        "notes": list(ramp_footnotes(ramps)),
    }


def _asked_ramps(reader: Reader, arguments: argparse.Namespace) -> Ramps:
    question = Question(arguments.metric, grain=arguments.grain, by=(arguments.by,) if arguments.by else ())
    if arguments.program is None:
        return compared_ramps(reader, question)
    if arguments.by or arguments.grain != "all":
        raise UserError("A programme is a split of its own: leave out --by and --grain.")
    return ramps_by_program(reader, question, program_named(reader, arguments.program))


def _group(group: RampGroup) -> dict[str, object]:
    difference = group.difference
    return {
        "name": group.name,
        "n": group.n,
        "ended": group.ended,
        "median": group.typical.value,
        "low": group.typical.low,
        "high": group.typical.high,
        "difference": None
        if difference is None
        else {
            "days": difference.effect.value,
            "low": difference.effect.low,
            "high": difference.effect.high,
            "horizon": difference.horizon,
            "log_rank": None if difference.log_rank is None else difference.log_rank.probability,
            "apart": difference.apart,
        },
        "reason": group.reason,
        "curve": [asdict(point) for point in curve_points(group)],
    }
