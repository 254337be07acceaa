"""The second opinion on a claim: found by another process when first asked for, and kept for as long as this one runs.

Until it is there the claim stands at its lower grade, and says that the second method is pending.
"""

from concurrent.futures import Future
from threading import Lock, Thread

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
_lock, _turn = Lock(), Lock()


def settled(evaluation: Evaluation) -> Evaluation:
    """The evaluation once the second opinion on its claim is there, which may take seconds."""
    return _with_opinion(evaluation, wait=True)


def so_far(evaluation: Evaluation) -> Evaluation:
    """The evaluation with the second opinion on its claim if it is there; else it is asked for meanwhile."""
    return _with_opinion(evaluation, wait=False)


def _with_opinion(evaluation: Evaluation, *, wait: bool) -> Evaluation:
    if evaluation.panel is None or not evaluation.evidence.pending:
        return evaluation
    future = _opinion(evaluation, evaluation.panel)
    if not (wait or future.done()):
        return evaluation
    return evaluation.saying(with_second_opinion(evaluation.evidence, future.result()))


def _opinion(evaluation: Evaluation, panel: Panel) -> "Future[Opinion]":
    """The opinion on an evaluation that was asked for, or is from now on: nobody who leaves waits for its thread."""
    with _lock:
        future = _asked.pop(evaluation.identity, None)
        if future is None:
            future = Future()
            Thread(target=_answer, args=(future, evaluation, panel), name="second-method", daemon=True).start()
        _asked[evaluation.identity] = future
        while len(_asked) > MOST_KEPT:
            _asked.pop(next(iter(_asked)))
    return future


def _answer(future: "Future[Opinion]", evaluation: Evaluation, panel: Panel) -> None:
    """Has another process answer, one question at a time: a second process would take the cores from the pages."""
    judged = judged_panel(panel, evaluation.evidence.question)
    if isinstance(judged, CannotBeJudged):
        future.set_result(NoOpinion(judged.sentence))
        return
    asked = without_others(judged, evaluation.others)
    try:
        with _turn:
            future.set_result(run_limited(ANSWERING, asked, seconds=SECONDS, megabytes=MEGABYTES))
    except UserError:
        future.set_result(NoOpinion("The second method gave no answer: it took too long, or more memory than it may."))
    except Exception as problem:  # whoever waits must hear of it
        future.set_exception(problem)
