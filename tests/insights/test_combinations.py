"""Only what adds up is found, and of that the smallest."""

from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from metrics.insights.subset_sum import MOST_TOGETHER, adding_up

AMOUNTS = st.lists(st.integers(-20, 20).map(Decimal), max_size=9)


@given(AMOUNTS, st.integers(-40, 40).map(Decimal), st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(3)]))
def test_every_smallest_set_that_adds_up_is_found_and_no_other(
    amounts: list[Decimal], total: Decimal, rounding: Decimal
) -> None:
    places = [place for place, amount in enumerate(amounts) if amount != 0]
    expected: set[tuple[int, ...]] = set()
    for size in range(1, MOST_TOGETHER + 1):
        for chosen in combinations(places, size):
            smallest = not expected or len(next(iter(expected))) == size
            if smallest and total - rounding <= sum(amounts[place] for place in chosen) <= total + rounding:
                expected.add(chosen)
    assert set(adding_up(amounts, total, rounding)) == expected


def test_four_together_are_no_explanation() -> None:
    assert adding_up([Decimal(1), Decimal(2), Decimal(4), Decimal(8)], Decimal(15)) == ()
