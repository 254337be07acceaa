"""What programs were proved to do, as it stands beside an organization that would do more of it."""

from metrics.programs.evaluation import Evaluation, usual_choices
from metrics.programs.evaluation_text import grade_words
from metrics.programs.matrix import by_verdict, declared_pairs
from metrics.programs.matrix_block import NOTHING_PROVED
from metrics.programs.registry import programs
from metrics.query import Reader
from metrics.report import Block, Heading, Item, Items, Sentence

TITLE = Heading("And what was proved", 3)


def proved_blocks(reader: Reader) -> tuple[Block, ...]:
    """An entry for each proved effect on what a program is for, with its grade; a sentence where there is none."""
    if not programs(reader):
        return (TITLE, Sentence("No programme is known, so nothing was proved yet."))
    choices = usual_choices(reader.snapshot)
    verdicts = by_verdict(declared_pairs(reader, lambda _: choices))
    if not verdicts.proved:
        return (TITLE, Sentence(NOTHING_PROVED))
    return (TITLE, *(Items("", (_proved(evaluation),)) for evaluation in verdicts.proved))


def _proved(evaluation: Evaluation) -> Item:
    evidence = evaluation.evidence
    return Item(evidence.sentence, f"{evaluation.program.name}.", f"{grade_words(evidence)}.")
