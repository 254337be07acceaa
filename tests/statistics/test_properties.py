"""What holds for any numbers at all."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as any_of

from metrics.statistics.intervals import ClusterSums, Estimate, clustered_ratio, clustered_share, difference, wilson
from metrics.statistics.process import xmr
from metrics.statistics.quantiles import median_of_life_table
from metrics.statistics.survival import kaplan_meier, median_survival
from tests.examples import examples
from tests.statistics.clusters import clustered_median

SHARES = any_of.integers(1, 100_000).flatmap(lambda n: any_of.tuples(any_of.integers(0, n), any_of.just(n)))
CLUSTERS = any_of.lists(
    any_of.integers(1, 500).flatmap(lambda n: any_of.tuples(any_of.integers(0, n), any_of.just(n))),
    min_size=2,
    max_size=40,
)
LIFE_TABLES = any_of.lists(
    any_of.tuples(any_of.integers(0, 400), any_of.integers(0, 20), any_of.integers(0, 20)), max_size=30
)


def sums_of(pairs) -> ClusterSums:
    x, n = (np.array([pair[part] for pair in pairs], dtype=float) for part in (0, 1))
    return ClusterSums(len(pairs), x.sum(), n.sum(), x @ x, x @ n, n @ n)


def columns(table) -> tuple[list[int], list[int], list[int]]:
    return [row[0] for row in table], [row[1] for row in table], [row[2] for row in table]


@given(SHARES)
def test_wilson_contains_the_share_and_stays_within_0_and_1(share):
    estimate = wilson(*share)
    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1
    assert estimate.low < estimate.high


@given(SHARES, any_of.integers(2, 50))
def test_the_same_share_of_more_draws_is_surer(share, times):
    few, many = wilson(*share), wilson(share[0] * times, share[1] * times)
    assert many.high - many.low < few.high - few.low


@given(any_of.integers(1, 2000).flatmap(lambda n: any_of.tuples(any_of.integers(0, n - 1), any_of.just(n))))
def test_one_success_more_moves_both_ends_up(share):
    fewer, more = wilson(*share), wilson(share[0] + 1, share[1])
    assert fewer.low <= more.low
    assert fewer.high <= more.high


@given(SHARES)
def test_successes_and_failures_mirror_each_other(share):
    won, lost = wilson(*share), wilson(share[1] - share[0], share[1])
    assert abs(won.low - (1 - lost.high)) < 1e-9
    assert abs(won.high - (1 - lost.low)) < 1e-9


@given(CLUSTERS)
def test_a_clustered_share_contains_its_value_and_is_never_surer_than_independent_draws(pairs):
    sums = sums_of(pairs)
    clustered, plain = clustered_share(sums), wilson(sums.x, sums.n)
    assert 0 <= clustered.low <= clustered.value <= clustered.high <= 1
    assert clustered.high - clustered.low >= (plain.high - plain.low) * (1 - 1e-9)
    assert clustered.effective_n <= sums.n


@given(CLUSTERS, any_of.randoms())
def test_the_order_and_the_grouping_of_sellers_never_matter(pairs, random):
    shuffled = random.sample(pairs, len(pairs))
    cut = random.randint(0, len(pairs))
    assert sums_of(shuffled[:cut]) + sums_of(shuffled[cut:]) == sums_of(pairs)


@given(CLUSTERS, any_of.floats(0.01, 100))
def test_a_ratio_scales_with_its_unit(pairs, scale):
    own = clustered_ratio(sums_of(pairs))
    scaled = clustered_ratio(sums_of([(x * scale, n) for x, n in pairs]))
    assert np.isclose(scaled.value, own.value * scale)
    if own.low is not None and scaled.low is not None:
        assert own.low < own.value < own.high
        assert np.isclose(scaled.high - scaled.low, (own.high - own.low) * scale, rtol=1e-3)


@given(SHARES, SHARES)
def test_a_difference_contains_its_value_and_turns_with_its_sides(own, other):
    forth, back = difference(wilson(*own), wilson(*other)), difference(wilson(*other), wilson(*own))
    assert -1 - 1e-9 <= forth.low <= forth.value <= forth.high <= 1 + 1e-9
    assert np.allclose((forth.low, forth.high), (-back.high, -back.low))


@given(LIFE_TABLES, LIFE_TABLES)
def test_medians_of_life_tables_added_are_those_of_the_rows_together(own, other):
    merged: Counter[int] = Counter()
    for day, count, _ in [*own, *other]:
        merged[day] += count
    days, counts, _ = columns([*own, *other])
    assert median_of_life_table(days, counts) == median_of_life_table(list(merged), list(merged.values()))
    written_out = np.repeat(days, counts) if days else np.array([])
    if len(written_out):
        assert median_of_life_table(days, counts).value == np.median(written_out)


@given(any_of.lists(any_of.tuples(any_of.integers(0, 400), any_of.integers(1, 20)), min_size=1, max_size=30))
def test_the_interval_of_a_median_contains_it_and_widens_with_the_design_effect(table):
    days, counts = [row[0] for row in table], [row[1] for row in table]
    plain, clustered = median_of_life_table(days, counts), median_of_life_table(days, counts, design_effect=3)
    if plain.low is not None:
        assert plain.low <= plain.value <= plain.high
        assert plain.low < plain.high
    if clustered.low is not None and plain.low is not None:
        assert clustered.low <= plain.low <= plain.high <= clustered.high


@given(any_of.lists(any_of.tuples(any_of.integers(0, 9), any_of.integers(0, 90)), min_size=1, max_size=60))
def test_a_clustered_median_has_the_plain_value(rows):
    sellers, days = [row[0] for row in rows], [row[1] for row in rows]
    assert clustered_median(sellers, days).value == np.median(days)


@given(LIFE_TABLES)
def test_survival_never_rises_and_its_band_contains_it(table):
    curve = kaplan_meier(*columns(table))
    if curve is None:
        assert sum(row[1] + row[2] for row in table) == 0
        return
    assert (np.diff(curve.remaining) <= 1e-12).all()
    assert (curve.low <= curve.remaining + 1e-12).all()
    assert (curve.remaining <= curve.high + 1e-12).all()
    assert (curve.high <= 1).all()
    assert (curve.low >= 0).all()


@given(LIFE_TABLES, LIFE_TABLES)
def test_life_tables_of_durations_add(own, other):
    merged: dict[int, list[int]] = {}
    for day, ended, censored in [*own, *other]:
        entry = merged.setdefault(day, [0, 0])
        entry[0] += ended
        entry[1] += censored
    added = median_survival(list(merged), [each[0] for each in merged.values()], [each[1] for each in merged.values()])
    assert median_survival(*columns([*own, *other])) == added


@given(LIFE_TABLES)
def test_the_interval_of_a_median_time_contains_it(table):
    estimate = median_survival(*columns(table))
    if estimate.value is not None:
        assert estimate.low is None or estimate.low <= estimate.value
        assert estimate.high is None or estimate.high >= estimate.value
        assert estimate.low is None or estimate.low != estimate.high
    else:
        assert estimate.reason


@given(any_of.lists(any_of.none() | any_of.floats(-1e9, 1e9), max_size=40))
def test_limits_lie_around_the_mean_and_signals_at_known_values(values):
    limits = xmr(values)
    assert all(values[signal.position] is not None for signal in limits.signals)
    assert len(limits.limits) in (0, len(values))
    assert all(each.low <= each.mean <= each.high for each in limits.limits)
    if limits.verdict.kind == "real change":
        assert limits.signals
        assert max(signal.position for signal in limits.signals) == len(values) - 1


@given(
    any_of.lists(any_of.integers(-1000, 1000), min_size=7, max_size=30), any_of.integers(1, 9), any_of.integers(-99, 99)
)
@examples(0.6)
def test_the_verdict_does_not_depend_on_the_unit(values, scale, shift):
    own, other = xmr(values), xmr([value * scale + shift for value in values])
    assert own.verdict == other.verdict
    assert own.signals == other.signals


def test_an_estimate_without_a_value_says_why():
    for estimate in (
        wilson(0, 0),
        median_of_life_table([], []),
        median_survival([], [], []),
        clustered_share(sums_of([])),
    ):
        assert isinstance(estimate, Estimate)
        assert estimate.value is None
        assert estimate.reason
