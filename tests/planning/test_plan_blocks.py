"""What a plan says and shows: the figures, the team, the hiring plan, the capacity, and what is the reader's own."""

from dataclasses import replace

import pytest

from metrics.impact.effect import ProvedEffect
from metrics.people.baseline import Baseline
from metrics.planning.capacity.capacity_block import NO_SELLERS, capacity_blocks
from metrics.planning.capacity.plan_capacity import capacity_of
from metrics.planning.hire_value_block import NOT_SHOWN, value_blocks
from metrics.planning.organization.headline_block import NONE_OWN, headline_blocks, opening_blocks
from metrics.planning.organization.hiring_block import hiring_blocks
from metrics.planning.organization.own_number_block import NONE_YET, own_number_blocks
from metrics.planning.organization.pictures import (
    OwnNumbers,
    RatioScale,
    TeamChart,
    TimeBar,
    ratio_scale,
    team_charts,
)
from metrics.planning.organization.plan import OrganizationPlan
from metrics.planning.organization.scenario import Scenario
from metrics.planning.organization.team_block import team_blocks
from metrics.report.blocks import Heading, Items, KeyFigure, Note, Sentence, Table
from metrics.report.chart import Chart
from tests.planning.baselines import NOTHING, of_people

ROSTER = of_people({"sales": 210, "customer success": 4}, {"sales": 4})


def plan(baseline: Baseline = ROSTER, **inputs: object) -> OrganizationPlan:
    """The baseline's own plan with other values for some inputs."""
    usual = OrganizationPlan.read({}, baseline)[0].scenario
    return OrganizationPlan(replace(usual, **inputs), baseline)  # type: ignore[arg-type]


def test_the_headline_is_four_figures_a_scale_and_the_leader_s_time() -> None:
    own, *figures, scale, verdict, title, bar, split = headline_blocks(plan())
    assert own == Note(NONE_OWN)
    assert [(each.title, each.value) for each in figures if isinstance(each, KeyFigure)] == [
        ("Stage", "51 to 500"), ("Recommended", "5"), ("You have", "4"), ("Pay of that team, a year", "$530K"),
    ]  # fmt: skip
    assert [each.evidence for each in figures if isinstance(each, KeyFigure)] == [
        "A leader who builds the organisation (A6, A7)", "at 1:50 (A1)", "1:53.5, 1 to hire", "$95.0K more than now",
    ]  # fmt: skip
    assert isinstance(scale, RatioScale)
    assert isinstance(verdict, Note)
    assert verdict.text.endswith("(A2)")
    assert title == Heading("The leader's time (share)", 3)
    assert bar == TimeBar(0.5, "50 % strategic", "50 % tactical")
    assert isinstance(split, Note)


def test_own_numbers_are_named_and_at_most_six_of_them() -> None:
    (few, *figures) = headline_blocks(plan(size=9, ratio=40))
    assert few == OwnNumbers(
        "2 numbers: People per enablement person 40 (not 50); Your own size of the team 9 (not not said)."
    )
    assert "your own size; the ratio gives 6" in [each.own for each in figures if isinstance(each, KeyFigure)]
    changed = {f"{name}_{end}": 55.0 for name in ("quits", "attainment") for end in ("low", "high")}
    many = headline_blocks(plan(size=9, ratio=40, noise=1.0, margin=2.0, **changed))[0]
    assert isinstance(many, OwnNumbers)
    assert many.text.endswith("; and 2 more under Your numbers.")


@pytest.mark.parametrize(
    ("baseline", "reason"),
    [
        (NOTHING, "No roster says who is customer-facing"),
        (of_people({}, {}, without_function=3), "upload it with a function (or role) column"),
        (of_people({}, {"sales": 2}), "Nobody is customer-facing"),
    ],
)
def test_without_people_there_is_a_reason_and_what_to_do(baseline: Baseline, reason: str) -> None:
    nobody = plan(baseline)
    assert reason in nobody.nobody
    assert headline_blocks(nobody) == (Note(NONE_OWN),)
    assert team_blocks(nobody.recommendation) == ()
    assert plan().nobody == ""


