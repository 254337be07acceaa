"""`sql`: the SQL behind a question, with everything it stands on, to run anywhere."""

import argparse

from metrics.commands import questions
from metrics.query import ask

NAME = "sql"
SUMMARY = "Print the SQL of a question, with the views it stands on."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The same question as `ask` takes."""
    questions.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Prints the CREATE VIEWs and the SELECT."""
    answer = ask(questions.reader(arguments), questions.question(arguments))
    print(f"{answer.prelude}\n\n{answer.sql};")
    return 0
