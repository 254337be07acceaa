"""A program beside others that reached the same people, against one regression with a dummy for everything."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from metrics.impact.effect_evidence import ImpactQuestion
from metrics.impact.imputation import Imputation, impute
from metrics.impact.other_programs import regressors_of, without_others
from metrics.impact.panel import NEVER, CannotBeJudged, Observations, Panel, Rollout, build_panel
from metrics.impact.program_study import study

PEOPLE, MONTHS = 60, 20
QUESTION = ImpactQuestion(
    "Empty", "Win rate", "share", "higher", "trained sellers", "won", "by plan", beside=("Working",)
)


def company(seed: int, own: NDArray[Any], other: NDArray[Any], effect: float = 0.0, others: float = 0.1) -> Panel:
    """Who is reached by the other one wins so much more; months and people have levels of their own."""
    random = np.random.default_rng(seed)
    chance = 0.35 + random.normal(0, 0.06, PEOPLE)[:, None] + random.normal(0, 0.02, MONTHS)
    month = np.arange(MONTHS)
    lifted = chance + effect * (month >= own[:, None]) + others * (month >= other[:, None])
    deals = random.poisson(6, (PEOPLE, MONTHS)) + 1
    won = random.binomial(deals, np.clip(lifted, 0.02, 0.98))
    unit, period = np.repeat(np.arange(PEOPLE), MONTHS), np.tile(month, PEOPLE)
    reached = np.flatnonzero(own < MONTHS)
    panel = build_panel(
        Observations(unit, period, won.ravel(), deals.ravel()),
        Rollout(reached, own[reached]),
        [f"month {number}" for number in range(MONTHS)],
    )
    assert isinstance(panel, Panel)
    return panel


def starts(seed: int, share: float = 0.5) -> NDArray[Any]:
    """Half of the people, each in a month of their own."""
    random = np.random.default_rng(seed)
    start = np.full(PEOPLE, MONTHS)
    reached = random.choice(PEOPLE, int(share * PEOPLE), replace=False)
    start[reached] = random.integers(8, 15, len(reached))
    return start


def treated(start: NDArray[Any]) -> NDArray[Any]:
    return np.where(start < MONTHS, start, NEVER)


def long_way(panel: Panel, other: NDArray[Any], kept: NDArray[np.bool_]) -> float:
    """Person, month and the other program's months as dummies, fitted on cells without the program."""
    beside = regressors_of(panel, [other])
    people = panel.unit[:, None] == np.arange(PEOPLE)
    design = np.hstack([beside, people, panel.period[:, None] == np.arange(MONTHS)]).astype(float)
    on, root = ~panel.treated & kept, np.sqrt(panel.weight)
    rows = design[on] * root[on, None]
    fitted = np.linalg.lstsq(rows, panel.outcome[on] * root[on], rcond=None)[0]
    within = design @ np.linalg.pinv(rows) @ rows
    asked = panel.treated & kept & (np.abs(within - design).max(axis=1) < 1e-8)
    return float(np.average((panel.outcome - design @ fitted)[asked], weights=panel.weight[asked]))


def test_it_is_that_of_one_big_regression_with_and_without_each_person() -> None:
    own, other = starts(1), treated(starts(2))
    panel = company(3, own, starts(2), effect=0.05)
    imputation = impute(panel, others=[other])
    assert isinstance(imputation, Imputation)
    everybody = np.ones(len(panel.unit), dtype=bool)
    assert imputation.effect.value == pytest.approx(long_way(panel, other, everybody), abs=1e-9)
    left_out = np.array([long_way(panel, other, panel.unit != person) for person in range(PEOPLE)])
    error = np.sqrt((PEOPLE - 1) / PEOPLE * np.sum((left_out - imputation.effect.value) ** 2))
    # The other program's averages are those with everybody: what that leaves out is of second order.
    assert imputation.effect.standard_error == pytest.approx(error, rel=0.03)


def test_an_empty_program_before_a_working_one_is_not_proved_by_it() -> None:
    random = np.random.default_rng(5)
    other = starts(4)
    own = np.where(other < MONTHS, other - random.integers(1, 4, PEOPLE), MONTHS)
    panel = company(6, own, other, others=0.15)
    alone, jointly = impute(panel), impute(panel, others=[treated(other)])
    assert isinstance(alone, Imputation)
    assert alone.effect.certain
    assert isinstance(jointly, Imputation)
    assert not jointly.effect.certain
    assert jointly.dropped.with_others > 0
    evidence = study(panel, QUESTION, others=[treated(other)]).evidence
    assert evidence.verdict == "not enough data"
    assert any("Working had begun too, so that the two can't be told apart" in need for need in evidence.needs)


def test_the_same_people_at_the_same_time_cannot_be_told_apart() -> None:
    own = starts(4)
    panel = company(6, own, own)
    assert isinstance(impute(panel, others=[treated(own)]), CannotBeJudged)
    evidence = study(panel, QUESTION, others=[treated(own)]).evidence
    assert evidence.verdict == "can't be judged"
    assert "Working reached the same people at the same time as Empty" in evidence.sentence


def test_what_another_did_to_those_compared_with_is_taken_off() -> None:
    own = starts(4)
    other = np.where(own < MONTHS, MONTHS, starts(9, 1.0))
    panel = company(6, own, other, others=0.15)
    alone, jointly = impute(panel), impute(panel, others=[treated(other)])
    assert isinstance(alone, Imputation)
    assert isinstance(jointly, Imputation)
    assert alone.effect.value < -0.05
    assert abs(jointly.effect.value) < 0.06
    assert not jointly.effect.certain


def test_the_second_method_is_asked_of_the_cells_no_other_program_reached() -> None:
    other = treated(starts(2))
    panel = company(3, starts(1), starts(2))
    alone = without_others(panel, [other])
    assert (alone.period < other[alone.unit]).all()
    assert len(alone.unit) == int((panel.period < other[panel.unit]).sum())
    assert without_others(panel, []).outcome.tolist() == panel.outcome.tolist()
