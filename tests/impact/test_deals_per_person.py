"""Deals per person and month: a win rate that rises because lost deals are no longer entered is no money."""

import numpy as np
import pytest

from metrics.impact.deals_per_person import deal_flow
from metrics.impact.panel import Observations, Panel, Rollout, build_panel


def company(seed: int, entered: float, people: int = 160, months: int = 20) -> Panel:
    """Of the lost deals of those reached only a share is entered from the start on; one more is never won."""
    random = np.random.default_rng(seed)
    start = np.full(people, months)
    start[: people // 2] = random.integers(8, 14, people // 2)
    deals = random.poisson(8, (people, months))
    won = random.binomial(deals, 0.3)
    lost = deals - won
    after = np.arange(months) >= start[:, None]
    lost = np.where(after, random.binomial(lost, entered), lost)
    unit, period = np.repeat(np.arange(people), months), np.tile(np.arange(months), people)
    panel = build_panel(
        Observations(unit, period, won.ravel(), (won + lost).ravel()),
        Rollout(np.arange(people // 2), start[: people // 2]),
        [f"month {number}" for number in range(months)],
    )
    assert isinstance(panel, Panel)
    return panel


def test_fewer_lost_deals_entered_are_seen() -> None:
    flow = deal_flow(company(1, 0.65))
    assert not flow.not_fewer
    assert flow.change is not None
    assert flow.change.value == pytest.approx(-0.7 * 0.35, abs=0.05)


def test_as_many_deals_as_before_are_shown_to_be() -> None:
    assert deal_flow(company(2, 1.0)).not_fewer


def test_a_few_people_show_nothing() -> None:
    assert not deal_flow(company(3, 1.0, people=10)).not_fewer
