"""A reconciliation on screen, in a deck or in a file: ours, theirs, the difference, and what adds up to it."""

from dataclasses import dataclass
from typing import Any

from metrics.formatting import format_change, format_value
from metrics.insights.number_typed import typed_number
from metrics.insights.reconciliation import (
    Reconciliation,
    ReconciliationGroup,
    can_reconcile,
    reconcile,
    reconciliation_rows,
    reconciliation_totals,
)
from metrics.insights.reconciliation_text import (
    reconciliation_explanation,
    reconciliation_line,
    reconciliation_set_aside,
    reconciliation_verdict,
)
from metrics.query import Question, Reader
from metrics.report import Block, Item, Items, KeyFigure, Note, Sentence
from metrics.semantic import Metric


@dataclass(frozen=True, slots=True)
class ReconciliationReport:
    """A reconciliation with the question it answers, so that its rows can be had."""

    reader: Reader
    question: Question
    reconciliation: Reconciliation

    @staticmethod
    def totals(metric: Metric) -> tuple[Metric, ...]:
        """What a number that somebody knows may be: one of the totals, or the metric itself if rows explain it."""
        return (*reconciliation_totals().values(), *((metric,) if can_reconcile(metric) else ()))

    @classmethod
    def of(cls, reader: Reader, metric: Metric, question: Question, written: str) -> "ReconciliationReport":
        """A total held against one as somebody wrote it.

        Raises UserError where that is no number of the metric's unit or the question can't be answered, Unavailable
        where a column is missing.
        """
        theirs = typed_number(written, metric.unit, reader.snapshot.settings.currency)
        return cls(reader, question, reconcile(reader, metric, question, theirs))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What it says."""
        return reconciliation_blocks(self.reconciliation, self.reader.snapshot.settings.currency)

    @property
    def groups(self) -> tuple[ReconciliationGroup, ...]:
        """The groups of rows that another count may treat otherwise."""
        return self.reconciliation.groups

    def rows(self, group: ReconciliationGroup) -> Any:
        """The rows of a group, as a frame."""
        return reconciliation_rows(self.reader.meant_for("download"), self.reconciliation.metric, self.question, group)


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
