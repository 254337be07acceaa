"""Few rows in which every two values of different factors meet: seldom does an error need three to meet."""

from collections.abc import Sequence
from itertools import combinations, product
from typing import Any

Row = tuple[Any, ...]
Pair = tuple[int, Any, int, Any]
"""Two factors by their places, each with its value."""


def all_pairs(*factors: Sequence[Any]) -> list[Row]:
    """Rows of one value a factor that hold every pair of values. The same factors give the same rows."""
    missing: dict[Pair, None] = {
        (factor, first, other, second): None
        for factor, other in combinations(range(len(factors)), 2)
        for first, second in product(factors[factor], factors[other])
    }
    rows = []
    while missing:
        factor, first, other, second = next(iter(missing))
        row = _filled({factor: first, other: second}, factors, missing)
        for pair in _pairs(row):
            missing.pop(pair, None)
        rows.append(row)
    return rows


def _filled(chosen: dict[int, Any], factors: Sequence[Sequence[Any]], missing: dict[Pair, None]) -> Row:
    """A row with these values; each other factor takes the value that brings the most pairs still missing."""
    for place, values in enumerate(factors):
        if place not in chosen:
            chosen[place] = max(values, key=lambda value: _brought(chosen, place, value, missing))
    return tuple(chosen[place] for place in range(len(factors)))


def _brought(chosen: dict[int, Any], place: int, value: Any, missing: dict[Pair, None]) -> int:
    pairs = ((at, held, place, value) if at < place else (place, value, at, held) for at, held in chosen.items())
    return sum(pair in missing for pair in pairs)


def _pairs(row: Row) -> list[Pair]:
    return [(factor, row[factor], other, row[other]) for factor, other in combinations(range(len(row)), 2)]
