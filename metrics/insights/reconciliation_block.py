"""A reconciliation on screen, in a deck or in a file: ours, theirs, the difference, and what adds up to it."""

from metrics.formatting import format_change, format_value
from metrics.insights.reconciliation import Reconciliation
from metrics.insights.reconciliation_text import (
    reconciliation_explanation,
    reconciliation_line,
    reconciliation_set_aside,
    reconciliation_verdict,
)
from metrics.report import Block, Item, Items, KeyFigure, Note, Sentence


def reconciliation_blocks(reconciliation: Reconciliation, currency: str) -> tuple[Block, ...]:
    """The two totals, what explains their difference, and every group of rows that may be counted otherwise."""
    unit = reconciliation.metric.unit
    blocks: list[Block] = [
        KeyFigure("Ours", format_value(reconciliation.ours, unit, currency)),
        KeyFigure("Yours", format_value(reconciliation.theirs.value, unit, currency)),
        KeyFigure("Difference", format_change(reconciliation.difference, unit, currency)),
        Sentence(
            " ".join(reconciliation_explanation(reconciliation, currency)),
            name=reconciliation_verdict(reconciliation, currency),
        ),
        *(Note(sentence) for sentence in reconciliation_set_aside(reconciliation)),
    ]
    if reconciliation.groups:
        title = "Rows that another count may treat otherwise, with what that adds to our total"
        lines = (reconciliation_line(group, reconciliation, currency) for group in reconciliation.groups)
        blocks.append(Items(title, tuple(map(Item, lines))))
    return tuple(blocks)
