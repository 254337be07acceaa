"""The quick suite takes pairs where `make prove` takes every combination: no pair may be missing."""

from itertools import combinations, product

import pytest

from tests.pairs import all_pairs


@pytest.mark.parametrize("sizes", [(2, 2), (3, 1, 4), (45, 4, 4, 3), (2, 2, 2, 2, 2, 2, 2)], ids=str)
def test_every_two_values_of_different_factors_meet(sizes: tuple[int, ...]) -> None:
    factors = [[f"{place}.{number}" for number in range(size)] for place, size in enumerate(sizes)]
    rows = all_pairs(*factors)
    assert all(value in factor for row in rows for value, factor in zip(row, factors, strict=True))
    for first, other in combinations(range(len(sizes)), 2):
        assert {(row[first], row[other]) for row in rows} == set(product(factors[first], factors[other]))


def test_pairs_take_few_rows() -> None:
    factors = [range(45), range(4), range(4), range(3)]
    assert len(all_pairs(*factors)) <= 1.1 * 45 * 4


def test_the_same_factors_give_the_same_rows() -> None:
    assert all_pairs("abc", "de", "fgh") == all_pairs("abc", "de", "fgh")
