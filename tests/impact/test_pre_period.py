"""What moved before the start, and what weighs in the estimate, against regressions with a dummy for everything."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from metrics.impact.imputation import impute, impute_with_fit
from metrics.impact.panel import Panel
from metrics.impact.pre_period import PrePeriod, pre_period
from tests.impact import drawn


def seen(panel: Panel) -> PrePeriod:
    imputed = impute_with_fit(panel)
    assert isinstance(imputed, tuple)
    return pre_period(panel, *imputed)


def dummies(panel: Panel) -> NDArray[Any]:
    month = panel.period * len(panel.groups) + panel.group
    people = panel.unit[:, None] == np.arange(len(panel.names))
    return np.hstack([people, month[:, None] == np.unique(month)]).astype(float)


def coefficients(panel: Panel, columns: NDArray[Any], kept: NDArray[np.bool_]) -> NDArray[Any]:
    """Least squares on person and month dummies beside the columns, on cells not yet treated."""
    on = ~panel.treated & kept
    rows = np.hstack([columns, dummies(panel)])[on] * np.sqrt(panel.weight[on])[:, None]
    return np.linalg.lstsq(rows, panel.outcome[on] * np.sqrt(panel.weight[on]), rcond=None)[0][: columns.shape[1]]


def lead_columns(panel: Panel) -> NDArray[Any]:
    before = np.where(panel.reached[panel.unit], panel.treated_from[panel.unit] - panel.period, 0)
    return (before[:, None] == np.arange(1, 10)).astype(float)


def long_company(**more: Any) -> Panel:
    return drawn.company(5, 40, 22, segments=1, bands=1, **more).panel()


def test_the_leads_are_those_of_one_big_regression() -> None:
    panel = long_company()
    before = seen(panel)
    assert before.months is not None
    assert before.bins is not None
    assert (before.months.labels, before.bins.labels) == (tuple(range(1, 10)), (1, 4, 7))
    columns, everybody = lead_columns(panel), np.ones(len(panel.unit), dtype=bool)
    assert before.months.values == pytest.approx(coefficients(panel, columns, everybody), abs=1e-9)
    threes = columns.reshape(len(columns), 3, 3).sum(axis=2)
    assert before.bins.values == pytest.approx(coefficients(panel, threes, everybody), abs=1e-9)


def test_their_spread_is_that_of_leaving_out_one_person_after_another() -> None:
    panel = long_company()
    before = seen(panel)
    assert before.bins is not None
    threes = lead_columns(panel).reshape(len(panel.unit), 3, 3).sum(axis=2)
    people = len(panel.names)
    left_out = np.array([coefficients(panel, threes, panel.unit != person) for person in range(people)])
    deviation = left_out - before.bins.values
    variance = (people - 1) / people * np.sum(deviation**2, axis=0)
    assert np.sqrt(np.diag(before.bins.covariance)) == pytest.approx(np.sqrt(variance), rel=1e-6)


def test_their_spread_by_teams_is_that_of_leaving_out_one_team_after_another() -> None:
    panel = long_company(teams=6)
    before = seen(panel)
    assert before.bins is not None
    threes = lead_columns(panel).reshape(len(panel.unit), 3, 3).sum(axis=2)
    team = panel.cluster[panel.unit]
    left_out = np.array([coefficients(panel, threes, team != each) for each in range(6)])
    variance = 5 / 6 * np.sum((left_out - before.bins.values) ** 2, axis=0)
    assert np.sqrt(np.diag(before.bins.covariance)) == pytest.approx(np.sqrt(variance), rel=1e-6)


def test_the_drift_is_taken_off_as_in_one_big_regression() -> None:
    panel = long_company()
    imputed = impute_with_fit(panel)
    assert isinstance(imputed, tuple)
    imputation, fit = imputed
    adjusted = pre_period(panel, *imputed).adjusted
    assert adjusted is not None
    everybody = np.ones(len(panel.unit), dtype=bool)
    since = np.where(panel.reached[panel.unit], panel.since + 0.5, 0.0)
    design = np.hstack([since[:, None], dummies(panel)])
    on = ~panel.treated
    root = np.sqrt(panel.weight)
    fitted = np.linalg.lstsq(design[on] * root[on, None], panel.outcome[on] * root[on], rcond=None)[0]
    cells = fit.fitted.imputed
    by_hand = np.average((panel.outcome - design @ fitted)[cells], weights=panel.weight[cells])
    assert adjusted.value == pytest.approx(float(by_hand), abs=1e-9)
    assert coefficients(panel, since[:, None], everybody)[0] != 0
    assert adjusted.standard_error is not None
    assert imputation.effect.standard_error is not None
    assert adjusted.standard_error > imputation.effect.standard_error


def test_where_everybody_is_reached_in_the_end_a_drift_cannot_be_told_from_the_months() -> None:
    assert seen(long_company(treated=1.0)).adjusted is None


def test_too_few_months_before_leave_fewer_leads() -> None:
    panel = drawn.company(5, 40, 8, segments=1, bands=1).panel()
    months = seen(panel).months
    assert months is not None
    assert months.labels[-1] < 9


def test_the_weights_give_the_effect_and_count_whom_it_rests_on() -> None:
    panel = long_company()
    imputed = impute_with_fit(panel)
    assert isinstance(imputed, tuple)
    imputation, fit = imputed
    assert float(np.sum(fit.weights.total * panel.outcome)) == pytest.approx(imputation.effect.value, abs=1e-12)
    assert float(np.sum(fit.weights.months[~fit.cells.fitted])) == 0
    assert 2 < imputation.treated.weighing <= imputation.treated.clusters
    assert 2 < imputation.comparison.weighing <= len(panel.names)


def test_few_who_start_late_are_few_to_compare_with() -> None:
    random = np.random.default_rng(3)
    people, months = 60, 20
    start = random.integers(8, 11, people)
    start[:4] = months
    panel = _panel(random, people, months, start)
    imputation = impute(panel)
    assert imputation.comparison.people > 30  # type: ignore[union-attr]
    assert imputation.comparison.weighing < 5  # type: ignore[union-attr]
    assert imputation.effect.degrees_of_freedom < 4  # type: ignore[union-attr]


def test_whoever_was_sent_after_a_bad_half_year_is_seen_though_the_fake_date_is_not() -> None:
    random = np.random.default_rng(11)
    people, months = 120, 21
    start = np.full(people, months)
    start[:40] = 11
    panel = _panel(random, people, months, start, bad=(slice(0, 40), slice(3, 9), 0.15))
    before = seen(panel)
    assert before.bins is not None
    assert before.bins.probability is not None
    assert before.bins.probability < 1e-4
    assert before.bins.values[1] == pytest.approx(-0.15, abs=0.06)


def _panel(
    random: np.random.Generator, people: int, months: int, start: NDArray[Any], bad: tuple[Any, ...] = ()
) -> Panel:
    chance = np.full((people, months), 0.4)
    if bad:
        chance[bad[0], bad[1]] -= bad[2]
    deals = np.full((people, months), 6)
    won = random.binomial(deals, chance)
    unit, period = np.repeat(np.arange(people), months), np.tile(np.arange(months), people)
    reached = np.flatnonzero(start < months)
    return drawn.Drawn(
        drawn.Observations(unit, period, won.ravel(), deals.ravel()),
        drawn.Rollout(reached, start[reached]),
        tuple(f"month {month}" for month in range(months)),
    ).panel()
