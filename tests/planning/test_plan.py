"""A plan and the facts it starts from: what an address holds, and what a later version moves."""

from dataclasses import replace

import pytest

from metrics.people.baseline import AttainedQuota, Baseline
from metrics.planning.organization.baseline_change_block import baseline_change_blocks
from metrics.planning.organization.plan import OrganizationPlan
from metrics.planning.organization.scenario import Scenario
from metrics.planning.organization.scenario_text import scenario_words
from metrics.planning.scenario_comparison import ScenarioComparison
from tests.planning.baselines import DAY, NOTHING, of_people, of_sellers

THEN = of_people({"sales": 120}, {"sales": 3}, version=5)
NOW = of_people({"sales": 128}, {"sales": 3}, version=9)


def test_an_address_holds_what_differs_and_the_version_it_differs_from() -> None:
    usual, complaints = OrganizationPlan.read({}, THEN)
    assert (usual.address, complaints) == ({"version": "5"}, ())
    own = OrganizationPlan(replace(usual.scenario, ratio=40, size=9), THEN)
    assert own.address == {"ratio": "40", "size": "9", "version": "5"}
    words = {name: word for name, word in own.address.items() if name != "version"}
    assert OrganizationPlan.read(words, THEN) == (own, ())


def test_an_address_with_every_input_means_the_same_on_any_facts() -> None:
    own = replace(OrganizationPlan.read({}, THEN)[0].scenario, ratio=40)
    assert OrganizationPlan.read(scenario_words(own), NOW)[0].scenario == own


def test_what_nobody_touched_follows_other_facts() -> None:
    own = OrganizationPlan(replace(OrganizationPlan.read({}, THEN)[0].scenario, enablers_sales=7), THEN)
    moved = own.started_from(NOW)
    assert (moved.scenario.people_sales, moved.scenario.enablers_sales, moved.baseline) == (128, 7, NOW)
    assert moved.started_from(THEN) == own


def test_what_a_later_version_changes_is_named() -> None:
    (note,) = baseline_change_blocks(THEN, NOW)
    assert note.text == (
        "This plan was made on version 5 of the data. Changed since: Customer-facing: sales 128 (was 120)."
    )
    assert baseline_change_blocks(THEN, replace(THEN, version=7)) == ()
    (note,) = baseline_change_blocks(of_sellers((2, 8)), of_sellers((8, 2)))
    assert note.text.endswith("Changed since: how long your sellers have been there, or how they ramp.")


def test_of_many_changes_six_are_named() -> None:
    people = dict.fromkeys(("sales", "customer success", "support", "presales", "partner"), 10)
    (note,) = baseline_change_blocks(NOTHING, of_people(people, {"sales": 1, "support": 1, "partner": 1}))
    assert "Customer-facing: partner 10 (was 0)" in note.text
    assert note.text.endswith("; and 2 more.")


@pytest.mark.parametrize(
    ("name", "baseline", "provenance"),
    [
        ("ratio", THEN, "rule"),
        ("people_sales", THEN, "roster"),
        ("people_sales", NOTHING, "assumption"),
        ("growth_low", THEN, "assumption"),
        ("growth_low", "of the last year", "roster"),
        ("quits", "of the last year", "roster"),
        ("attainment_high", "of the last year", "roster"),
        ("ramp", of_sellers((1,), (0.5,)), "roster"),
        ("ramp_months", of_sellers((1,), (0.5,)), "assumption"),
        ("margin", "of the last year", "assumption"),
    ],
)
def test_every_input_says_where_its_usual_value_is_from(name: str, baseline: Baseline | str, provenance: str) -> None:
    if isinstance(baseline, str):
        assert THEN.workforce
        staff = replace(THEN.workforce, growth=0.02, seller_attrition=0.1)
        baseline = replace(THEN, workforce=staff, attained=AttainedQuota(0.6, DAY, DAY))
    assert OrganizationPlan(Scenario(), baseline).provenance(name) == provenance


def test_another_total_keeps_the_proportions_and_goes_to_sales_where_there_are_none() -> None:
    scenario = Scenario().with_total("people", 100, [3, 1, 0, 0, 0, 0])
    assert (scenario.people_sales, scenario.people_development) == (75, 25)
    assert Scenario().with_total("enablers", 7, [0] * 6).enablers_sales == 7


def test_scenarios_stand_side_by_side_on_screen_and_in_files() -> None:
    now = OrganizationPlan.read({}, THEN)[0]
    compared = ScenarioComparison({"Now": now, "Plan": OrganizationPlan(replace(now.scenario, ratio=20), THEN)})
    (table,) = compared.blocks
    assert [cell.text for cell in table.heading] == ["Result", "Now", "Plan"]
    assert ["Recommended", "3", "6"] in [[cell.text for cell in row] for row in table.rows]
    by_name = {row["name"]: row for row in compared.rows}
    assert by_name["ratio"] == {"kind": "input", "name": "ratio", "Now": "50", "Plan": "20"}
    assert by_name["Recommended"] == {"kind": "result", "name": "Recommended", "Now": 3, "Plan": 6}
    assert compared.document["Plan"] == {
        "inputs": scenario_words(compared.plans["Plan"].scenario), "results": compared.results["Plan"],
    }  # fmt: skip
