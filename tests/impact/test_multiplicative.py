"""Revenue by multiplicative imputation, against the likelihood maximized by a library, and in growing markets."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize

from metrics.impact.effect_evidence import ImpactQuestion
from metrics.impact.imputation import Imputation, impute
from metrics.impact.multiplicative import working_panel
from metrics.impact.panel import CannotBeJudged, Observations, Panel, Rollout, build_panel
from metrics.impact.program_study import study

QUESTION = ImpactQuestion("Coaching", "Revenue per person", "money", "higher", "trained sellers", "", "by plan")


def panel_of(revenue: NDArray[np.float64], start: NDArray[np.int64]) -> Panel:
    people, months = revenue.shape
    unit, period = np.repeat(np.arange(people), months), np.tile(np.arange(months), people)
    reached = np.flatnonzero(start < months)
    panel = build_panel(
        Observations(unit, period, revenue.ravel(), np.ones(revenue.size), count=np.ones(revenue.size)),
        Rollout(reached, start[reached]),
        [f"month {number}" for number in range(months)],
    )
    assert isinstance(panel, Panel)
    return panel


def company(seed: int, growth: float, effect: float = 0.0, people: int = 120, months: int = 20) -> Panel:
    """Bigger sellers are reached, in a market that grows; many months bring nothing, some deals are big."""
    random = np.random.default_rng([seed, round(1000 * growth)])
    size, month = random.normal(0, 0.5, people), np.arange(months)
    start = np.full(people, months)
    reached = np.argsort(-(3 * size + random.logistic(0, 1, people)))[: people // 2]
    start[reached] = random.integers(8, 14, len(reached))
    level = np.exp(size[:, None] + growth * month + random.normal(0, 0.05, months))
    level = level * np.where(month >= start[:, None], 1 + effect, 1)
    won = random.poisson(1.2, (people, months))
    revenue = np.where(won > 0, random.gamma(np.maximum(2.0 * won, 0.1)) * level * 500, 0.0)
    return panel_of(revenue, start)


def test_it_is_the_fit_of_the_poisson_likelihood() -> None:
    random = np.random.default_rng(3)
    people, months = 6, 5
    start = np.array([3, 3, 3, 5, 5, 5])
    revenue = random.gamma(2.0, 100.0, (people, months)) * (1 + np.arange(people))[:, None]
    panel = panel_of(revenue, start)
    judged = working_panel(panel)
    assert isinstance(judged, Panel)
    imputation = impute(judged)
    assert isinstance(imputation, Imputation)
    on = ~panel.treated
    design = np.hstack([panel.unit[:, None] == np.arange(people), panel.period[:, None] == np.arange(1, months)])
    design = design.astype(float)

    def unlikelihood(place: NDArray[np.float64]) -> float:
        log = np.clip((design @ place)[on], -30, 30)
        return float(np.sum(np.exp(log) - panel.outcome[on] * log) / 1000)

    fitted = minimize(unlikelihood, np.full(design.shape[1], 5.0), method="BFGS", options={"gtol": 1e-9}).x
    expected = np.exp(design @ fitted)
    by_hand = float(np.mean((panel.outcome - expected)[panel.treated]))
    assert imputation.effect.value == pytest.approx(by_hand, rel=1e-4)


@pytest.mark.parametrize("growth", [0.02, 0.04])
def test_a_growing_market_is_no_effect_on_its_bigger_sellers(growth: float) -> None:
    claims = [study(company(seed, growth), QUESTION, events=False).evidence.claims for seed in range(20)]
    in_levels = [impute(company(seed, growth)) for seed in range(20)]
    assert sum(claims) <= 4  # of twenty at 8 %: more than four in 2 % of runs
    if growth == 0.04:
        assert sum(each.effect.certain for each in in_levels if isinstance(each, Imputation)) >= 4


def test_an_effect_is_found_in_money_at_the_level_of_those_reached() -> None:
    studied = study(company(1, 0.02, effect=0.4), QUESTION)
    assert studied.imputation is not None
    effect = studied.imputation.effect
    assert effect.low is not None
    assert effect.low > 0
    panel = company(1, 0.02, effect=0.4)
    reached = float(np.average(panel.outcome[panel.treated], weights=panel.weight[panel.treated]))
    assert 0.15 < effect.value / reached < 0.45  # 0.4 ÷ 1.4 = 0.29


def test_who_had_nothing_before_says_nothing() -> None:
    start = np.array([4] * 10 + [8] * 10)
    revenue = np.where(np.arange(8) >= start[:, None], 100.0, 0.0)
    revenue[10:] = 50.0
    refused = working_panel(panel_of(revenue, start))
    assert isinstance(refused, CannotBeJudged)
    assert "none of those reached had any of it before" in refused.sentence
    assert study(panel_of(revenue, start), QUESTION).evidence.verdict == "can't be judged"


def test_whom_nothing_speaks_for_is_counted_among_those_left_out() -> None:
    panel = company(1, 0.0)
    newcomers = np.flatnonzero(panel.reached)[:40]
    before = np.isin(panel.unit, newcomers) & ~panel.treated
    panel.outcome[before] = 0.0
    judged = working_panel(panel)
    assert isinstance(judged, Panel)
    imputation = impute(judged)
    assert isinstance(imputation, Imputation)
    theirs = panel.treated & np.isin(panel.unit, newcomers)
    assert imputation.dropped.no_person == int(theirs.sum()) > 0
    assert imputation.treated.facts + imputation.dropped.facts == panel.count[panel.treated].sum()
