"""What sellers can carry as blocks: the fan of what may come, and the tornado of what moves it."""

from collections.abc import Sequence

from metrics.formatting import format_money
from metrics.planning.capacity.plan_capacity import capacity_of
from metrics.planning.capacity.simulation import Capacity, CapacityBar
from metrics.planning.organization.plan import OrganizationPlan
from metrics.planning.organization.rules import organization_rules
from metrics.report import Axis, Block, Chart, ChartPanel, ChartPoint, Mark, Note, Sentence, Series

NO_SELLERS = "There are no sellers with a quota, so there is no capacity. Say how many there are."
COUNTED = (
    "Capacity is counted in full quotas: a fully productive seller who attains the whole quota is one. "
    "10,000 paths, always the same ones for the same numbers. Assumptions: "
)
FULL_QUOTAS = "full quotas"


def capacity_blocks(plan: OrganizationPlan) -> tuple[Block, ...]:
    """The fan, its sum, and the tornado: in money where a quota is given. The last block is what is taken for granted.

    Raises UserError for ranges that can't be.
    """
    if not plan.sellers:
        return (Note(NO_SELLERS, "nothing"), _assumed(plan))
    quota, capacity = plan.scenario.quota, capacity_of(plan)
    currency = plan.currency if quota else None
    shown, unit = (capacity.times(quota), plan.currency) if quota else (capacity, FULL_QUOTAS)
    return (
        _fan(shown, capacity, plan.quarters, unit),
        Sentence(_total(shown, currency)),
        _tornado(shown, capacity, unit),
        _assumed(plan),
    )


def _assumed(plan: OrganizationPlan) -> Note:
    assumptions = organization_rules().assumptions
    names = ("productive" if plan.scenario.ramp == "own" else "linear", "capacity_leavers", "triangular")
    return Note(COUNTED + " ".join(assumptions[name] for name in names))


def _fan(shown: Capacity, capacity: Capacity, labels: Sequence[str], unit: str) -> Chart:
    """The middle path with the band in which eight of ten lie; its words are in full quotas."""
    paths = zip(labels, shown.p50, shown.p10, shown.p90, strict=True)
    points = tuple(ChartPoint(label, float(middle), float(low), float(high)) for label, middle, low, high in paths)
    return Chart(
        kind="fan",
        title=f"Productive capacity by quarter ({unit}), with the band in which eight of ten paths lie",
        alt=_fan_in_words(capacity, labels),
        key="fan",
        panels=(ChartPanel("", (Series("capacity", points),)),),
        across=Axis(names=tuple(labels)),
        up=Axis(f"capacity per quarter ({unit})", low=0),
    )


def _tornado(shown: Capacity, capacity: Capacity, unit: str) -> Chart:
    """A bar an input, from the total when it alone is low to that when it alone is high; words in full quotas."""
    names = [_bar_label(bar) for bar in shown.bars]
    ends = {"input low": [bar.at_low for bar in shown.bars], "input high": [bar.at_high for bar in shown.bars]}
    series = tuple(
        Series(end, tuple(ChartPoint(name, total) for name, total in zip(names, totals, strict=True)))
        for end, totals in ends.items()
    )
    return Chart(
        kind="tornado",
        title=f"What moves the capacity of eight quarters most ({unit}), one input at a time",
        alt=_tornado_in_words(capacity),
        key="tornado",
        panels=(ChartPanel("", series),),
        across=Axis(names=tuple(names)),
        up=Axis(f"capacity of eight quarters ({unit})"),
        marks=(Mark(shown.expected, "expected", dashed=False),),
    )


def _bar_label(bar: CapacityBar) -> str:
    """An input with its low and high value, on two lines."""
    if bar.name == "time_to_backfill":
        return f"{bar.title}\n{bar.low_input:g} to {bar.high_input:g}"
    return f"{bar.title}\n{100 * bar.low_input:g} % to {100 * bar.high_input:g} %"


def _fan_in_words(capacity: Capacity, labels: Sequence[str]) -> str:
    first, last = (
        f"{middle:,.1f} full quotas (eight of ten paths {low:,.1f} to {high:,.1f})"
        for low, middle, high in ((capacity.p10[at], capacity.p50[at], capacity.p90[at]) for at in (0, -1))
    )
    return f"Capacity per quarter: {first} in {labels[0]}, {last} in {labels[-1]}"


def _tornado_in_words(capacity: Capacity) -> str:
    bars = "; ".join(f"{bar.title} {bar.at_low:,.0f} to {bar.at_high:,.0f}" for bar in capacity.bars)
    expected = f"{capacity.expected:,.0f} expected"
    return f"Capacity of eight quarters in full quotas, {expected}, by input from low to high: {bars}"


def _total(capacity: Capacity, currency: str | None) -> str:
    """The sum of eight quarters with its band."""
    low, middle, high = (
        f"{value:,.0f}" if currency is None else format_money(value, currency, compact=True)
        for value in (capacity.total_p10, capacity.total_p50, capacity.total_p90)
    )
    quotas = " full quotas" if currency is None else ""
    return f"Over eight quarters: {middle}{quotas}; in eight of ten paths {low} to {high}."
