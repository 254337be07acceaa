"""The lot as its own judge: against a test worked out one assignment after the other, and how often it is wrong."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from metrics.impact.effect import Effect
from metrics.impact.effect_evidence import ImpactQuestion
from metrics.impact.lot_study import LOT, randomized_study
from metrics.impact.panel import NEVER, Observations, Panel, Rollout, build_panel
from metrics.impact.randomization_test import Lot, randomization_effect
from metrics.programs.assignment_set import FEWEST, MOST, assignments_in_all, possible_assignments
from tests.impact.drawn import long_way

MONTHS, START, TEAMS = 16, 9, 10
QUESTION = ImpactQuestion("Playbook", "Win rate", "share", "higher", "trained sellers", "won", "at random")


def company(seed: int, effect: float, reached: int = 5, people: int = 100) -> tuple[Panel, Lot]:
    """Ten teams with good and bad months of their own, of which the lot reaches some; the lot and its set."""
    random = np.random.default_rng([seed, reached])
    team = np.arange(people) % TEAMS
    chance = 0.35 + random.normal(0, 0.08, people)[:, None] + random.normal(0, 0.02, (TEAMS, MONTHS))[team]
    deals = random.poisson(5, (people, MONTHS)) + 1
    before = random.binomial(deals, np.clip(chance, 0.02, 0.98))
    lately = (before[:, START - 3 : START] / deals[:, START - 3 : START]).mean(axis=1)
    drawn_among = possible_assignments(
        [lately[team == each].tolist() for each in range(TEAMS)], (reached, TEAMS - reached), seed
    )
    place = int(random.integers(len(drawn_among.waves)))
    start = np.where(drawn_among.waves[place][team] == 0, START, MONTHS)
    after = np.arange(MONTHS) >= start[:, None]
    won = np.where(after, random.binomial(deals, np.clip(chance + effect, 0.02, 0.98)), before)
    panel = panel_of(deals, won, start, team)
    return panel, Lot(np.where(drawn_among.waves[:, team] == 0, START, NEVER), place)


def panel_of(deals: NDArray[Any], won: NDArray[Any], start: NDArray[Any], team: NDArray[Any]) -> Panel:
    people, months = deals.shape
    unit, period = np.repeat(np.arange(people), months), np.tile(np.arange(months), people)
    reached = np.flatnonzero(start < months)
    panel = build_panel(
        Observations(unit, period, won.ravel(), deals.ravel(), cluster=team[unit]),
        Rollout(reached, start[reached]),
        [f"month {month}" for month in range(months)],
    )
    assert isinstance(panel, Panel)
    return panel


def test_it_is_fishers_test_worked_out_one_assignment_after_the_other() -> None:
    random = np.random.default_rng(1)
    deals = np.full((16, 6), 20)
    start = np.where(np.arange(16) < 8, 3, 6)
    won = random.binomial(deals, 0.4 + 0.15 * (np.arange(6) >= start[:, None]))
    team = np.arange(16) // 2
    panel = panel_of(deals, won, start, team)
    sets = [np.isin(team, chosen) for chosen in combinations(range(8), 4)]
    lot = Lot(np.array([np.where(reached, 3, NEVER) for reached in sets]), 0)
    effect = randomization_effect(panel, lot)
    by_hand = []
    for reached in sets:
        panel.treated_from[:] = np.where(reached, 3, NEVER)
        by_hand.append(long_way(panel))
    assert effect.value == pytest.approx(by_hand[0])
    assert effect.probability == pytest.approx(np.mean(np.abs(by_hand) >= abs(by_hand[0]) - 1e-12))


@pytest.mark.parametrize(("reached", "power"), [(5, 0.8), (3, 0.7)])
def test_whole_teams_drawn_by_lot_are_judged(pytestconfig: pytest.Config, reached: int, power: float) -> None:
    companies = pytestconfig.getoption("companies") // 2
    effects = [randomization_effect(*company(seed, 0.08, reached)) for seed in range(companies)]
    # Ten companies: a power of 80 % is known to ±25 points.
    assert np.mean([effect.certain for effect in effects]) >= power - 0.25
    assert np.mean([holds(effect, 0.08) for effect in effects]) >= 0.79
    nothing = [randomization_effect(*company(seed, 0.0, reached)) for seed in range(companies)]
    assert np.mean([effect.certain for effect in nothing]) <= 0.21


def holds(effect: Effect, truth: float) -> bool:
    assert effect.low is not None
    assert effect.high is not None
    return effect.low <= truth <= effect.high


def test_the_study_of_a_drawn_roll_out_has_the_strongest_grade_and_waits_for_no_second_method() -> None:
    evidence = randomized_study(*company(1, 0.15), QUESTION, "Everybody followed it.").evidence
    assert (evidence.verdict, evidence.grade, evidence.pending) == ("effect", "randomized rollout", False)
    assert evidence.sentence.startswith("Playbook raised the win rate by ")
    assert [(check.name, check.state) for check in evidence.checks] == [(LOT, "passed"), ("Who is compared", "passed")]


def test_the_set_holds_the_best_balanced_quarter_and_forty_at_least() -> None:
    results = [[number / 10] for number in range(10)]
    half = possible_assignments(results, (5, 5), 1)
    assert (len(half.waves), half.of) == (63, 252)
    three = possible_assignments(results, (3, 7), 1)
    assert (len(three.waves), three.of) == (FEWEST, 120)
    gaps = [
        max(abs(np.mean(wave) - 0.45) for wave in (np.array(chosen) / 10, np.setdiff1d(np.arange(10), chosen) / 10))
        for chosen in combinations(range(10), 3)
    ]
    assert three.gaps.tolist() == pytest.approx(sorted(gaps)[:FEWEST])
    assert {tuple(np.bincount(wave)) for wave in three.waves} == {(3, 7)}
    assert len(np.unique(three.waves, axis=0)) == FEWEST


def test_of_too_many_assignments_so_many_are_drawn_and_the_seed_draws_them_again() -> None:
    results = [[number % 7 / 7, None] for number in range(40)]
    first, again, other = (possible_assignments(results, (15, 15, 10), seed) for seed in (3, 3, 4))
    assert len(first.waves) == MOST // 4
    assert first.of == assignments_in_all((15, 15, 10)) > MOST
    assert (first.waves == again.waves).all()
    assert not (first.waves == other.waves).all()
    assert {tuple(np.bincount(wave)) for wave in first.waves[:50]} == {(15, 15, 10)}


def test_without_results_every_assignment_is_as_good() -> None:
    assert possible_assignments([[None]] * 8, (4, 4), 1).gaps.tolist() == [0.0] * 40
