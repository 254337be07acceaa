"""The value of one more hire: only ever from an effect that was proved."""

import pytest

from metrics.errors import UserError
from metrics.impact.effect import ProvedEffect
from metrics.planning.hire_value import value_of_hire

EFFECT = ProvedEffect("Discovery coaching", "win_rate", "staggered roll-out", 5_000.0, -500.0, 12_000.0)


def test_the_value_is_effect_times_people_times_margin_less_cost_with_its_range() -> None:
    worth = value_of_hire(EFFECT, people=50, margin=0.7, yearly_cost=95_000)
    assert (worth.value, worth.low, worth.high) == (
        pytest.approx(80_000),
        pytest.approx(-112_500),
        pytest.approx(325_000),
    )


@pytest.mark.parametrize(("people", "margin", "cost"), [(-1, 0.5, 1.0), (1, 1.5, 1.0), (1, 0.5, -1.0)])
def test_what_cannot_be_is_refused(people: int, margin: float, cost: float) -> None:
    with pytest.raises(UserError):
        value_of_hire(EFFECT, people, margin, cost)


def test_of_what_is_kept_whole_no_margin_is_taken() -> None:
    saved = ProvedEffect("Playbook", "Average discount", "staggered roll-out", 1_000.0, 500.0, 1_500.0, kept=True)
    worth = value_of_hire(saved, people=50, margin=0.5, yearly_cost=10_000)
    assert (worth.value, worth.low, worth.high) == (40_000, 15_000, 65_000)
