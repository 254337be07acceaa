"""The panel, and every input that can't be judged: a reason, never a number, a warning or a traceback."""

from dataclasses import replace

import numpy as np
import pytest

from metrics.impact.imputation import Imputation, impute
from metrics.impact.panel import NEVER, CannotBeJudged, Observations, Panel, Rollout, build_panel, tenure_bands
from tests.impact.drawn import company

MONTHS = tuple(f"month {month}" for month in range(6))


def rows(people: int = 4, **changed: object) -> Observations:
    """Everybody has five deals each month, some of them won."""
    unit, period = np.repeat(np.arange(people), 6), np.tile(np.arange(6), people)
    won = np.random.default_rng(0).integers(0, 6, len(unit)).astype(float)
    return replace(Observations(unit, period, won, np.full(len(unit), 5.0)), **changed)


def answer(observations: Observations, people: list[int], periods: list[float]) -> Imputation | CannotBeJudged:
    panel = build_panel(observations, Rollout(people, periods), MONTHS)
    return panel if isinstance(panel, CannotBeJudged) else impute(panel)


def with_value(name: str, value: float) -> Observations:
    column = np.array(getattr(rows(), name), dtype=float)
    column[7] = value
    return rows(**{name: column})


REFUSED = {
    "nothing": (Observations([], [], [], []), [0], [3], "no data"),
    "NaN won": (with_value("numerator", np.nan), [0, 1], [3, 3], "not a number"),
    "infinitely many deals": (with_value("denominator", np.inf), [0, 1], [3, 3], "not a number"),
    "an unknown start": (rows(), [0, 1], [3, np.nan], "not a number"),
    "fewer than no deals": (with_value("denominator", -1), [0, 1], [3, 3], "nothing to divide by"),
    "won of no deals": (rows(denominator=np.append(np.full(23, 5.0), 0), numerator=np.full(24, 2.0)), [0, 1], [3, 3],
                        "nothing to divide by"),
    "a month without deals": (rows(denominator=np.where(np.tile(np.arange(6), 4) == 2, 0, 5.0),
                                   numerator=np.where(np.tile(np.arange(6), 4) == 2, 0, 1.0)), [0, 1], [3, 3],
                              "period without data"),
    "treated twice": (rows(), [0, 0, 1], [3, 4, 3], "treated twice"),
    "treated before hired": (rows(hired=np.full(24, 4.0)), [0, 1], [3, 3], "treated before hired"),
    "one person": (rows(1), [0], [3], "one person"),
    "nobody treated": (rows(), [], [], "nobody treated"),
    "treated after the end": (rows(), [0, 1], [6, 9], "nobody treated"),
    "only strangers treated": (rows(), [77, 78], [2, 3], "nobody treated"),
    "nobody untreated": (rows(), [0, 1, 2, 3], [0, -3, 0, -1], "nobody untreated"),
    "everyone on one day": (rows(), [0, 1, 2, 3], [3, 3, 3, 3], "everyone at once"),
    "a constant outcome": (rows(numerator=np.full(24, 2.0)), [0, 1], [3, 3], "never varies"),
    "two people and 100,000 deals": (rows(2, denominator=np.full(12, 100_000.0)), [0], [3], "too few people"),
    "one treated": (rows(), [0], [3], "too few people"),
    "one untreated": (rows(), [0, 1, 2], [3, 3, 3], "too few people"),
    "all treated before the data begins": (rows(), [0, 1], [-5, 0], "no time before"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_judged_says_why(case):
    observations, people, periods, kind = REFUSED[case]
    refusal = answer(observations, people, periods)
    assert isinstance(refusal, CannotBeJudged), refusal
    assert refusal.kind == kind
    assert refusal.sentence.startswith("This can't be judged because ")
    assert refusal.sentence.endswith(".")


def test_a_refusal_names_the_people_whose_data_is_at_fault():
    twice = build_panel(rows(), Rollout([0, 0, 1, 2, 2], [3, 4, 3, 1, 2]), MONTHS)
    early = build_panel(rows(hired=np.repeat([0.0, 4.0, np.nan, 2.0], 6)), Rollout([0, 1, 2], [3, 3, 3]), MONTHS)
    missing = build_panel(with_value("numerator", np.nan), Rollout([0, 1], [3, 3]), MONTHS)
    assert (twice.people, early.people, missing.people) == ((0, 2), (1,), (1,))


def test_a_month_without_deals_is_named():
    empty = REFUSED["a month without deals"][0]
    assert "month 2" in build_panel(empty, Rollout([0, 1], [3, 3]), MONTHS).because


def test_the_same_start_given_twice_is_one_start():
    panel = build_panel(rows(), Rollout([0, 0, 1], [3, 3, 3]), MONTHS)
    assert isinstance(panel, Panel)
    assert panel.treated_from.tolist() == [3, 3, NEVER, NEVER]


def test_a_person_without_deals_in_a_month_has_no_cell_there():
    drawn = company(2)
    empty = Observations(*(np.append(getattr(drawn.observations, name), value) for name, value in [
        ("unit", 0), ("period", 4), ("numerator", 0), ("denominator", 0)
    ]))  # fmt: skip
    panel = build_panel(empty, drawn.rollout, drawn.periods)
    assert panel.empty == 1
    assert len(panel.unit) == len(
        np.unique(np.column_stack((drawn.observations.unit, drawn.observations.period)), axis=0)
    )


def test_people_reached_without_data_are_counted():
    panel = build_panel(rows(), Rollout([0, 1, 50, 51, 52], [3, 3, 3, -1, 9]), MONTHS)
    assert panel.without_data == 2


def test_rows_of_one_month_are_added_and_segments_kept_apart():
    observations = Observations([0, 0, 0, 1, 1, 1], [0, 0, 1, 0, 1, 1], [1, 2, 0, 1, 1, 0], [2, 2, 4, 2, 2, 2],
                                segment=["a", "a", "a", "a", "a", "b"])  # fmt: skip
    panel = build_panel(observations, Rollout([0], [1]), ["m0", "m1"])
    assert panel.outcome.tolist() == [0.75, 0, 0.5, 0.5, 0]
    assert panel.weight.tolist() == [4, 4, 2, 2, 2]
    assert [panel.groups[group] for group in panel.group] == [("a", 0)] * 4 + [("b", 0)]


def test_facts_are_counted_where_the_denominator_is_money():
    panel = build_panel(rows(count=np.full(24, 2.0), denominator=np.full(24, 1e6)), Rollout([0, 1], [3, 3]), MONTHS)
    assert impute(panel).treated.facts == 2 * 2 * 3


def test_who_changes_team_stays_with_the_first():
    cluster = np.where((np.repeat(np.arange(4), 6) == 0) & (np.tile(np.arange(6), 4) > 2), "Zed", "Ann")
    cluster[np.repeat(np.arange(4), 6) > 1] = "Zed"
    panel = build_panel(rows(cluster=cluster), Rollout([0, 1], [3, 3]), MONTHS)
    assert panel.cluster.tolist() == [0, 0, 1, 1]
    assert panel.together == "teams"


def test_months_before_are_those_of_the_typical_person():
    panel = build_panel(rows(), Rollout([0, 1, 2], [1, 4, 5]), MONTHS)
    weeks = build_panel(rows(), Rollout([0, 1, 2], [1, 4, 5]), MONTHS, grain="week")
    assert panel.months_before == 4
    assert weeks.months_before == pytest.approx(4 * 3 / 13)


def test_tenure_falls_into_bands_and_unknown_tenure_into_one_of_its_own():
    assert tenure_bands([0, 2, 3, 5, 40, np.nan], (3, 6, 12)).tolist() == [0, 0, 1, 1, 3, -1]


def test_arrays_that_do_not_fit_are_the_callers_fault():
    with pytest.raises(ValueError, match="same length"):
        build_panel(Observations([0, 1], [0], [1], [1]), Rollout([], []), MONTHS)
    with pytest.raises(ValueError, match="periods must lie between 0 and 5"):
        build_panel(Observations([0], [6], [1], [1]), Rollout([], []), MONTHS)
    with pytest.raises(ValueError, match="roll-out"):
        build_panel(rows(), Rollout([0, 1], [3]), MONTHS)