def test_the_page_opens_with_the_caveat_and_its_sources() -> None:
    caveat, sources = opening_blocks(ROSTER)
    assert caveat.text.endswith("(A3) Data through 30 Sep 2026.")
    assert sources.text == (
        "People are the roster's as of 30 Sep 2026; enablement people are shared out by the sizes of the functions. "
        "Everything else is a rule or an assumption."
    )
    assert opening_blocks(NOTHING)[1].text.startswith("No roster says who works here")


def test_the_scale_is_said_in_words_in_order_of_the_ratio() -> None:
    scale = ratio_scale(plan().recommendation)
    assert [(mark.name, mark.text, mark.kind) for mark in scale.marks] == [
        ("gross inefficiency", "1:1", "fixed"),
        ("recommended", "1:42.8", "recommended"),
        ("aimed at", "1:50", "fixed"),
        ("now", "1:53.5", "now"),
        ("not bought in", "1:500", "fixed"),
    ]
    assert scale.alt.startswith(f"{scale.title}: gross inefficiency 1:1, recommended 1:42.8, ")


def test_the_team_is_drawn_seat_by_seat_held_now_and_next() -> None:
    (chart,) = team_charts(plan(of_people({"sales": 2000}, {"sales": 30})).recommendation)
    boxes = (chart.lead, *chart.roles)
    assert sum(box.held for box in boxes) == 30
    assert sum(box.now for box in boxes) == 40
    assert sum(box.next for box in boxes) == 1
    assert "Sales enablement leader, and sales enablement" in [box.title for box in boxes]
    assert (chart.above, chart.added) == ("", ())


def test_the_team_s_blocks_name_hires_in_order_where_it_may_report_to_and_the_functions() -> None:
    blocks = team_blocks(plan().recommendation)
    assert isinstance(blocks[0], TeamChart)
    (hires,) = [block for block in blocks if isinstance(block, Items)]
    assert hires.ordered
    assert [item.text for item in hires.items] == ["Customer-success enablement"]
    (functions,) = [block for block in blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in functions.rows] == [
        ["Sales", "210", "4", "5"], ["Customer success", "4", "0", "0"],
    ]  # fmt: skip
    notes = [block.text for block in blocks if isinstance(block, Note)]
    assert any("Roles and functions divide the same seats in two ways" in note for note in notes)
    full = team_blocks(plan(of_people({"sales": 100}, {"sales": 2})).recommendation)
    assert Sentence("Nobody now: the team is as large as recommended.") in full


def test_a_team_of_many_says_how_many_more_there_are_and_a_small_one_what_it_may_put_first() -> None:
    many = team_blocks(plan(of_people({"sales": 10_000_000}, {})).recommendation)
    assert Note("and 199,900 more, going round in the same order") in many
    first = team_blocks(plan(of_people({"sales": 20}, {})).recommendation)[0]
    assert isinstance(first, Note)
    assert first.text.startswith("Refining processes: ")


def test_a_hiring_plan_is_a_chart_a_sum_and_a_table_of_eight_quarters() -> None:
    chart, total, quarters, note = hiring_blocks(plan(growth=30.0))
    assert isinstance(chart, Chart)
    assert (chart.kind, chart.across.names[0], len(chart.marks)) == ("stack", "Q4 2026", 1)
    assert chart.marks[0].text == "stage: a fully strategic leader"
    *reasons, team = chart.panels[0].series
    assert [each.role for each in (*reasons, team)] == ["value", "value", "value", "middle"]
    assert isinstance(quarters, Table)
    hired = [sum(int(point.value or 0) for point in each.points) for each in reasons]
    assert isinstance(total, Sentence)
    assert f"4 now + {sum(hired)} hires" in total.text
    assert total.text.count("year") == 2
    assert [row[6].text for row in quarters.rows] == [point.text for point in team.points]
    assert (len(quarters.rows), quarters.numbers) == (8, True)
    assert isinstance(note, Note)
    assert note.text.startswith("Money is in USD. Assumptions: ")


