"""Hiring plans: hires − leavers + now = then, whatever happens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import UserError
from metrics.planning.organization.hiring import QUARTERS, HiringInputs, hiring_plan, yearly_pay
from metrics.planning.organization.recommendation import MOST_PEOPLE
from metrics.planning.organization.rule_numbers import recommended_size, rule_numbers

any_inputs = st.builds(
    HiringInputs,
    people=st.integers(0, MOST_PEOPLE),
    enablers=st.integers(0, 3000),
    growth=st.floats(-0.5, 1.0),
    attrition=st.floats(0, 1),
    salary_leader=st.just(100.0),
    salary_other=st.just(50.0),
    hiring_cost=st.just(10.0),
    beyond_ratio=st.integers(-5, 5),
)


@given(any_inputs)
def test_hires_less_leavers_and_those_there_now_are_the_final_size(inputs: HiringInputs) -> None:
    plan = hiring_plan(inputs, rule_numbers())
    assert len(plan.quarters) == QUARTERS
    assert inputs.enablers + plan.hires - plan.leavers == plan.size
    before = inputs.enablers
    for quarter in plan.quarters:
        assert quarter.before == before
        assert quarter.before + quarter.hires - quarter.leavers == quarter.after
        assert 0 <= quarter.leavers <= quarter.before
        assert 0 <= quarter.replacements <= quarter.leavers
        assert min(quarter.to_close_gap, quarter.for_growth, quarter.cost) >= 0
        assert quarter.after >= quarter.needed
        before = quarter.after


@given(any_inputs)
def test_nobody_is_hired_beyond_what_is_needed(inputs: HiringInputs) -> None:
    for quarter in hiring_plan(inputs, rule_numbers()).quarters:
        assert quarter.hires == 0 or quarter.after == quarter.needed


def test_todays_gap_growth_and_replacements_are_told_apart() -> None:
    plan = hiring_plan(HiringInputs(214, 4, 0.10, 0.25, 120.0, 80.0, 10.0), rule_numbers())
    first = plan.quarters[0]
    assert (first.people, first.needed, first.to_close_gap, first.for_growth) == (235, 5, 1, 0)
    assert [quarter.for_growth for quarter in plan.quarters] == [0, 1, 0, 1, 0, 1, 1, 1]
    # 4 + 5 + 6 + 6 + 7 + 7 + 8 + 9 people at the starts of the quarters, of whom 6.94 % leave: 3.6
    assert (plan.leavers, sum(quarter.replacements for quarter in plan.quarters)) == (3, 3)
    assert plan.size == recommended_size(plan.quarters[-1].people, 50) == 10


@pytest.mark.parametrize(("attrition", "leavers"), [(0.3, 12), (1.0, 40), (0.05, 2)])
def test_of_a_team_that_is_kept_up_the_yearly_share_leaves_in_a_year(attrition: float, leavers: int) -> None:
    plan = hiring_plan(HiringInputs(2_000, 40, 0.0, attrition, 1.0, 1.0, 0.0), rule_numbers())
    assert [sum(each.leavers for each in plan.quarters[first : first + 4]) for first in (0, 4)] == [leavers, leavers]
    assert plan.size == 40


def test_a_stage_change_is_marked_in_its_quarter() -> None:
    plan = hiring_plan(HiringInputs(460, 10, 0.05, 0.0, 1.0, 1.0, 0.0), rule_numbers())
    assert [quarter.people for quarter in plan.quarters][:3] == [483, 507, 533]
    assert [quarter.number for quarter in plan.quarters if quarter.stage_changes] == [2]


def test_costs_are_pay_from_the_quarter_of_hiring_and_what_hiring_costs() -> None:
    plan = hiring_plan(HiringInputs(100, 1, 0.0, 0.0, 120.0, 80.0, 10.0), rule_numbers())
    assert plan.quarters[0].cost == pytest.approx((120 + 80) / 4 + 10)
    assert plan.quarters[1].cost == pytest.approx(50)
    assert plan.yearly_costs == (pytest.approx(210), pytest.approx(200))
    assert yearly_pay(0, HiringInputs(100, 1, 0, 0, 120, 80, 10)) == 0


def test_nobody_is_let_go_and_those_who_leave_are_not_replaced_where_fewer_are_needed() -> None:
    plan = hiring_plan(HiringInputs(100, 10, -0.05, 0.5, 1.0, 1.0, 0.0), rule_numbers())
    assert plan.hires == 0
    assert plan.size == 10 - plan.leavers
    assert plan.size < 10


def test_without_people_nobody_is_needed() -> None:
    plan = hiring_plan(HiringInputs(0, 0, 0.2, 0.2, 1.0, 1.0, 1.0), rule_numbers())
    assert (plan.hires, plan.size, sum(plan.yearly_costs)) == (0, 0, 0)


@pytest.mark.parametrize(("growth", "attrition"), [(-1.0, 0.1), (1.5, 0.1), (0.0, -0.1), (0.0, 1.1)])
def test_rates_that_cannot_be_are_refused(growth: float, attrition: float) -> None:
    with pytest.raises(UserError):
        hiring_plan(HiringInputs(100, 1, growth, attrition, 1.0, 1.0, 1.0), rule_numbers())
