"""The second opinion on an evaluation, found once a version: it takes seconds."""

from metrics.engines import session
from metrics.impact import NoOpinion, SecondOpinion, second_opinion
from metrics.programs.evaluation import Evaluation
from metrics.store import Snapshot


def robustness_of(snapshot: Snapshot, evaluation: Evaluation) -> SecondOpinion | NoOpinion:
    """What another method finds on the same panel."""
    panel, effect = evaluation.panel, evaluation.evidence.effect
    if panel is None or effect is None:
        return NoOpinion("There is no number to have a second opinion on.")
    key = ("robustness", evaluation.program.program_id, evaluation.metric, evaluation.choices)
    return session(snapshot).remember(key, lambda: second_opinion(panel, effect))
