"""The second opinion on a judgement, found once a version: it takes seconds."""

from metrics.engines import session
from metrics.impact import NoOpinion, SecondOpinion, second_opinion
from metrics.programs.evaluation import Evaluation
from metrics.store import Snapshot


def robustness_of(snapshot: Snapshot, judgement: Evaluation) -> SecondOpinion | NoOpinion:
    """What another method finds on the same panel."""
    panel, effect = judgement.panel, judgement.evidence.effect
    if panel is None or effect is None:
        return NoOpinion("There is no number to have a second opinion on.")
    key = ("opinion", judgement.programme.program_id, judgement.metric, judgement.choices)
    return session(snapshot).remember(key, lambda: second_opinion(panel, effect))
