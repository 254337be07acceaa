"""What one more enablement hire would be worth: a proved effect, times the people reached, times the margin."""

from dataclasses import dataclass

from metrics.errors import UserError
from metrics.impact import ProvedEffect


@dataclass(frozen=True, slots=True)
class HireValue:
    """The value of one more hire in a year, less what the hire costs; `low` and `high` follow the effect's interval."""

    effect: ProvedEffect
    value: float
    low: float
    high: float


def value_of_hire(effect: ProvedEffect, people: int, margin: float, yearly_cost: float) -> HireValue:
    """Effect × people reached × margin − cost, for the effect and both ends of its interval.

    `margin` is a share. Effects of several programs are never added: they may be the same sales.
    """
    if people < 0 or not 0 <= margin <= 1 or yearly_cost < 0:
        raise UserError("People reached and cost can't lie below zero, and the margin lies between 0 and 100 %.")
    share = 1.0 if effect.kept else margin
    value, low, high = (each * people * share - yearly_cost for each in (effect.worth, effect.low, effect.high))
    return HireValue(effect, value, low, high)
