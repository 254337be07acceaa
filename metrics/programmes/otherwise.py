"""The same question put otherwise: whether the answer hangs on a choice that could as well have been another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from metrics.engines.duckdb import session
from metrics.impact.effect import Effect
from metrics.impact.imputation import impute
from metrics.impact.panel import CannotBeJudged
from metrics.prelude import has_roster
from metrics.programmes.counting import CLOSED, may_count_by_entry
from metrics.programmes.judging import WITHIN, Choices, Judgement
from metrics.programmes.observing import observe
from metrics.programmes.reached import reached
from metrics.programmes.registration import CREATED, TrainingRule
from metrics.question import Unavailable
from metrics.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What another choice gives: which, and its effect or why there is none. It is no claim of its own."""

    choice: str
    effect: Effect | None
    reason: str = ""


def otherwise(snapshot: Snapshot, judgement: Judgement) -> tuple[Otherwise, ...]:
    """The effect under each other choice that is possible; empty where there is no effect to begin with."""
    if judgement.outcome is None or judgement.study.imputation is None:
        return ()
    key = ("otherwise", judgement.programme.program_id, judgement.metric, judgement.choices)
    return session(snapshot).remember(
        key, lambda: tuple(_found(snapshot, judgement, word, other) for word, other in _others(snapshot, judgement))
    )


def _others(snapshot: Snapshot, judgement: Judgement) -> Iterator[tuple[str, Choices]]:
    choices, programme = judgement.choices, judgement.programme
    columns = snapshot.tables["people"].columns if has_roster(snapshot) else ()
    for name in WITHIN:
        if name in columns and name != choices.within:
            yield f"compared within each {name}", replace(choices, within=name)
    if choices.within is not None:
        yield "compared among all together", replace(choices, within=None)
    if judgement.outcome is not None and may_count_by_entry(judgement.outcome.metric):
        if choices.day != CREATED:
            yield "deals counted by the day they were created", replace(choices, day=CREATED)
        if choices.day != CLOSED:
            yield "deals counted by the day they closed", replace(choices, day=CLOSED)
    if programme.in_rollout and programme.in_training and choices.rule is None:
        yield "reached on the day of the first session attended", replace(choices, rule=TrainingRule())


def _found(snapshot: Snapshot, judgement: Judgement, word: str, other: Choices) -> Otherwise:
    assert judgement.outcome is not None  # otherwise() asks first
    try:
        who = reached(snapshot, judgement.programme, other.rule)
        panel = observe(snapshot, judgement.outcome, who, other.day, other.within).panel
    except Unavailable as reason:
        return Otherwise(word, None, str(reason))
    found = panel if isinstance(panel, CannotBeJudged) else impute(panel)
    return Otherwise(word, None, found.sentence) if isinstance(found, CannotBeJudged) else Otherwise(word, found.effect)
