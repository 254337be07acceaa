"""The second opinion on a claim: found by another process when first asked for, and kept for as long as this one runs.

Until it is there the claim stands at its lower grade, and says that the second method is pending.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from threading import Lock

from metrics.errors import UserError
from metrics.impact import (
    CannotBeJudged,
    NoOpinion,
    Panel,
    SecondOpinion,
    judged_panel,
    with_second_opinion,
    without_others,
)
from metrics.intake import run_limited
from metrics.programs.evaluation import Evaluation

SECONDS, MEGABYTES = 300, 4_000
"""What the other process may take: ten thousand people over two years take some ten seconds."""
ANSWERING = "metrics.impact.second_opinions:second_opinion"
MOST_KEPT = 200

Opinion = SecondOpinion | NoOpinion
_asked: dict[tuple[object, ...], "Future[Opinion]"] = {}
_lock = Lock()


def settled(evaluation: Evaluation) -> Evaluation:
    """The evaluation once the second opinion on its claim is there, which may take seconds."""
    return _with_opinion(evaluation, wait=True)


def so_far(evaluation: Evaluation) -> Evaluation:
    """The evaluation with the second opinion on its claim if it is there; else it is asked for meanwhile."""
    return _with_opinion(evaluation, wait=False)


def _with_opinion(evaluation: Evaluation, *, wait: bool) -> Evaluation:
    panel = evaluation.panel
    if panel is None or not evaluation.evidence.pending:
        return evaluation
    judged = judged_panel(panel, evaluation.evidence.question)
    if isinstance(judged, CannotBeJudged):
        return evaluation
    future = _opinion(evaluation.identity, without_others(judged, evaluation.others))
    if not (wait or future.done()):
        return evaluation
    return evaluation.saying(with_second_opinion(evaluation.evidence, future.result()))


def _opinion(identity: tuple[object, ...], panel: Panel) -> "Future[Opinion]":
    """The opinion on a panel that was asked for, or is from now on."""
    with _lock:
        future = _asked.pop(identity, None) or _pool().submit(_answered, panel)
        _asked[identity] = future
        while len(_asked) > MOST_KEPT:
            _asked.pop(next(iter(_asked)))
    return future


@cache
def _pool() -> ThreadPoolExecutor:
    """One thread: it only waits for the other process, and a second one would take the cores from the pages."""
    return ThreadPoolExecutor(1, "second-method")


def _answered(panel: Panel) -> Opinion:
    try:
        opinion: Opinion = run_limited(ANSWERING, panel, seconds=SECONDS, megabytes=MEGABYTES)
    except UserError:
        return NoOpinion("The second method gave no answer: it took too long, or more memory than it may.")
    return opinion
