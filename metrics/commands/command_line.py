"""Everything the pages show, from the command line: `python -m metrics COMMAND`.

Exit status 0 is done, 1 that the request can't be answered (the reason on stderr), 2 wrong usage.
"""

import argparse
import importlib
import io
import os
import re
import sys
from collections.abc import Sequence
from typing import Protocol, cast

from metrics.errors import DamagedError, Unavailable, UserError
from metrics.render import harmless_output

COMMANDS = {
    "inspect": "metrics.commands.inspect",
    "import": "metrics.commands.import_files",
    "catalog": "metrics.commands.catalog",
    "ask": "metrics.commands.ask",
    "sql": "metrics.commands.sql",
    "explain": "metrics.commands.explain",
    "quality": "metrics.commands.quality",
    "freeze": "metrics.commands.freeze",
    "frozen": "metrics.commands.frozen",
    "reconcile": "metrics.commands.reconcile",
    "organisation": "metrics.commands.organisation",
    "impact": "metrics.commands.impact",
    "programs": "metrics.commands.programs",
    "ramp": "metrics.commands.ramp",
    "verify": "metrics.commands.verify",
    "restore": "metrics.commands.restore",
}
ALSO_SPELLED = {"organization": "organisation"}
"""Other spellings of a command, which mean the same."""


HALF_CHARACTERS = re.compile(r"[\ud800-\udfff]")


class Command(Protocol):
    """What a module in `metrics/commands/` offers."""

    NAME: str
    SUMMARY: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Says which words the command takes."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Does it, and returns the exit status."""


def load(name: str) -> Command:
    """The module behind one command, imported now."""
    return cast(Command, importlib.import_module(COMMANDS[name]))


def parser_of(names: Sequence[str]) -> argparse.ArgumentParser:
    """A parser that knows these commands. Each of them is imported."""
    parser = argparse.ArgumentParser(prog="python -m metrics", description="Coxswain from the command line.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in names:
        command = load(name)
        command.add_arguments(commands.add_parser(name, help=command.SUMMARY, description=command.SUMMARY))
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status. A refusal becomes one sentence on stderr."""
    words = sys.argv[1:] if words is None else words
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that can't show a character gets an escape, not a crash
            stream.reconfigure(errors="backslashreplace")
    if words and words[0] in ALSO_SPELLED:
        words = [ALSO_SPELLED[words[0]], *words[1:]]
    with harmless_output():
        return _run(words)


def _run(words: Sequence[str]) -> int:
    named = [words[0]] if words and words[0] in COMMANDS else list(COMMANDS)
    arguments = parser_of(named).parse_args(words)
    try:
        _require_text(words)
        status = load(arguments.command).run(arguments)
        sys.stdout.flush()
        return status
    except (UserError, Unavailable, DamagedError) as reason:
        print(reason, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read our output had enough (`… | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as problem:
        if (sentence := UserError.of_system(problem)) is None:
            raise
        print(sentence, file=sys.stderr)
        return 1


def _require_text(words: Sequence[str]) -> None:
    """Raises UserError for a word that isn't UTF-8: Python has half characters where its bytes are no text."""
    for word in words:
        if HALF_CHARACTERS.search(word):
            raise UserError(
                f"“{word}” isn't text in UTF-8: write the word in UTF-8, or give the file or folder another name."
            )
