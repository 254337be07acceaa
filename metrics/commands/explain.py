"""`explain`: what a number is made of: the factors behind a change, or the deals behind the four win rates."""

import argparse
from dataclasses import replace

from metrics.commands import questions
from metrics.errors import UserError
from metrics.insights import (
    EARLIER_PERIODS,
    WAYS,
    bridge_sentences,
    decompose,
    decomposition_sentence,
    earlier_question,
    win_rates,
)
from metrics.query import Comparison, Question, Reader, ask, metric_named
from metrics.semantic import Metric

NAME = "explain"
SUMMARY = "Say what moved a metric that is a product of others, or how the four win rates come from one another."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The same question as `ask` takes, about one period, and which earlier one it is held against."""
    questions.add_arguments(parser)
    parser.add_argument("--against", choices=tuple(EARLIER_PERIODS), default="previous", help="default: previous")


def run(arguments: argparse.Namespace) -> int:
    """Prints a sentence or more."""
    reader = questions.reader(arguments)
    question = questions.question(arguments, reader.snapshot)
    metric = metric_named(reader.snapshot, question.metric)
    if metric.factors:
        print(_factors(reader, metric, replace(question, by=(), most=()), arguments.against))
    elif metric.name in WAYS:
        print("\n".join(bridge_sentences(win_rates(reader, question), reader.snapshot.settings.currency)))
    else:
        raise UserError(f"{metric.title} is no product of other numbers and no win rate: `ask` says what it is.")
    return 0


def _factors(reader: Reader, metric: Metric, question: Question, against: Comparison) -> str:
    rows = ask(reader, question).rows
    if len(rows) != 1:
        raise UserError(f"A change is that of one period, not of {len(rows)}: name one by --grain, --from and --to.")
    earlier = earlier_question(question, rows[0].period, against, reader.snapshot.settings)
    (before,) = ask(reader, earlier).rows
    return decomposition_sentence(metric, decompose(metric, before, rows[0]), reader.snapshot.settings.currency)
