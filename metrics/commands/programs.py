"""`programs`: every program, what it is for, how far it is, and whether it was registered in time."""

import argparse
import json
from pathlib import Path

from metrics.commands import questions
from metrics.formatting import format_date
from metrics.programs import (
    Program,
    ProgramState,
    exposure_of,
    planned_starts,
    program_state_of,
    programs,
    registration_document,
)
from metrics.query import Reader

NAME = "programs"
SUMMARY = "List the programmes, what each is for, how far it is, and whether it was registered in time."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Of which workspace."""
    parser.add_argument("--workspace", type=Path, default=None, metavar="DIR", help="the workspace's folder")
    parser.add_argument("--version", type=int, metavar="N", help="the workspace as of its version N")
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Prints a line a program."""
    reader = questions.reader(arguments)
    rows = [(program, *_state(reader, program)) for program in programs(reader)]
    if arguments.json:
        print(json.dumps([_document(*each) for each in rows], indent=2, ensure_ascii=False))
        return 0
    if not rows:
        print("No programme is known: import a list of programmes, or register one on the page Programmes.")
    for program, state, people in rows:
        readable = f", readable from {format_date(state.readable_from)}" if state.readable_from else ""
        print(
            f"{program.program_id}  {program.name}  for {program.outcome or 'no metric there is'}: "
            f"{state.words}{readable}, {people} reached, {state.registered}"
        )
    return 0


def _state(reader: Reader, program: Program) -> tuple[ProgramState, int]:
    starts = [start.day for start in exposure_of(reader, program).starts]
    days = starts or planned_starts(reader.snapshot, program.program_id)
    return program_state_of(program, days, reader.session().data_through), len(starts)


def _document(program: Program, state: ProgramState, people: int) -> dict[str, object]:
    return {
        "program": program.program_id,
        "name": program.name,
        "outcome": program.outcome,
        "kind": program.kind,
        "state": state.stage,
        "reached": people,
        "first_day": state.first_day.isoformat() if state.first_day else None,
        "readable_from": state.readable_from.isoformat() if state.readable_from else None,
        "registered": state.registered,
        "registration": registration_document(program.registration) if program.registration else None,
    }
