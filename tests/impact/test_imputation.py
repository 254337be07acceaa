"""The effect by imputation: against the long way, leaving out by hand, and what must not change it."""

from dataclasses import replace

import numpy as np
import pytest

from metrics.impact.counterfactual import cells_of, fit_counterfactual
from metrics.impact.imputation import Imputation, impute
from metrics.impact.jackknife import covariance, jackknifed
from metrics.impact.panel import CannotBeJudged, Observations, Panel, Rollout, build_panel
from tests.impact.drawn import Drawn, company, long_way

CLOSE = 1e-10


def imputed(panel: Panel, **options: int) -> Imputation:
    answer = impute(panel, **options)
    assert isinstance(answer, Imputation), answer
    return answer


def same(own: Imputation, other: Imputation) -> None:
    assert own.effect.value == pytest.approx(other.effect.value, abs=CLOSE)
    assert own.effect.standard_error == pytest.approx(other.effect.standard_error, abs=CLOSE)
    assert own.effect.degrees_of_freedom == other.effect.degrees_of_freedom
    assert [part.label for part in own.distances] == [part.label for part in other.distances]
    assert [part.effect.value for part in own.distances] == pytest.approx(
        [part.effect.value for part in other.distances], abs=CLOSE
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_effect_is_that_of_least_squares_with_a_dummy_for_everything(seed):
    panel = company(seed).panel()
    assert imputed(panel).effect.value == pytest.approx(long_way(panel), abs=1e-9)


@pytest.mark.parametrize("teams", [None, 7])
@pytest.mark.parametrize("seed", range(2))
def test_the_standard_error_is_that_of_leaving_out_each_cluster_by_hand(seed, teams):
    panel = company(seed, 20, 8, teams=teams).panel()
    clusters = np.unique(panel.cluster)
    without = [long_way(panel, panel.cluster[panel.unit] != cluster) for cluster in clusters]
    variance = (len(clusters) - 1) / len(clusters) * np.sum((np.array(without) - long_way(panel)) ** 2)
    assert imputed(panel).effect.standard_error == pytest.approx(np.sqrt(variance), abs=1e-9)


@pytest.mark.parametrize(("people", "teams"), [(12, None), (60, None), (60, 5), (200, 40)])
def test_leaving_out_without_fitting_again_equals_fitting_again(people, teams):
    # Few people, many groups: leaving somebody out often tears months apart, and cells are lost.
    panel = company(3, people, 12, segments=3, bands=3, teams=teams).panel()
    cells = cells_of(panel, fitted=~panel.treated, asked=panel.treated)
    columns = (np.where(panel.treated, 0, -1), np.where(panel.treated, 1 + panel.since, -1))
    averages = jackknifed(cells, fit_counterfactual(cells), columns)
    again = np.full_like(averages.replicates, np.nan)
    for row, cluster in enumerate(averages.clusters):
        rest = cells.without(int(cluster))
        fit = fit_counterfactual(rest)
        for number in range(again.shape[1]):
            chosen = fit.imputed & np.logical_or.reduce([column == number for column in columns])
            if chosen.any():
                again[row, number] = np.average(fit.left[chosen], weights=rest.weight[chosen])
    assert averages.replicates == pytest.approx(again, abs=CLOSE, nan_ok=True)
    assert np.diag(covariance(averages))[0] > 0


def test_rows_in_any_order_give_the_same_effect():
    drawn = company(5)
    order = np.random.default_rng(0).permutation(len(np.asarray(drawn.observations.unit)))
    shuffled = replace(drawn.rows(order), rollout=Rollout(drawn.rollout.unit[::-1], drawn.rollout.period[::-1]))
    same(imputed(drawn.panel()), imputed(shuffled.panel()))


def test_people_renamed_give_the_same_effect():
    drawn = company(5)
    names = np.array([f"person {seed}" for seed in np.random.default_rng(1).permutation(1000)])
    renamed = replace(
        drawn,
        observations=replace(drawn.observations, unit=names[drawn.observations.unit]),
        rollout=Rollout(names[drawn.rollout.unit], drawn.rollout.period),
    )
    same(imputed(drawn.panel()), imputed(renamed.panel()))


def test_months_shifted_give_the_same_effect():
    drawn = company(5)
    rows = replace(drawn.observations, hired=None)
    # An earlier month needs somebody's data: a stranger's, who is comparable with nobody.
    added = {"unit": 999, "period": 0, "numerator": 1, "denominator": 2, "segment": 9, "band": 0}
    later = replace(rows, period=rows.period + 1)
    shifted = replace(
        drawn,
        observations=Observations(**{name: np.append(getattr(later, name), value) for name, value in added.items()}),
        rollout=Rollout(drawn.rollout.unit, drawn.rollout.period + 1),
        periods=("before", *drawn.periods),
    )
    before, after = imputed(replace(drawn, observations=rows).panel()), imputed(shifted.panel())
    assert after.effect.value == pytest.approx(before.effect.value, abs=CLOSE)
    # The stranger is one cluster more in (G − 1) ÷ G.
    factor = np.sqrt(30 / 31 / (29 / 30))
    assert after.effect.standard_error == pytest.approx(before.effect.standard_error * factor, abs=CLOSE)
    assert [part.label for part in after.distances] == [part.label for part in before.distances]


def test_a_segment_split_in_two_identical_halves_gives_the_same_effect():
    drawn = company(5, segments=1)
    twice = np.tile(np.arange(len(drawn.observations.unit)), 2)
    half = np.repeat([0, 1], len(twice) // 2)
    doubled = replace(drawn.rows(twice), rollout=Rollout(
        np.concatenate((drawn.rollout.unit, drawn.rollout.unit + 1000)), np.tile(drawn.rollout.period, 2)
    ))  # fmt: skip
    doubled = replace(doubled, observations=replace(doubled.observations, unit=doubled.observations.unit + 1000 * half))
    whole = imputed(doubled.panel())
    split = imputed(replace(doubled, observations=replace(doubled.observations, segment=half)).panel())
    assert split.effect.value == pytest.approx(imputed(drawn.panel()).effect.value, abs=CLOSE)
    assert split.effect.value == pytest.approx(whole.effect.value, abs=CLOSE)
    assert [part.effect.value for part in split.segments] == pytest.approx([whole.effect.value] * 2, abs=CLOSE)


def test_one_row_a_month_or_several_are_the_same():
    drawn = company(5)
    halves = replace(drawn.observations, **{
        name: np.asarray(getattr(drawn.observations, name)) / 2 for name in ("numerator", "denominator")
    })  # fmt: skip
    twice = replace(drawn, observations=halves)
    twice = twice.rows(np.tile(np.arange(len(drawn.observations.unit)), 2))
    same(imputed(drawn.panel()), imputed(twice.panel()))


def test_distances_and_segments_average_to_the_whole():
    answer = imputed(company(2, 60, segments=3).panel())
    for parts in (answer.segments, answer.distances):
        mean = np.average([part.effect.value for part in parts], weights=[part.weight for part in parts])
        assert mean == pytest.approx(answer.effect.value, abs=CLOSE)


def test_an_effect_without_noise_is_found_exactly():
    people, months = 12, 8
    unit, period = np.repeat(np.arange(people), months), np.tile(np.arange(months), people)
    start = np.where(np.arange(people) < 6, 3 + np.arange(people) % 3, months)
    outcome = 2.0 + 0.3 * unit + np.sin(period) + np.where(period >= start[unit], 0.5 * (period - start[unit] + 1), 0)
    panel = build_panel(
        Observations(unit, period, outcome, np.ones(len(unit))), Rollout(np.arange(6), start[:6]), list("abcdefgh")
    )  # fmt: skip
    answer = imputed(panel)
    assert {part.label: part.effect.value for part in answer.distances} == pytest.approx(
        {distance: 0.5 * (distance + 1) for distance in range(5)}, abs=1e-9
    )


def test_cells_that_cannot_be_imputed_are_dropped_and_counted():
    # Person 3 is new and trained at once; in the last month nobody of segment "b" is untrained.
    unit = [0] * 4 + [1] * 4 + [2] * 4 + [3] * 2 + [4] * 4 + [5] * 3
    period = [0, 1, 2, 3] * 3 + [2, 3] + [0, 1, 2, 3] + [0, 1, 2]
    segment = ["a"] * 14 + ["b"] * 7
    won = np.random.default_rng(0).integers(0, 5, len(unit))
    panel = build_panel(
        Observations(unit, period, won, np.full(len(unit), 5), segment=segment),
        Rollout([0, 1, 3, 4], [2, 3, 2, 3]), ["m0", "m1", "m2", "m3"],
    )  # fmt: skip
    answer = imputed(panel)
    assert (answer.dropped.no_person, answer.dropped.no_month, answer.dropped.apart) == (2, 1, 0)
    assert answer.dropped.facts == 15
    assert (answer.treated.people, answer.treated.facts) == (2, 15)


def test_what_is_from_the_true_start_on_is_not_used_when_pretending():
    drawn = company(4, 60, 14)
    later = replace(drawn.observations, numerator=np.where(
        drawn.observations.period >= np.array([dict(zip(drawn.rollout.unit, drawn.rollout.period, strict=True)).get(
            person, 99) for person in drawn.observations.unit]), 0, drawn.observations.numerator)
    )  # fmt: skip
    changed = replace(drawn, observations=later)
    same(imputed(drawn.panel(), pretended=3), imputed(changed.panel(), pretended=3))


def test_weights_are_the_denominators():
    drawn = company(6)
    ones = replace(drawn.observations, numerator=drawn.observations.numerator / drawn.observations.denominator,
                   denominator=np.ones(len(drawn.observations.unit)))  # fmt: skip
    weighted, plain = imputed(drawn.panel()), imputed(replace(drawn, observations=ones).panel())
    assert weighted.effect.value != pytest.approx(plain.effect.value, abs=1e-4)
    assert plain.effect.value == pytest.approx(long_way(replace(drawn, observations=ones).panel()), abs=1e-9)


def test_separate_worlds_are_not_compared():
    # Everybody in segment 0 is trained, nobody in segment 1.
    unit, period = np.repeat(np.arange(8), 6), np.tile(np.arange(6), 8)
    won = np.random.default_rng(0).integers(0, 6, 48)
    observations = Observations(unit, period, won, np.full(48, 5), segment=(unit >= 4).astype(int))
    panel = build_panel(observations, Rollout(np.arange(4), np.full(4, 3)), [str(month) for month in range(6)])
    answer = impute(panel)
    assert isinstance(answer, CannotBeJudged)
    assert answer.kind == "nobody left to compare"


def test_weeks_are_shown_by_months_since_the_start():
    drawn = company(7, 40, 30)
    answer = imputed(drawn.panel(grain="week"))
    assert max(part.label for part in answer.distances) <= 30 * 3 // 13
    assert min(part.label for part in imputed(drawn.panel(grain="week"), pretended=13).distances) == -3


def test_who_is_compared_with_whom_adds_up():
    drawn: Drawn = company(8, 60)
    answer = imputed(drawn.panel())
    assert sum(group.treated.facts for group in answer.compared) == answer.treated.facts
    assert sum(group.comparison.facts for group in answer.compared) == answer.comparison.facts


@pytest.mark.parametrize("seed", range(3))
def test_denominators_of_very_different_size_change_nothing_about_exactness(seed):
    # Money at list price: deals of a thousand beside deals of a billion.
    drawn = company(seed, 40, 10, segments=2, bands=2)
    random = np.random.default_rng(seed)
    worth = 10 ** random.uniform(3, 9, len(drawn.observations.unit))
    share = random.random(len(worth))
    panel = replace(drawn, observations=replace(drawn.observations, numerator=share * worth, denominator=worth)).panel()
    cells = cells_of(panel, fitted=~panel.treated, asked=panel.treated)
    fit = fit_counterfactual(cells)
    averages = jackknifed(cells, fit, (np.where(panel.treated, 0, -1),))
    again = []
    for cluster in averages.clusters:
        rest = cells.without(int(cluster))
        refit = fit_counterfactual(rest)
        again.append(np.average(refit.left[refit.imputed], weights=rest.weight[refit.imputed]))
    assert averages.replicates[:, 0] == pytest.approx(np.array(again), abs=1e-7)
    # The normal equations hold: what is left on the fitted cells sums to nothing for each person and each month.
    on = cells.fitted
    for place in (cells.unit, fit.node):
        sums = np.bincount(place[on], (cells.weight * fit.left)[on])
        assert np.abs(sums).max() < 1e-8 * worth.max()


def test_another_unit_of_the_denominator_gives_the_same_effect():
    drawn = company(6)
    rows = drawn.observations
    scaled = replace(
        drawn, observations=replace(rows, numerator=rows.numerator * 1e9, denominator=rows.denominator * 1e9)
    )
    own, other = imputed(drawn.panel()), imputed(scaled.panel())
    assert other.effect.value == pytest.approx(own.effect.value, abs=1e-9)
    assert other.effect.standard_error == pytest.approx(own.effect.standard_error, abs=1e-9)
