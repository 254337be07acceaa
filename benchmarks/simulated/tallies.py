"""What the companies of a row come to together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.simulated.aims import Measure
from benchmarks.simulated.runs import UPPER, Run


@dataclass(frozen=True, slots=True)
class Tally:
    """The runs of a row summed up; shares are between 0 and 1, values in points, NaN where there is nothing to average.

    `bias` is of all that could be estimated, `coverage` of the intervals `shown`,
    `estimates_cover` of those of all estimates, shown or not, `too_big` of what was claimed: how
    much farther from 0 it is than the truth. `power` counts claims on the true side of 0; `raised_below` claims that no
    check but the second method's lets stand at an upper grade, and whose sentence speaks as if they did. `second` is
    the share of the `asked` that are claimed at an upper grade after the second method.
    """

    title: str
    companies: int
    truth: float
    bias: float
    spread: float
    shown: int
    coverage: float
    estimates_cover: float
    claims: float
    upper: float
    raised_below: float
    power: float
    too_big: float
    not_enough: float
    blocked: float
    asked: int
    second: float
    unadjusted: float
    unadjusted_certain: float
    placebo_fires: float
    milliseconds: float

    def share(self, measure: Measure) -> float:
        """The share that an aim is about."""
        return float(getattr(self, measure))


def tally(title: str, runs: Sequence[Run]) -> Tally:
    """The runs of a row summed up."""
    off = [each.estimate - each.truth for each in runs if each.estimate is not None]
    covered = [
        each.low <= each.truth <= each.high for each in runs if each.low is not None and each.high is not None
    ]  # fmt: skip
    claimed = [each for each in runs if each.claims]
    asked = [each for each in runs if each.asked]
    return Tally(
        title=title,
        companies=len(runs),
        truth=_mean([each.truth for each in runs]),
        bias=_mean(off),
        spread=float(np.std(off)) if off else float("nan"),
        shown=len(covered),
        coverage=_mean(covered),
        estimates_cover=_mean([each.estimate_covers for each in runs if each.estimate_covers is not None]),
        claims=_mean([each.claims for each in runs]),
        upper=_mean([each.upper for each in runs]),
        raised_below=_mean([each.raised and not each.upper for each in runs]),
        power=_mean([_rightly(each) for each in runs]),
        too_big=_mean([_too_big(each) for each in claimed]),
        not_enough=_mean([each.verdict == "not enough data" for each in runs]),
        blocked=_mean([each.verdict in ("don't use this number", "can't be judged") for each in runs]),
        asked=len(asked),
        second=_mean([each.second in UPPER for each in asked]),
        unadjusted=_mean([each.unadjusted for each in runs if each.unadjusted is not None]),
        unadjusted_certain=_mean([each.unadjusted_certain for each in runs]),
        placebo_fires=_mean([each.placebo_fires for each in runs]),
        milliseconds=_mean([each.milliseconds for each in runs]),
    )


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else float("nan")


def _rightly(run: Run) -> bool:
    return run.claims and run.estimate is not None and run.estimate * run.truth > 0


def _too_big(run: Run) -> float:
    """By how many points what is claimed lies farther out than the truth, seen from 0 on the claimed side."""
    if run.value is None:
        return float("nan")
    return float(np.sign(run.value) * (run.value - run.truth))
