"""Why a product of ratios moved: the parts are each factor's own, and sum to the change."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import permutations
from math import isclose, prod

import pytest
from hypothesis import given
from hypothesis import strategies as any_of

from metrics.errors import UserError
from metrics.insights.decomposition import Decomposition, decompose, decomposition_sentence, earlier_question, shapley
from metrics.query.question import AnswerRow, Period, Question
from metrics.schema.settings import Settings
from metrics.semantic.definition import Factor, catalog

FACTORS = (
    Factor("Deals", "count", "decided", None, divides=False),
    Factor("Win rate", "share", "won", "decided", divides=False),
    Factor("Mean won value", "money", "revenue", "won", divides=False),
    Factor("Mean days to close", "days", "days", "decided", divides=True),
)
VELOCITY = replace(
    catalog()["win_rate"], name="speed", title="Sales velocity", unit="money", measure="product", numerator="",
    denominator=None, factors=FACTORS,
)  # fmt: skip
Q1 = Period(date(2025, 1, 1), date(2025, 3, 31), "Q1 2025", True)
Q2 = Period(date(2025, 4, 1), date(2025, 6, 30), "Q2 2025", True)

FRACTIONS = any_of.fractions(min_value=0, max_value=1000, max_denominator=1000)
ABOVE_ZERO = any_of.fractions(min_value=Fraction(1, 1000), max_value=1000, max_denominator=1000)
COUNTS = any_of.integers(1, 500).flatmap(
    lambda decided: any_of.tuples(
        any_of.just(decided), any_of.integers(0, decided), any_of.integers(0, 10**9), any_of.integers(1, 10**5)
    )
)


def row(period: Period, decided: int, won: int, revenue: float, days: int) -> AnswerRow:
    parts = {"decided": decided, "won": won, "revenue": revenue if won else 0, "days": days}
    value = parts["revenue"] * decided / days if days else None
    return AnswerRow(period, {}, value, decided, None, None, parts, {}, None if value is not None else "Nothing.")


def split(before: tuple[int, int, float, int], after: tuple[int, int, float, int]) -> Decomposition:
    return decompose(VELOCITY, row(Q1, *before), row(Q2, *after))


def by_hand(before: list[Fraction], after: list[Fraction], divides: list[bool]) -> list[Fraction]:
    """The definition itself: every order of the factors, one after the other."""
    orders = list(permutations(range(len(before))))
    parts = [Fraction(0)] * len(before)

    def product(factors: list[Fraction]) -> Fraction:
        return prod((1 / f if d else f for f, d in zip(factors, divides, strict=True)), start=Fraction(1))

    for order in orders:
        state = list(before)
        for position in order:
            was = product(state)
            state[position] = after[position]
            parts[position] += (product(state) - was) / len(orders)
    return parts


@given(
    any_of.lists(any_of.tuples(ABOVE_ZERO, ABOVE_ZERO, any_of.booleans()), min_size=1, max_size=3),
    any_of.lists(any_of.tuples(FRACTIONS, FRACTIONS), max_size=1),
)
def test_the_parts_are_those_of_every_order_of_the_factors(factors, further):
    factors = [*factors, *((was, now, False) for was, now in further)]
    before, after, divides = (list(column) for column in zip(*factors, strict=True))
    assert shapley(before, after, divides) == by_hand(before, after, divides)


@given(COUNTS, COUNTS)
def test_the_parts_sum_to_the_change(before, after):
    decomposition = split(before, after)
    largest = max(abs(each.change) for each in decomposition.contributions)
    assert isclose(
        sum(each.change for each in decomposition.contributions),
        decomposition.change,
        rel_tol=1e-9,
        abs_tol=largest * 1e-9,
    )


@given(COUNTS, COUNTS)
def test_back_again_takes_away_what_the_way_forth_added(before, after):
    forth, back = split(before, after), split(after, before)
    for gain, other in zip(forth.contributions, back.contributions, strict=True):
        assert gain.change == -other.change


@given(COUNTS)
def test_nothing_moved_where_nothing_changed(counts):
    assert all(each.change == 0 for each in split(counts, counts).contributions)


@given(COUNTS, any_of.integers(2, 9))
def test_a_factor_that_moves_alone_has_all_of_the_change(counts, times):
    decided, won, revenue, days = counts
    decomposition = split(counts, (decided, won, revenue, days * times))
    assert [each.change == 0 for each in decomposition.contributions[:3]] == [True] * 3
    assert isclose(decomposition.contributions[3].change, decomposition.change)
    assert decomposition.change <= 0


def test_nothing_won_is_a_win_rate_of_zero_and_no_fault_of_the_deals_value():
    """40 deals, 20 won at 100 each in 400 days: 200 a day. Then none is won: the mean value is unknown, not lower."""
    decomposition = split((40, 20, 2000, 400), (40, 0, 0, 400))
    assert (decomposition.before, decomposition.after) == (200, 0)
    assert [each.change for each in decomposition.contributions] == [0, -200, 0, 0]
    assert decomposition.contributions[2].after is None


def test_nothing_won_in_both_periods_leaves_nothing_to_explain():
    decomposition = split((40, 0, 0, 400), (20, 0, 0, 100))
    assert [each.change for each in decomposition.contributions] == [0, 0, 0, 0]
    assert (
        decomposition_sentence(VELOCITY, decomposition)
        == "Sales velocity did not change, and neither did what it is made of."
    )


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            (40, 20, 2000, 400),
            (80, 40, 4000, 800),
            "Sales velocity rose by $200: $200 from more deals (40 → 80).",
        ),
        (
            (40, 20, 2000, 400),
            (40, 10, 1000, 400),
            "Sales velocity fell by $100: $100 from a fall in win rate (50.0 % → 25.0 %).",
        ),
        (
            (40, 20, 2000, 400),
            (80, 40, 4000, 1600),
            "Sales velocity stayed where it was: $150 from more deals (40 → 80); "
            "$150 taken away by a rise in mean days to close (10 days → 20 days).",
        ),
        (
            (40, 20, 2000, 400),
            (40, 10, 1000, 200),
            "Sales velocity stayed where it was: $150 from a fall in mean days to close (10 days → 5 days); "
            "$150 taken away by a fall in win rate (50.0 % → 25.0 %).",
        ),
        (
            (40, 20, 2000, 400),
            (20, 5, 500, 100),
            "Sales velocity fell by $100: $108 from fewer deals (40 → 20) and $108 from a fall in win rate "
            "(50.0 % → 25.0 %); $117 won back by a fall in mean days to close (10 days → 5 days).",
        ),
    ],
)
def test_a_sentence_says_what_moved_it_and_what_stood_against(before, after, sentence):
    assert decomposition_sentence(VELOCITY, split(before, after)) == sentence


def test_periods_that_do_not_cover_as_much_are_not_explained():
    part = replace(Q2, complete=False)
    with pytest.raises(UserError, match="Q2 2025 is not complete"):
        decompose(VELOCITY, row(Q1, 4, 2, 10, 4), row(part, 4, 2, 10, 4))
    with pytest.raises(UserError, match="no value in Q1 2025"):
        decompose(VELOCITY, row(Q1, 4, 2, 10, 0), row(Q2, 4, 2, 10, 4))


def test_the_earlier_period_is_the_one_before_or_the_same_a_year_ago():
    question = Question("speed", Q2.start, Q2.end, "quarter", compare=("previous",))
    before = earlier_question(question, Q2, "previous", Settings())
    assert (before.start, before.end, before.compare) == (Q1.start, Q1.end, ())
    assert earlier_question(question, Q2, "year ago", Settings()).start == date(2024, 4, 1)
    with pytest.raises(UserError, match="earlier period"):
        earlier_question(question, Q2, "plan", Settings())
