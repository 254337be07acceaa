"""The capacity simulation: seeded, ordered, and the same as counting by hand where nothing is left to chance."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import UserError
from metrics.planning.capacity.simulation import (
    MONTHS,
    QUARTERS,
    CapacityInputs,
    CapacityRange,
    linear_ramp,
    simulated_capacity,
)
from tests.examples import examples


def sure(value: float) -> CapacityRange:
    return CapacityRange(value, value, value)


CERTAIN = CapacityInputs(
    tenures=(0,) * 12 + (10,),
    ramp=linear_ramp(6),
    growth=sure(0.0),
    seller_attrition=sure(0.0),
    ramp_stretch=sure(1.0),
    attainment=sure(0.5),
    time_to_backfill=sure(0.0),
    attainment_volatility=0.0,
)
UNSURE = replace(
    CERTAIN,
    growth=CapacityRange(0.0, 0.02, 0.04),
    seller_attrition=CapacityRange(0.1, 0.2, 0.3),
    ramp_stretch=CapacityRange(0.75, 1.0, 1.5),
    attainment=CapacityRange(0.4, 0.5, 0.7),
    time_to_backfill=CapacityRange(1, 2, 4),
    attainment_volatility=0.1,
)


def test_ten_full_sellers_at_half_their_quota_are_five_quotas() -> None:
    capacity = simulated_capacity(CERTAIN, paths=50)
    for each in (capacity.p10, capacity.p50, capacity.p90):
        assert each == pytest.approx(np.full(QUARTERS, 5.0))
    assert capacity.expected == capacity.total_p50 == pytest.approx(40.0)
    assert all(bar.swing == pytest.approx(0.0) for bar in capacity.bars)


def test_growth_without_chance_is_what_one_counts_by_hand() -> None:
    inputs = replace(CERTAIN, growth=sure(0.331), attainment=sure(1.0))
    ramp = [(month + 0.5) / 6 for month in range(6)] + [1.0] * MONTHS
    planned = [10 * 1.331 ** (month / 3) for month in range(MONTHS + 1)]
    expected = []
    for month in range(MONTHS):
        joined = [planned[start + 1] - planned[start] for start in range(month + 1)]
        expected.append(10 + sum(people * ramp[month - start] for start, people in enumerate(joined)))
    by_quarter = np.array(expected).reshape(QUARTERS, 3).mean(axis=1)
    assert simulated_capacity(inputs, paths=3).p50 == pytest.approx(by_quarter, rel=0.01)


def test_leavers_are_replaced_after_the_months_it_takes_and_ramp_up_again() -> None:
    with_leavers = replace(CERTAIN, tenures=(0,) * 12 + (400,), seller_attrition=sure(0.3), attainment=sure(1.0))
    at_once, late = (
        simulated_capacity(replace(with_leavers, time_to_backfill=sure(wait)), paths=400) for wait in (0.0, 6.0)
    )
    assert late.expected < at_once.expected < 400 * QUARTERS
    assert at_once.p50 == pytest.approx(np.full(QUARTERS, at_once.p50[-1]), rel=0.1)
    assert at_once.total_p50 == pytest.approx(at_once.expected, rel=0.02)


def test_sellers_still_on_the_ramp_count_for_as_far_as_they_are() -> None:
    fresh = replace(CERTAIN, tenures=(10, *((0,) * 12)), attainment=sure(1.0))
    first = simulated_capacity(fresh, paths=2).p50
    assert first[0] == pytest.approx(10 * (1.5 + 2.5 + 3.5) / 6 / 3)
    assert first[2] == pytest.approx(10)


@given(st.integers(0, 5), st.integers(0, 60), st.floats(-0.3, 0.3), st.floats(0, 1), st.floats(0, 8))
@examples(0.4)
def test_capacity_is_never_negative_and_its_percentiles_are_in_order(
    young: int, old: int, growth: float, quits: float, wait: float
) -> None:
    capacity = simulated_capacity(
        replace(
            UNSURE,
            tenures=(young, 0, old),
            growth=sure(growth),
            seller_attrition=sure(quits),
            time_to_backfill=sure(wait),
        ),
        paths=200,
    )
    assert (capacity.p10 >= 0).all()
    assert (capacity.p10 <= capacity.p50).all()
    assert (capacity.p50 <= capacity.p90).all()
    assert np.isfinite(capacity.p90).all()
    assert capacity.total_p10 <= capacity.total_p50 <= capacity.total_p90


def test_the_same_seed_gives_the_same_futures() -> None:
    first, other, another = simulated_capacity(UNSURE), simulated_capacity(UNSURE), simulated_capacity(UNSURE, seed=7)
    assert (first.p50 == other.p50).all()
    assert not (first.p50 == another.p50).all()
    assert another.p50 == pytest.approx(first.p50, rel=0.05)


def test_the_tornado_moves_one_input_at_a_time_and_is_sorted() -> None:
    capacity = simulated_capacity(UNSURE)
    assert [bar.swing for bar in capacity.bars] == sorted((bar.swing for bar in capacity.bars), reverse=True)
    bars = {bar.name: bar for bar in capacity.bars}
    assert set(bars) == {"growth", "seller_attrition", "ramp_stretch", "attainment", "time_to_backfill"}
    assert bars["attainment"].at_low == pytest.approx(capacity.expected * 0.4 / 0.5)
    assert bars["attainment"].at_high == pytest.approx(capacity.expected * 0.7 / 0.5)
    assert bars["growth"].at_low < capacity.expected < bars["growth"].at_high
    for name in ("seller_attrition", "ramp_stretch", "time_to_backfill"):
        assert bars[name].at_high < capacity.expected < bars[name].at_low


def test_a_range_in_the_wrong_order_is_refused() -> None:
    with pytest.raises(UserError, match="Attainment"):
        simulated_capacity(replace(UNSURE, attainment=CapacityRange(0.9, 0.5, 0.7)))


def test_without_sellers_there_is_no_capacity() -> None:
    assert simulated_capacity(replace(UNSURE, tenures=(0,)), paths=20).total_p90 == 0
