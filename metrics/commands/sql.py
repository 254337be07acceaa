"""`sql`: the SQL behind a question, with everything it stands on, to run anywhere."""

import argparse
import sys

from metrics.commands import questions
from metrics.query import ask
from metrics.render import as_data

NAME = "sql"
SUMMARY = "Print the SQL of a question, with the views it stands on."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The same question as `ask` takes."""
    questions.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Prints the CREATE VIEWs and the SELECT."""
    reader = questions.reader(arguments)
    answer = ask(reader, questions.question(arguments, reader.snapshot))
    print(f"{answer.prelude}\n\n{answer.sql};", file=as_data(sys.stdout))
    return 0
