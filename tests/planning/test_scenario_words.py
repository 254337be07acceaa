"""Scenarios in addresses and files: what comes back, and what is said of what can't be used."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.planning.organization.scenario import Scenario, ScenarioInput, scenario_inputs
from metrics.planning.organization.scenario_text import (
    moved_inputs,
    own_inputs,
    read_scenario,
    scenario_words,
    sensible_scenario,
)
from tests.examples import examples

USUAL = replace(Scenario(), people_sales=120, enablers_sales=3)


def anything(field: ScenarioInput) -> st.SearchStrategy[object]:
    low, high = field.low, field.high
    whole = st.integers(int(low), int(high))
    return {
        "whole": whole,
        "optional": st.none() | whole,
        "decimal": st.floats(low, high).map(lambda value: round(value, 2)),
        "flag": st.booleans(),
        "choice": st.sampled_from(field.options or ("",)),
        "ranking": st.permutations(field.options).map(lambda names: tuple(names[:3])),
    }[field.kind]


@pytest.mark.parametrize("name", scenario_inputs())
def test_every_input_comes_back_from_its_word(name: str) -> None:
    @given(anything(scenario_inputs()[name]))
    @examples(0.1)
    def comes_back(value: object) -> None:
        scenario, _ = sensible_scenario(replace(USUAL, **{name: value}), USUAL)  # type: ignore[arg-type]
        reading = read_scenario({name: scenario_words(scenario)[name]}, scenario)
        assert reading.scenario == scenario

    comes_back()


def test_a_whole_scenario_comes_back_without_complaint() -> None:
    scenario = replace(USUAL, growth=3.5, growth_high=7.25, ranking=("sales", "product"))
    reading = read_scenario(scenario_words(scenario), Scenario())
    assert (reading.scenario, reading.complaints) == (scenario, ())


@pytest.mark.parametrize(
    ("name", "word", "complaint"),
    [
        ("people_sales", "-5", "from 0 to 10,000,000"),
        ("people_sales", "12.5", "whole number"),
        ("people_sales", "many", "whole number"),
        ("people_sales", "nan", "whole number"),
        ("people_sales", "inf", "whole number"),
        ("people_sales", "10000001", "from 0 to 10,000,000"),
        ("enablers_sales", "-1", "from 0 to 10,000,000"),
        ("growth", "nan", "from -50 to 100"),
        ("growth", "much", "a number"),
        ("salary_other", "-1", "from 0 to 1,000,000,000"),
        ("leader_teaches", "maybe", "yes or no"),
        ("activity", "dance", "one of training, content, processes"),
        ("ranking", "sales,juggler", "no role “juggler”"),
    ],
)
def test_a_word_that_cannot_be_is_said_and_the_usual_value_stays(name: str, word: str, complaint: str) -> None:
    reading = read_scenario({name: word}, USUAL)
    assert len(reading.complaints) == 1
    assert complaint in reading.complaints[0]
    assert word in reading.complaints[0]
    assert getattr(reading.scenario, name) == getattr(USUAL, name)


def test_a_word_nobody_knows_is_said() -> None:
    reading = read_scenario({"colour": "red"}, USUAL)
    assert (reading.scenario, len(reading.complaints)) == (USUAL, 1)


def test_ten_million_people_are_taken_as_they_are() -> None:
    assert read_scenario({"people_sales": "10000000"}, USUAL).scenario.people_sales == 10_000_000
    assert read_scenario({"people_sales": "1e7"}, USUAL).scenario.people_sales == 10_000_000


def test_what_contradicts_itself_is_put_right_and_said() -> None:
    reading = read_scenario({"quits": "90", "bound_one": "600", "ratio": "0"}, USUAL)
    assert (reading.scenario.quits_low, reading.scenario.quits, reading.scenario.quits_high) == (12, 90, 90)
    assert reading.scenario.numbers.bounds == (50, 500, 2000)
    assert len(reading.complaints) == 3


def test_a_typed_likely_value_is_used_and_a_typed_end_that_contradicts_it_is_refused_by_name() -> None:
    typed = read_scenario({"growth": "8.8"}, USUAL)
    assert typed.scenario.growth == 8.8
    assert typed.scenario.hiring(typed.scenario.recommendation()).growth == pytest.approx(0.088)
    assert typed.complaints == ("Growth per quarter, high can't be 4 %, below the likely value; 8.8 % is used.",)
    ends = read_scenario({"growth": "1", "growth_low": "3", "growth_high": "5"}, USUAL)
    assert (ends.scenario.growth_low, ends.scenario.growth, ends.scenario.growth_high) == (1, 1, 5)
    assert ends.complaints == ("Growth per quarter, low can't be 3 %, above the likely value; 1 % is used.",)


def test_what_the_user_changed_is_listed_with_its_rule_and_the_usual_value() -> None:
    changes = own_inputs(replace(USUAL, people_sales=300, ratio=40, size=9), USUAL)
    assert [(each.title, each.rule, each.usual, each.own) for each in changes] == [
        ("Customer-facing: sales", None, "120", "300"),
        ("People per enablement person", "A1", "50", "40"),
        ("Your own size of the team", "A3", "not said", "9"),
    ]
    assert own_inputs(USUAL, USUAL) == ()


def test_what_nobody_touched_follows_a_new_roster() -> None:
    newer = replace(USUAL, people_sales=130, enablers_sales=4)
    moved = moved_inputs(replace(USUAL, enablers_sales=7), USUAL, newer)
    assert (moved.people_sales, moved.enablers_sales) == (130, 7)
