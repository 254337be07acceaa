"""What could have been seen: the minimum detectable effect, after the fact and before it."""

from collections.abc import Sequence

import numpy as np

from metrics.impact.imputation import impute
from metrics.impact.panel import CannotBeJudged, Panel
from metrics.statistics import CONFIDENCE, t_quantile

POWER = 0.8


def minimum_detectable_effect(standard_error: float, degrees_of_freedom: float | None = None) -> float:
    """The smallest effect that would have been found at 5 % in four of five cases (Bloom 1995, Evaluation Review 19).

    (t.975 + t.8) standard errors: 2.8 with many degrees of freedom (None: infinitely many), 3.5 with five.
    """
    from scipy.special import stdtrit

    free = np.inf if degrees_of_freedom is None else degrees_of_freedom
    return float(t_quantile(CONFIDENCE, free) + stdtrit(free, POWER)) * standard_error


def placebo_standard_error(panels: Sequence[Panel | CannotBeJudged]) -> float | None:
    """The standard error to expect of a program like those that `panels` pretend, in the outcome's unit.

    Each panel holds months that are over and people drawn by lot who are taken to have been reached in them (Burlig,
    Preonas and Woerman 2020, Journal of Development Economics 144): so everything that makes results vary here, from
    month to month, between people and teams, counts. The root mean square over the panels, None if a single one can't
    be judged: a plan whose draws often fail promises nothing.
    """
    squares = []
    for panel in panels:
        imputation = panel if isinstance(panel, CannotBeJudged) else impute(panel)
        if isinstance(imputation, CannotBeJudged) or imputation.effect.standard_error is None:
            return None
        squares.append(imputation.effect.standard_error**2)
    return float(np.sqrt(np.mean(squares))) if squares else None


def facts_needed(detectable: float, worth: float, facts: float) -> float:
    """How many facts in all would bring the detectable effect down to one `worth` finding, others things equal.

    Standard errors shrink with the square root of the facts. Raises ValueError where `worth` is not positive.
    """
    if worth <= 0:
        raise ValueError("the smallest effect worth paying for must be positive")
    return facts * max(1.0, (detectable / worth) ** 2)
