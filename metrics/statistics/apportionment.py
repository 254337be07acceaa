"""Whole numbers in given proportions that add up to a given total."""

from collections.abc import Sequence


def largest_remainder(total: int, weights: Sequence[float]) -> list[int]:
    """Shares of `total` in proportion to `weights`, whole and adding up to it (Hamilton's method).

    Of equal remainders the one that comes first gets the seat. All zeros where every weight is zero.
    """
    whole = sum(weights)
    if whole <= 0:
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: shares[place] - exact[place])
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares
