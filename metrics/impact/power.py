"""What could have been seen: the minimum detectable effect, after the fact and before it."""

from dataclasses import dataclass
from math import sqrt

DETECTABLE_IN_STANDARD_ERRORS = 2.8
"""1.96 + 0.84: an effect this many standard errors big is found at 5 % in four of five cases (Bloom 1995)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A roll-out before it happens.

    `treated` and `comparison` people (or teams), `before` and `after` months of data each, `facts` (such as closed
    deals) a person and month, `teams` people in each where whole teams are reached (1: single people).
    """

    treated: float
    comparison: float
    before: float
    after: float
    facts: float
    together: float = 1.0


@dataclass(frozen=True, slots=True)
class Noise:
    """How much the outcome varies, as standard deviations in its unit.

    `fact`: between facts of one person and month (√(p(1 − p)) of a share). `month`: of a person's true level from month
    to month. `team`: of a whole team's from month to month.
    """

    fact: float
    month: float = 0.0
    team: float = 0.0


def minimum_detectable_effect(standard_error: float) -> float:
    """The smallest effect that would have been found in four of five cases: 2.8 standard errors."""
    return DETECTABLE_IN_STANDARD_ERRORS * standard_error


def planned_standard_error(plan: Plan, noise: Noise) -> float:
    """The standard error to expect of a difference-in-differences with person effects (Frison and Pocock 1992).

    √(σ² · (1 ÷ before + 1 ÷ after) · (1 ÷ treated + 1 ÷ comparison)), σ² being the variance of one person's (or team's)
    month. Raises ValueError where a number of the plan is not positive.
    """
    if min(plan.treated, plan.comparison, plan.before, plan.after, plan.facts, plan.together) <= 0:
        raise ValueError("people, months and facts of a plan must be positive")
    month = (noise.fact**2 / plan.facts + noise.month**2) / plan.together + noise.team**2
    return sqrt(month * (1 / plan.before + 1 / plan.after) * (1 / plan.treated + 1 / plan.comparison))


def planned_detectable_effect(plan: Plan, noise: Noise) -> float:
    """The smallest effect that a plan would find in four of five cases."""
    return minimum_detectable_effect(planned_standard_error(plan, noise))


def share_noise(share: float) -> Noise:
    """The noise of a share such as a win rate: each deal is won or not. Raises ValueError outside 0 … 1."""
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, not at {share}")
    return Noise(sqrt(share * (1 - share)))


def facts_needed(detectable: float, worth: float, facts: float) -> float:
    """How many facts in all would bring the detectable effect down to one `worth` finding, others things equal.

    Standard errors shrink with the square root of the facts. Raises ValueError where `worth` is not positive.
    """
    if worth <= 0:
        raise ValueError("the smallest effect worth paying for must be positive")
    return facts * max(1.0, (detectable / worth) ** 2)
