"""The sample company's truths are known: what is claimed must be among them, and nothing else may be claimed."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from metrics.programs.evaluation import Described, usual_choices
from metrics.programs.evaluation_text import (
    EventPoint,
    described_words,
    event_range,
    unadjusted_amount,
    unadjusted_words,
)
from metrics.programs.matrix import EffectMatrix, declared_pairs, effect_matrix, usual_outcomes, with_crowd
from metrics.programs.roi import proved_effects
from metrics.programs.sensitivity import sensitivity_of
from metrics.query.reader import Reader
from metrics.store.snapshot import Snapshot
from sample_data.generate import FOLDER

DECLARED = {"DISCOVERY": "win_rate", "PLAYBOOK": "average_discount", "PRESENCE": "win_rate"}


@pytest.fixture(scope="module")
def truth() -> Mapping[str, Any]:
    programs: Mapping[str, Any] = tomllib.loads((FOLDER / "truth.toml").read_text(encoding="utf-8"))["programs"]
    return programs


@pytest.fixture(scope="module")
def matrix(sample_snapshot: Snapshot, sample_reader: Reader) -> EffectMatrix:
    choices = usual_choices(sample_snapshot)
    return effect_matrix(sample_reader, usual_outcomes(sample_reader), lambda _: choices)


@pytest.mark.parametrize("program", DECLARED)
def test_each_planted_effect_lies_inside_its_interval(
    matrix: EffectMatrix, truth: Mapping[str, Any], program: str
) -> None:
    imputation = matrix.evaluations[program, DECLARED[program]].study.imputation
    assert imputation is not None
    effect = imputation.effect
    planted = {"DISCOVERY": truth["DISCOVERY"]["effect"], "PLAYBOOK": truth["PLAYBOOK"]["effect"], "PRESENCE": 0.0}
    assert effect.low is not None
    assert effect.high is not None
    assert effect.low <= planted[program] <= effect.high
    assert abs(effect.value - planted[program]) < 0.015


def test_what_works_is_claimed_and_nothing_else(matrix: EffectMatrix) -> None:
    claimed = {pair for pair, evaluation in matrix.evaluations.items() if evaluation.evidence.claims}
    assert claimed == {("DISCOVERY", "win_rate")}
    assert all(matrix.evaluations[pair].evidence.good for pair in claimed)
    assert (
        "Of the 2 that programmes are for, 1 shows more than chance would; of the 7 others, 0 do, even among all 9"
        in matrix.sentence
    )


def test_that_people_came_to_its_sessions_is_no_effect_of_a_programme(matrix: EffectMatrix) -> None:
    own_sessions = matrix.evaluations["DISCOVERY", "training_attendance"].evidence
    assert own_sessions.verdict == "can't be judged"
    assert "own sessions count as attendance" in own_sessions.sentence


def test_the_coaching_that_was_drawn_by_lot_is_borne_out_by_a_second_method(sample_reader: Reader) -> None:
    choices = replace(usual_choices(sample_reader.snapshot), chosen="at random")
    own = declared_pairs(sample_reader, lambda _: choices).settled()
    evidence = own.evaluations["DISCOVERY", "win_rate"].evidence
    assert (evidence.verdict, evidence.grade) == ("effect", "said to be randomized")
    assert evidence.sentence.startswith("Discovery coaching raised the win rate by 8.9 points (likely ")
    assert {check.state for check in evidence.checks} == {"passed"}


def test_six_teams_of_unequal_weight_are_fewer_than_six(matrix: EffectMatrix) -> None:
    evidence = matrix.evaluations["PLAYBOOK", "average_discount"].evidence
    assert (evidence.verdict, evidence.effect) == ("not enough data", None)
    assert "of the 6 teams reached few weigh: they are worth 5.3; it takes 6." in evidence.sentence


def test_the_plain_comparison_of_the_useless_programme_is_badly_off_and_said_to_be(
    matrix: EffectMatrix, truth: Mapping[str, Any]
) -> None:
    evaluation = matrix.evaluations["PRESENCE", "win_rate"]
    assert evaluation.study.unadjusted is not None
    assert evaluation.study.unadjusted.effect.certain
    assert evaluation.study.unadjusted.effect.value > 0.05
    assert truth["PRESENCE"]["naive_difference"] > 0.05
    assert unadjusted_amount(evaluation) == "+9.2 points"
    assert "Before it began they were already" in unadjusted_words(evaluation)
    assert not evaluation.evidence.claims


def test_what_those_reached_did_is_described_only_where_both_sides_are_known(matrix: EffectMatrix) -> None:
    evaluation = matrix.evaluations["DISCOVERY", "win_rate"]
    described = Described(before=0.25, since=0.5, people=3, facts_since=40.0)
    sentence = described_words(replace(evaluation, described=described))
    assert sentence.startswith("Those reached had 25.0 % before and 50.0 % since (3 people).")
    for unknown in (None, replace(described, before=None), replace(described, since=None)):
        assert described_words(replace(evaluation, described=unknown)) == ""


@pytest.mark.parametrize(
    ("points", "reach"),
    [
        ([(0.4, 0.3, 0.5, 100), (-0.1, -0.5, 0.3, 100)], (-0.58, 0.58)),
        ([(0.4, 0.3, 0.5, 100), (-0.1, -9.0, 9.0, 1)], (-0.148, 0.548)),
        ([(0.4, None, None, 100)], (-0.032, 0.432)),
        ([(0.0, None, None, 100)], (-1.0, 1.0)),
    ],
)
def test_a_chart_reaches_a_little_further_than_the_ranges_of_enough_people(
    points: list[tuple[float, float | None, float | None, int]], reach: tuple[float, float]
) -> None:
    drawn = [EventPoint(month, *point) for month, point in enumerate(points)]
    assert event_range(drawn) == pytest.approx(reach)


def test_a_claim_that_many_pairs_would_drown_says_so(matrix: EffectMatrix) -> None:
    strong = matrix.evaluations["DISCOVERY", "win_rate"]
    assert not any("chance could have given it" in caveat for caveat in strong.evidence.caveats)
    drowned = with_crowd(strong, survives=False, checked=18)
    assert any("18 pairs looked at here chance could have given it" in caveat for caveat in drowned.caveats)


def test_the_order_of_outcomes_changes_nothing(
    sample_snapshot: Snapshot, sample_reader: Reader, matrix: EffectMatrix
) -> None:
    choices = usual_choices(sample_snapshot)
    other = effect_matrix(sample_reader, usual_outcomes(sample_reader)[::-1], lambda _: choices)
    assert {pair: evaluation.evidence for pair, evaluation in other.settled().evaluations.items()} == {
        pair: evaluation.evidence for pair, evaluation in matrix.settled().evaluations.items()
    }
    assert (other.checked, other.surviving) == (matrix.checked, matrix.surviving)


def test_whole_teams_are_the_units_where_they_started_together(matrix: EffectMatrix) -> None:
    imputation = matrix.evaluations["PLAYBOOK", "average_discount"].study.imputation
    assert imputation is not None
    assert imputation.treated.clusters <= 12 < imputation.treated.people
    assert imputation.effect.degrees_of_freedom == min(imputation.treated.weighing, imputation.comparison.weighing) - 1


def test_what_can_become_money_is_what_was_proved(sample_reader: Reader, matrix: EffectMatrix) -> None:
    effects = proved_effects(sample_reader)
    assert [(effect.program, effect.kept) for effect in effects] == [("Discovery coaching", False)]
    for effect in effects:
        assert 0 < effect.low < effect.worth < effect.high


def test_another_choice_does_not_turn_the_strong_effect(sample_reader: Reader, matrix: EffectMatrix) -> None:
    others = sensitivity_of(sample_reader, matrix.evaluations["DISCOVERY", "win_rate"])
    assert len(others) == 4
    assert all(other.effect is not None and other.effect.value > 0.05 for other in others)


def test_what_programmes_are_for_is_judged_without_looking_at_the_rest(
    sample_snapshot: Snapshot, sample_reader: Reader, matrix: EffectMatrix
) -> None:
    choices = usual_choices(sample_snapshot)
    own = declared_pairs(sample_reader, lambda _: choices)
    assert set(own.evaluations) == set(DECLARED.items())
    for pair, evaluation in own.evaluations.items():
        assert evaluation.evidence.sentence == matrix.evaluations[pair].evidence.sentence


def test_programmes_that_reached_the_same_people_are_judged_jointly(matrix: EffectMatrix) -> None:
    evidence = matrix.evaluations["DISCOVERY", "win_rate"].evidence
    assert set(evidence.question.beside) == {"Value playbook", "Executive presence masterclass"}
    assert any("Judged jointly with another programme: Value playbook reached" in caveat for caveat in evidence.caveats)
