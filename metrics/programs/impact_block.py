"""What the impact page, a slide or a file says of one program and outcome among all that were looked at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from metrics.programs.choice_words import ChosenWords, OpenedPair, opened_pair
from metrics.programs.evaluation import Evaluation, followed_evaluation, panel_rows
from metrics.programs.evaluation_block import (
    caveat_blocks,
    chart_blocks,
    check_blocks,
    compared_table,
    computed_blocks,
    evaluation_blocks,
    segment_table,
    sensitivity_table,
)
from metrics.programs.matrix import EffectMatrix, Progress, declared_pairs, effect_matrix
from metrics.programs.matrix_block import matrix_blocks, matrix_values, summary_blocks
from metrics.programs.registry import Program
from metrics.programs.return_block import AssumptionField, assumption_fields, no_return_blocks, return_blocks
from metrics.programs.robustness import settled
from metrics.programs.roi import NoRoi, roi_inputs
from metrics.query import Reader
from metrics.report import Block


@dataclass(frozen=True, slots=True)
class Further:
    """What is looked at only when somebody asks: its title, its key, and its blocks, which may take seconds."""

    title: str
    key: str
    blocks: Callable[[], Iterable[Block]]


@dataclass(frozen=True, slots=True)
class ImpactReport:
    """One evaluation and those it was made among: all of them, or only what programs are for (`whole` says which)."""

    reader: Reader
    opened: OpenedPair
    own: EffectMatrix
    matrix: EffectMatrix
    evaluation: Evaluation
    whole: bool

    @property
    def summary(self) -> tuple[Block, ...]:
        """What is proved of what programs are for, and what is not."""
        return summary_blocks(self.own)

    @property
    def headline(self) -> tuple[Block, ...]:
        """The verdict with its grade and its sentence."""
        return evaluation_blocks(self.evaluation)

    @property
    def chart(self) -> tuple[Block, ...]:
        """The event study."""
        return chart_blocks(self.evaluation)

    @property
    def checks(self) -> tuple[Block, ...]:
        """What was checked."""
        return check_blocks(self.evaluation)

    @property
    def caveats(self) -> tuple[Block, ...]:
        """What must be known before it is quoted; complete only once all was looked at."""
        return caveat_blocks(self.matrix.evaluations[self.opened.pair])

    @property
    def has_effect(self) -> bool:
        """Whether there is a number to doubt and to multiply."""
        return self.evaluation.evidence.effect is not None

    @property
    def pending(self) -> bool:
        """Whether the second method has yet to answer on a claim that is shown."""
        return any(each.evidence.pending for each in (self.evaluation, *self.own.evaluations.values()))

    def with_second_opinions(self) -> "ImpactReport":
        """The report once the second method has answered on the pair that is open and on what programs are for.

        It takes seconds the first time.
        """
        own = self.own.settled()
        matrix = replace(self.matrix, evaluations={**self.matrix.evaluations, **own.evaluations}) if self.whole else own
        return replace(self, own=own, matrix=matrix, evaluation=settled(self.evaluation))

    @property
    def everything(self) -> tuple[Block, ...]:
        """Every program with every outcome, as a table."""
        return matrix_blocks(self.reader.snapshot, self.matrix)

    @property
    def values(self) -> list[dict[str, object]]:
        """The same as plain values."""
        return matrix_values(self.matrix)

    @property
    def further(self) -> tuple[Further, ...]:
        """By segment, who is compared with whom, whether it hangs on how it was asked, and how it is computed."""
        evaluation = self.evaluation
        asked_otherwise = partial(sensitivity_table, self.reader, evaluation)
        further = []
        if segments := segment_table(evaluation):
            further.append(Further("By segment", "segments", lambda: (segments,)))
        if compared := compared_table(evaluation):
            further.append(Further("Who is compared with whom", "compared", lambda: (compared,)))
            further.append(Further("Does it hang on how it was asked?", "otherwise", lambda: (asked_otherwise(),)))
        if computed := computed_blocks(evaluation):
            further.append(Further("How is this computed?", "computed", lambda: computed))
        return tuple(further)

    def panel_rows(self) -> Any:
        """The cells behind the effect, as a frame."""
        return panel_rows(self.evaluation)

    def assumptions(self, margin: float) -> tuple[AssumptionField, ...]:
        """What turns the effect into money, each to be changed; empty where it can't become money."""
        inputs = roi_inputs(self.reader, self.evaluation, margin)
        return () if isinstance(inputs, NoRoi) else assumption_fields(inputs, self.reader.snapshot.settings.currency)

    def returns(self, margin: float, assumed: Mapping[str, float]) -> tuple[Block, ...]:
        """Whether it was worth it under these assumptions, by the names of their fields; or why nobody can say."""
        inputs = roi_inputs(self.reader, self.evaluation, margin)
        if isinstance(inputs, NoRoi):
            return no_return_blocks(inputs)
        return return_blocks(self.evaluation, inputs, assumed, self.reader.snapshot.settings.currency)

    def with_every_pair(self, progress: Progress) -> "ImpactReport":
        """The report among all pairs: the first time in a version this takes seconds."""
        if self.whole:
            return self
        matrix = effect_matrix(self.reader, self.opened.outcomes, self.opened.choices_of, progress)
        return replace(self, matrix=matrix, whole=True)


def impact_report(
    reader: Reader, program: Program, metric: str, words: ChosenWords | None, progress: Progress
) -> ImpactReport:
    """The report of a program and an outcome under what was chosen (None where nothing is to choose).

    Only what programs are for is looked at, unless the pair is another one: then it takes seconds the first time.
    """
    opened = opened_pair(reader, program, metric, words)
    own = declared_pairs(reader, opened.choices_of)
    whole = opened.pair not in own.evaluations
    matrix = effect_matrix(reader, opened.outcomes, opened.choices_of, progress) if whole else own
    return ImpactReport(reader, opened, own, matrix, followed_evaluation(matrix.evaluations[opened.pair]), whole)
