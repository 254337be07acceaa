"""What holds for every organisation, however large or odd."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import UserError
from metrics.planning.organization.pictures import scale_marks, team_charts
from metrics.planning.organization.recommendation import MOST_PEOPLE, recommend
from metrics.planning.organization.recommendation_block import (
    hires_in_order,
    hires_unnamed,
    recommendation_blocks,
    recommendation_sentences,
    role_rows,
)
from metrics.planning.organization.rule_numbers import Numbers, rule_numbers
from metrics.planning.organization.seats import SeatChoices, round_robin
from metrics.report.blocks import Heading, Note, Sentence
from metrics.schema.settings import CUSTOMER_FACING
from metrics.statistics.apportionment import largest_remainder

KEYS = ("adult_learning", "projects", "customer_success", "sales", "product", "liaison")
people = st.integers(0, MOST_PEOPLE)
choices = st.builds(
    SeatChoices,
    ranking=st.permutations(KEYS).map(tuple),
    leader_teaches=st.booleans(),
    liaisons=st.none() | st.integers(0, 12),
    size=st.none() | st.integers(1, 60),
)


@pytest.mark.parametrize(
    ("count", "stage"),
    [(1, "one"), (50, "one"), (51, "building"), (500, "building"), (501, "scaling"), (2000, "scaling"), (2001, "peer")],
)
def test_stages_end_exactly_where_they_should(count: int, stage: str) -> None:
    recommendation = recommend({"sales": count}, {})
    assert recommendation.stage
    assert recommendation.stage.key == stage


def test_nobody_to_enable_has_no_stage_no_team_and_a_sentence() -> None:
    recommendation = recommend({"sales": 0}, {"sales": 7})
    assert (recommendation.stage, recommendation.team, recommendation.split, recommendation.size) == (
        None,
        None,
        None,
        0,
    )
    assert "Nobody is customer-facing" in " ".join(recommendation_sentences(recommendation))
    assert role_rows(recommendation) == ()
    assert hires_in_order(recommendation) == ()


@given(people, st.integers(0, 1000), st.integers(1, 500))
def test_the_recommended_size_never_falls_when_headcount_grows(count: int, more: int, ratio: int) -> None:
    numbers = replace(rule_numbers(), ratio=ratio)
    grown = min(MOST_PEOPLE, count + more)
    assert recommend({"sales": grown}, {}, numbers).size >= recommend({"sales": count}, {}, numbers).size


@given(st.lists(st.integers(0, 5000), min_size=6, max_size=6), st.lists(st.integers(0, 60), min_size=6, max_size=6))
def test_the_functions_add_up_to_the_whole(facing: list[int], enabling: list[int]) -> None:
    names = list(CUSTOMER_FACING.values())
    recommendation = recommend(dict(zip(names, facing, strict=True)), dict(zip(names, enabling, strict=True)))
    assert sum(each.recommended for each in recommendation.by_function) == recommendation.size
    assert sum(each.people for each in recommendation.by_function) == recommendation.people
    assert sum(each.enablers for each in recommendation.by_function) == recommendation.enablers
    for each in recommendation.by_function:
        assert abs(each.recommended - recommendation.size * each.people / max(1, recommendation.people)) < 1


@given(st.integers(1, 6000), st.integers(0, 200), choices)
def test_a_team_has_as_many_seats_as_it_should_and_fills_them_in_order(
    count: int, there: int, wish: SeatChoices
) -> None:
    recommendation = recommend({"sales": count}, {"sales": there}, choices=wish)
    assert recommendation.team
    assert recommendation.team.size == recommendation.size
    seats = recommendation.team.order(recommendation.size + 20)
    assert [seat.number for seat in seats] == list(range(1, len(seats) + 1))
    states = [seat.state for seat in seats]
    assert states.count("held") == min(there, recommendation.size)
    assert states == sorted(states, key=["held", "now", "next"].index)
    assert [seat.state != "next" for seat in seats].count(True) == recommendation.size


def test_who_enables_nobody_in_customer_success_holds_no_seat_for_it_and_it_is_the_next_hire() -> None:
    people = {"sales": 140, "sales development": 28, "customer success": 20, "support": 6, "presales": 10}
    recommendation = recommend(people, {"sales": 3, "sales development": 1})
    lacking = [each.function for each in recommendation.by_function if each.enablers < each.recommended]
    assert lacking == ["customer success"]
    assert hires_in_order(recommendation)[0] == ("Customer-success enablement", "now")
    served = recommend(people, {"sales": 3, "customer success": 1})
    assert [each.function for each in served.by_function if each.enablers < each.recommended] == ["sales development"]
    assert hires_in_order(served)[0] == ("Sales enablement", "now")


@given(
    st.integers(51, 6000), st.integers(0, 300), st.integers(0, 40), st.integers(0, 40), st.integers(0, 9), choices
)  # fmt: skip
def test_as_many_seats_are_held_as_there_are_people_whomever_they_enable(
    sales: int, success: int, before: int, after: int, support: int, wish: SeatChoices
) -> None:
    enablers = {"sales": before, "customer success": after, "support": support}
    recommendation = recommend({"sales": sales, "customer success": success}, enablers, choices=wish)
    assert recommendation.team
    roles = {role.key: role for role in (recommendation.team.lead, *recommendation.team.roles)}
    assert all(0 <= role.held <= role.now for role in roles.values())
    assert sum(role.held for role in roles.values()) == min(sum(enablers.values()), recommendation.size)
    hires = [seat for seat in recommendation.team.hires(recommendation.size) if seat.state == "now"]
    assert len(hires) == max(0, recommendation.gap)
    others_are_full = all(role.held == role.now for role in roles.values() if role.key != "customer_success")
    if success and not others_are_full:
        assert roles["customer_success"].held <= after + support


@given(st.integers(0, 300), st.lists(st.none() | st.integers(0, 9), min_size=1, max_size=6))
def test_seats_go_round_and_stop_at_a_cap(seats: int, caps: list[int | None]) -> None:
    expected = [0] * len(caps)
    left = seats
    while left and any(cap is None or expected[place] < cap for place, cap in enumerate(caps)):
        for place, cap in enumerate(caps):
            if left and (cap is None or expected[place] < cap):
                expected[place] += 1
                left -= 1
    assert round_robin(seats, caps) == expected


@given(st.integers(0, 1000), st.lists(st.integers(0, 50), min_size=1, max_size=8))
def test_largest_remainder_adds_up_and_is_fair(total: int, weights: list[int]) -> None:
    shares = largest_remainder(total, weights)
    assert sum(shares) == (total if sum(weights) else 0)
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - total * weight / max(1, sum(weights))) < 1


def test_ten_million_people_have_a_team_without_listing_every_seat() -> None:
    recommendation = recommend({"sales": MOST_PEOPLE}, {"sales": 0})
    assert recommendation.size == 200_000
    assert recommendation.team
    assert recommendation.team.size == 200_000
    assert (len(hires_in_order(recommendation)), hires_unnamed(recommendation)) == (100, 199_900)
    assert len(role_rows(recommendation)) == 7
    (chart,) = team_charts(recommendation)
    assert (chart.roles[0].now, chart.roles[0].text) == (33_334, "33,334 seats, 33,334 to hire now (A8)")


def test_everybody_lacking_is_named_in_order() -> None:
    recommendation = recommend({"sales": 1_900}, {"sales": 0})
    assert recommendation.gap == 38
    hires = hires_in_order(recommendation)
    assert [state for _, state in hires] == ["now"] * 38
    text = " ".join(block.text for block in recommendation_blocks(recommendation) if isinstance(block, Sentence))
    assert text.count(" (now)") == 38


def test_more_enablers_than_people_is_said_and_nobody_is_to_be_hired() -> None:
    recommendation = recommend({"sales": 10}, {"sales": 12})
    assert (recommendation.gap, recommendation.verdict.toward) == (-11, "gross")
    assert all(state == "next" for _, state in hires_in_order(recommendation))


@pytest.mark.parametrize("count", [-1, MOST_PEOPLE + 1])
def test_counts_that_cannot_be_are_refused_with_a_sentence(count: int) -> None:
    with pytest.raises(UserError, match="from 0 to 10,000,000"):
        recommend({"sales": count}, {})
    with pytest.raises(UserError, match="from 0 to 10,000,000"):
        recommend({"sales": 10}, {"sales": count})


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"ratio": 0}, "1:0"),
        ({"ratio": 501}, "1:501"),
        ({"gross": 500}, "must lie beyond"),
        ({"bounds": (500, 50, 2000)}, "each must end after"),
        ({"bounds": (0, 50, 2000)}, "each must end after"),
        ({"strategic": (0.25, 0.5, 1.5, 1.0)}, "between 0 and 100"),
    ],
)
def test_numbers_that_cannot_be_are_refused_with_a_sentence(changed: dict[str, object], complaint: str) -> None:
    numbers: Numbers = replace(rule_numbers(), **changed)  # type: ignore[arg-type]
    with pytest.raises(UserError, match=complaint):
        recommend({"sales": 10}, {}, numbers)


def test_own_bounds_and_shares_are_used_and_listed() -> None:
    numbers = replace(rule_numbers(), bounds=(20, 500, 2000), strategic=(0.1, 0.5, 1.0, 1.0), gross=5, beyond=400)
    recommendation = recommend({"sales": 21}, {"sales": 1}, numbers)
    assert recommendation.stage
    assert recommendation.stage.key == "building"
    assert recommendation.stage_range == "21 to 500"
    assert {own.rule for own in recommendation.own} == {"A2", "A4"}
    assert len(recommendation.own) == 4
    assert "your own number" in (recommend({"sales": 3}, {}, numbers).split or recommendation).text  # type: ignore[union-attr]


def test_the_blocks_carry_the_caveat_the_assumptions_and_the_user_s_own_numbers() -> None:
    recommendation = recommend({"sales": 214}, {"sales": 4}, replace(rule_numbers(), ratio=40))
    blocks = recommendation_blocks(recommendation)
    assert blocks[0] == Heading("6 enablement people for 214 customer-facing people")
    notes = [block.text for block in blocks if isinstance(block, Note)]
    assert notes[0].startswith("This is not an exact science")
    assert notes[-1] == "People per enablement person: 1:40, not 1:50"
    assert [mark.name for mark in scale_marks(recommendation)] == [
        "gross inefficiency", "recommended", "aimed at", "now", "not bought in",
    ]  # fmt: skip
