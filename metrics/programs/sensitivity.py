"""The same question put otherwise: whether the answer hangs on a choice that could as well have been another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from metrics.errors import Unavailable
from metrics.impact import CannotBeJudged, Effect, Others, Panel, impute
from metrics.programs.co_treatment import co_treatments
from metrics.programs.evaluation import COMPARED_WITHIN, Evaluation, EvaluationChoices
from metrics.programs.exposure import exposure_of
from metrics.programs.outcome_counting import CLOSED, may_count_by_entry
from metrics.programs.panel_query import outcome_panel_of
from metrics.programs.registration import CREATED, TrainingRule
from metrics.query import Reader
from metrics.semantic import has_roster
from metrics.store import Snapshot


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What another choice gives: which, and its effect or why there is none. It is no claim of its own."""

    choice: str
    effect: Effect | None
    reason: str = ""


def sensitivity_of(reader: Reader, evaluation: Evaluation) -> tuple[Sensitivity, ...]:
    """The effect under each other choice that is possible; empty where there is no effect to begin with."""
    if evaluation.outcome is None or evaluation.study.imputation is None:
        return ()
    key = ("sensitivity", evaluation.program.program_id, evaluation.metric, evaluation.choices)
    return reader.session().remember(
        key,
        lambda: tuple(
            _with_choice(reader, evaluation, word, other) for word, other in _others(reader.snapshot, evaluation)
        ),
    )


def _others(snapshot: Snapshot, evaluation: Evaluation) -> Iterator[tuple[str, EvaluationChoices]]:
    choices, program = evaluation.choices, evaluation.program
    columns = snapshot.tables["people"].columns if has_roster(snapshot) else ()
    for name in COMPARED_WITHIN:
        if name in columns and name != choices.within:
            yield f"compared within each {name}", replace(choices, within=name)
    if choices.within is not None:
        yield "compared among all together", replace(choices, within=None)
    if evaluation.outcome is not None and may_count_by_entry(evaluation.outcome.metric):
        if choices.day != CREATED:
            yield "deals counted by the day they were created", replace(choices, day=CREATED)
        if choices.day != CLOSED:
            yield "deals counted by the day they closed", replace(choices, day=CLOSED)
    if program.in_rollout and program.in_training and choices.rule is None:
        yield "reached on the day of the first session attended", replace(choices, rule=TrainingRule())


def _with_choice(reader: Reader, evaluation: Evaluation, word: str, other: EvaluationChoices) -> Sensitivity:
    assert evaluation.outcome is not None  # `sensitivity_of` asks first
    try:
        who = exposure_of(reader, evaluation.program, other.rule)
        outcome_panel = outcome_panel_of(reader, evaluation.outcome, who, other.day, other.within)
    except Unavailable as reason:
        return Sensitivity(word, None, str(reason))
    beside = co_treatments(reader, evaluation.program, who, evaluation.outcome, outcome_panel)
    effect = _effect_of(outcome_panel.panel, tuple(each.treated_from for each in beside))
    return Sensitivity(word, None, effect.sentence) if isinstance(effect, CannotBeJudged) else Sensitivity(word, effect)


def _effect_of(panel: Panel | CannotBeJudged, others: Others) -> Effect | CannotBeJudged:
    imputation = panel if isinstance(panel, CannotBeJudged) else impute(panel, others=others)
    return imputation if isinstance(imputation, CannotBeJudged) else imputation.effect
