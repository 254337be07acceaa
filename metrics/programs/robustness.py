"""The second opinion on an evaluation, found once a version: it takes seconds."""

from metrics.impact import NoOpinion, SecondOpinion, second_opinion
from metrics.programs.evaluation import Evaluation
from metrics.query import Reader


def robustness_of(reader: Reader, evaluation: Evaluation) -> SecondOpinion | NoOpinion:
    """What another method finds on the same panel."""
    panel, effect = evaluation.panel, evaluation.evidence.effect
    if panel is None or effect is None:
        return NoOpinion("There is no number to have a second opinion on.")
    key = ("robustness", evaluation.program.program_id, evaluation.metric, evaluation.choices)
    return reader.session().remember(key, lambda: second_opinion(panel, effect))