def test_a_plan_without_hires_says_none() -> None:
    chart = hiring_blocks(plan(of_people({"sales": 100}, {"sales": 9}), growth=0.0, attrition=0.0))[0]
    assert isinstance(chart, Chart)
    assert chart.alt == "Enablement hires by quarter: none. The team ends with 9 people."


def test_capacity_is_a_fan_a_sum_and_a_tornado_in_full_quotas_or_in_money() -> None:
    quotas = plan()
    fan, total, tornado, assumed = capacity_blocks(quotas)
    capacity = capacity_of(quotas)
    assert isinstance(fan, Chart)
    assert isinstance(tornado, Chart)
    assert fan.panels[0].series[0].points[0].value == capacity.p50[0]
    assert [point.value for point in tornado.panels[0].series[1].points] == [bar.at_high for bar in capacity.bars]
    assert tornado.marks[0].at == capacity.expected
    assert "\n" in str(tornado.panels[0].series[0].points[0].x)
    assert isinstance(total, Sentence)
    assert "full quotas; in eight of ten paths" in total.text
    assert isinstance(assumed, Note)
    money, total, *_ = capacity_blocks(replace_quota(quotas, 100_000.0))
    assert isinstance(money, Chart)
    assert isinstance(total, Sentence)
    assert money.up.title == "capacity per quarter (USD)"
    assert money.panels[0].series[0].points[0].value == pytest.approx(100_000 * capacity.p50[0])
    assert money.alt == fan.alt
    assert "$" in total.text


def replace_quota(other: OrganizationPlan, quota: float) -> OrganizationPlan:
    """The same plan with a quota in money."""
    return OrganizationPlan(replace(other.scenario, quota=quota), other.baseline)


def test_without_sellers_there_is_no_capacity() -> None:
    reason, assumed = capacity_blocks(plan(NOTHING))
    assert reason == Note(NO_SELLERS, "nothing")
    assert isinstance(assumed, Note)


def test_a_proved_effect_is_worth_a_range_with_its_evidence() -> None:
    effect = ProvedEffect(
        "Discovery coaching", "win rate", "staggered roll-out", 5_000.0, -500.0, 12_000.0, rests_on="By the deals won."
    )
    assumed, table, note = value_blocks(OrganizationPlan(Scenario(), NOTHING), (effect,))
    assert isinstance(assumed, Sentence)
    assert assumed.text.startswith("An upper bound, not a forecast.")
    assert "one more hire repeats all of it for 50 people" in assumed.text
    assert isinstance(table, Table)
    ((name, grade, value),) = table.rows
    assert (name.text, name.note, grade.text) == ("Discovery coaching", "win rate", "staggered roll-out")
    assert (value.text, value.note) == ("$80.0K", "likely −$113K to $325K")  # 5,000 × 50 people × 70 % − 95,000
    assert isinstance(note, Note)
    assert note.text.endswith("won the same deals. Discovery coaching: By the deals won.")


def test_without_a_proved_effect_no_number_is_made_up() -> None:
    assert value_blocks(plan(), ()) == (Note(NOT_SHOWN, "nothing"),)


def test_own_numbers_stand_beside_what_they_replace() -> None:
    rules, none = own_number_blocks(plan())
    assert isinstance(rules, Note)
    assert rules.text.count("(A2)") == 2
    assert none == Note(NONE_YET, "good")
    table = own_number_blocks(plan(people_sales=300, ratio=40))[1]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Customer-facing: sales", "fact or assumption", "210", "300"],
        ["People per enablement person", "A1", "50", "40"],
    ]
