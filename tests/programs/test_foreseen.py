"""What could be seen beforehand is what is seen afterwards: both are judged in the same way."""

import pytest

from metrics.impact.detectable_effect import minimum_detectable_effect, placebo_standard_error
from metrics.programs.evaluation import evaluate_program, usual_choices
from metrics.programs.power import Power, detectable_effect_with, had_results, power_of
from metrics.programs.power_text import power_rows, power_sentence
from metrics.programs.registry import program_named
from metrics.query.reader import Reader
from metrics.store.snapshot import Snapshot

SELLERS = ("sales",)


def test_more_people_and_more_even_sides_see_more() -> None:
    power = Power(0.02, 50, 50)
    assert detectable_effect_with(power, 50, 50) == pytest.approx(0.02 * 2.8016, rel=1e-4)
    assert detectable_effect_with(power, 200, 200) == pytest.approx(0.01 * 2.8016, rel=1e-4)
    assert detectable_effect_with(power, 20, 80) == pytest.approx(
        0.02 * 2.8016 * 1.25, rel=1e-4
    )  # √((1/20 + 1/80) ÷ (1/50 + 1/50)) = 1.25
    assert detectable_effect_with(power, 7, 93) is None
    assert detectable_effect_with(power, 93, 7) is None


@pytest.mark.parametrize(
    ("program_id", "metric", "design"),
    [("DISCOVERY", "win_rate", "person by person"), ("PLAYBOOK", "average_discount", "team by team")],
)
def test_what_was_foreseen_is_about_what_was_found(
    sample_snapshot: Snapshot, sample_reader: Reader, program_id: str, metric: str, design: str
) -> None:
    power = power_of(sample_reader, metric, SELLERS, design, 9)
    judged = evaluate_program(
        sample_reader, program_named(sample_reader, program_id), metric, usual_choices(sample_snapshot)
    )
    imputation = judged.study.imputation
    assert power is not None
    assert imputation is not None
    people = imputation.treated.people + imputation.comparison.people
    before = detectable_effect_with(power, people // 2, people - people // 2)
    assert before == pytest.approx(minimum_detectable_effect(imputation.effect.standard_error), rel=0.5)


def test_too_few_teams_on_a_side_promise_nothing() -> None:
    power = Power(0.02, 60, 60, teams=12)
    assert detectable_effect_with(power, 60, 60) == pytest.approx(0.02 * 2.8016, rel=1e-4)
    assert detectable_effect_with(power, 30, 90) is None  # three teams, and it takes six


def test_longer_and_shorter_histories_and_metrics_without_people_say_what_they_can(sample_reader: Reader) -> None:
    people = had_results(sample_reader, "win_rate", SELLERS)
    assert 100 < people < 150
    assert had_results(sample_reader, "win_rate", ()) == 0
    assert power_of(sample_reader, "win_rate", SELLERS, "person by person", 40) is None
    assert power_of(sample_reader, "sales_velocity", SELLERS, "person by person", 6) is None
    assert power_of(sample_reader, "win_rate", ("support",), "person by person", 6) is None
    rows = power_rows(sample_reader, "win_rate", SELLERS, "person by person", 20)
    assert [row[0] for row in rows] == ["Reached", "5 of 20", "10 of 20", "15 of 20"]
    assert rows[1][1:] == ("–",) * 4
    assert rows[2][2].startswith("±")
    assert power_rows(sample_reader, "sales_velocity", SELLERS, "person by person", 20) == ()
    assert "could be seen after 6 months if it moved the win rate by ±" in power_sentence(sample_reader, "win_rate")


def test_nothing_to_pretend_promises_nothing() -> None:
    assert placebo_standard_error([]) is None
