"""Which few of several amounts add up to a difference: all smallest sets that do, and never one that does not."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

MOST_TOGETHER = 3
"""Four and more add up to nearly anything by chance."""


def adding_up(
    amounts: Sequence[Decimal], total: Decimal, rounding: Decimal = Decimal(0)
) -> tuple[tuple[int, ...], ...]:
    """The positions of every smallest set of amounts whose sum is the total, give or take `rounding`.

    Amounts of nothing are in no set; where no set of at most MOST_TOGETHER adds up, there is none.
    """
    places = [place for place, amount in enumerate(amounts) if amount]
    for size in range(1, MOST_TOGETHER + 1):
        subsets = tuple(
            chosen
            for chosen in combinations(places, size)
            if abs(sum((amounts[place] for place in chosen), Decimal(0)) - total) <= rounding
        )
        if subsets:
            return subsets
    return ()
