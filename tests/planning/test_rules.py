"""Rules A1 to A11, each in tests that carry its id in their name."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from metrics.planning.organization.hiring import HiringInputs, hiring_plan
from metrics.planning.organization.pictures import team_charts
from metrics.planning.organization.recommendation import Recommendation, recommend
from metrics.planning.organization.recommendation_block import recommendation_sentences
from metrics.planning.organization.rule_numbers import rule_numbers
from metrics.planning.organization.rules import FILE, Rule
from metrics.planning.organization.seats import SeatChoices

RULES = {f"A{number}" for number in range(1, 12)}


def of(people: int, enablers: int = 0, choices: SeatChoices | None = None) -> Recommendation:
    return recommend({"sales": people}, {"sales": enablers}, choices=choices)


def titles(recommendation: Recommendation, state: str) -> list[str]:
    assert recommendation.team
    return [seat.what.title for seat in recommendation.team.order(100) if seat.state == state]


def test_every_rule_has_a_test_that_names_it() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert {f"A{number}" for number in re.findall(r"def test_a(\d+)_", tests)} == RULES


def test_every_rule_stands_in_the_file_of_rules() -> None:
    assert set(re.findall(r'"(A\d+)"', FILE.read_text(encoding="utf-8"))) == RULES


def test_a1_one_enablement_person_for_fifty_people_is_typical() -> None:
    assert rule_numbers().ratio == 50
    assert [of(people).size for people in (1, 50, 51, 100, 101, 214)] == [1, 1, 2, 2, 3, 5]
    assert of(100, 2).verdict.toward == "typical"


def test_a1_the_ratio_is_a_parameter_and_says_when_it_is_the_user_s() -> None:
    recommendation = recommend({"sales": 214}, {"sales": 4}, replace(rule_numbers(), ratio=30))
    assert recommendation.size == 8
    assert [(own.rule, own.usual, own.own) for own in recommendation.own] == [("A1", "1:50", "1:30")]
    assert of(214).own == ()


def test_a2_toward_one_to_one_is_gross_inefficiency_and_beyond_500_not_bought_in() -> None:
    assert of(40, 40).verdict.toward == "gross"
    assert "gross inefficiency" in of(40, 40).verdict.sentence
    assert of(501, 1).verdict.toward == "beyond"
    assert "not bought in" in of(501, 1).verdict.sentence
    assert of(500, 1).verdict.toward == "fewer"
    assert of(300, 0).verdict.toward == "nobody"


def test_a2_the_verdict_is_a_continuous_scale_without_zones() -> None:
    places = [verdict.place for enablers in range(1, 500) if (verdict := of(500, enablers).verdict)]
    assert all(place is not None for place in places)
    steps = [first - other for first, other in pairwise(places)]  # type: ignore[operator]
    assert all(step > 0 for step in steps)
    assert max(steps) < 0.12
    assert (places[0], of(500, 500).verdict.place) == (1.0, 0.0)
    assert of(1000, 20).verdict.way == 0.0
    assert of(500, 100).verdict.way == pytest.approx(0.589, abs=0.001)  # ln(50 ÷ 5) ÷ ln 50


def test_a3_the_caveat_is_always_there_and_the_user_may_hire_earlier_or_later() -> None:
    for people in (0, 10, 214, 5000):
        assert "not an exact science" in of(people).caveat.text
    earlier = of(214, 4, SeatChoices(size=9))
    assert (earlier.size, earlier.by_ratio, earlier.gap) == (9, 5, 5)
    assert [own.own for own in earlier.own] == ["9"]
    assert earlier.team
    assert earlier.team.size == 9


def test_a4_up_to_fifty_there_is_one_manager_mostly_tactical() -> None:
    recommendation = of(50)
    assert titles(recommendation, "now") == ["Enablement manager"]
    assert recommendation.split
    assert (recommendation.split.strategic, recommendation.split.tactical) == (0.25, 0.75)
    assert "reactive" in recommendation.split.text


def test_a5_a_team_of_one_puts_one_of_three_activities_first() -> None:
    assert len(of(30).first_activities) == 3
    chosen = of(30, choices=SeatChoices(first_activity="content"))
    assert [each.title for each in chosen.first_activities] == ["Creating, curating and delivering content"]
    assert "revenue operations" in of(30).first_activities[-1].text
    assert of(51).first_activities == ()


def test_a6_from_51_a_leader_whose_time_is_half_strategic() -> None:
    recommendation = of(51)
    assert titles(recommendation, "now")[0] == "Enablement leader"
    assert recommendation.split
    assert (recommendation.split.strategic, recommendation.split.rule) == (0.5, "A6")


def test_a7_only_as_many_roles_as_the_ratio_allows_are_now_in_the_user_s_order() -> None:
    recommendation = of(51, choices=SeatChoices(ranking=("product", "sales")))
    assert titles(recommendation, "now") == ["Enablement leader", "Product enablement"]
    assert titles(recommendation, "next") == [
        "Sales enablement", "Adult-learning specialist", "Project manager", "Customer-success enablement", "Liaison",
    ]  # fmt: skip


def test_a7_no_adult_learning_specialist_where_the_leader_has_the_skill() -> None:
    recommendation = of(500, choices=SeatChoices(leader_teaches=True))
    assert "Adult-learning specialist" not in titles(recommendation, "now") + titles(recommendation, "next")
    assert len(titles(recommendation, "now")) == 10


def test_a7_there_are_no_more_liaisons_than_verticals_or_product_teams() -> None:
    for verticals in range(4):
        recommendation = of(2000, choices=SeatChoices(liaisons=verticals))
        assert titles(recommendation, "now").count("Liaison") == verticals
        assert len(titles(recommendation, "now")) == 40
    assert titles(of(2000), "now").count("Liaison") == 6


def test_a8_from_501_the_leader_is_fully_strategic_and_roles_have_leaders() -> None:
    assert (half := of(500).split)
    assert half.strategic == 0.5
    recommendation = of(501)
    assert recommendation.split
    assert recommendation.split.strategic == 1.0
    now = titles(recommendation, "now")
    assert {"Customer-success enablement leader", "Sales enablement leader", "Product enablement leader"} < set(now)
    assert now.count("Sales enablement leader") == 1
    assert titles(of(2000), "now").count("Sales enablement") == 5  # 39 seats beside the leader: 7, 7, 7, 6, 6, 6


def test_a8_keeps_hiring_at_the_ratio() -> None:
    plan = hiring_plan(HiringInputs(1000, 20, 0.05, 0.0, 1.0, 1.0, 0.0), rule_numbers())
    assert [quarter.after for quarter in plan.quarters] == [-(-quarter.people // 50) for quarter in plan.quarters]


def test_a9_over_2000_the_leader_is_a_peer_and_reports_to_the_chief_revenue_officer() -> None:
    assert of(2000).reports_to is None
    recommendation = of(2001)
    assert recommendation.reports_to
    assert recommendation.reports_to.title == "Chief revenue officer"
    assert any("peer" in sentence for sentence in recommendation_sentences(recommendation))


def test_a10_over_2000_three_things_are_added_and_the_operating_model_moves_to_collaboration() -> None:
    assert (of(2000).additions, of(2000).collaborates) == ((), False)
    recommendation = of(2001)
    assert [each.title for each in recommendation.additions] == [
        "Formal change management", "Co-creation and collaboration models", "One centre of excellence",
    ]  # fmt: skip
    assert recommendation.collaborates
    assert any(
        "from orchestration to collaboration" in sentence for sentence in recommendation_sentences(recommendation)
    )


def test_what_follows_from_a_rule_names_the_rule_it_follows_from() -> None:
    """The id stands in the rule's entry and nowhere in code: another rule among them is named as what it is."""
    of_another = replace(of(2001), additions=(*of(2001).additions, Rule("A99", "An owner", "Who owns it.")))
    (added,) = [sentence for sentence in recommendation_sentences(of_another) if sentence.startswith("Add: ")]
    assert added.endswith(" · One centre of excellence · An owner. (A10, A99)")
    assert team_charts(of_another)[0].added_title == "Added over 2,000 people (A10, A99)"


def test_a11_both_reporting_lines_are_shown_and_neither_is_chosen() -> None:
    recommendation = of(214)
    outside, inside = recommendation.options
    assert "More strategic" in outside.gains
    assert "Harder to influence their day" in outside.costs
    assert (inside.gains, inside.costs) == (("More direct impact",), ("More tactical",))
    assert "no single right answer" in recommendation.reporting_line.text
    assert any("A11" in sentence for sentence in recommendation_sentences(recommendation))
